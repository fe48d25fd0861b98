import { hashClientToken } from '../ids.ts';
import type { Services } from '../services.ts';
import type { ClientRow } from '../storage/rows.ts';
import type { Visit } from '../http/request-context.ts';
import { CLIENT_COOKIE_MS } from './client-cookie.ts';

/**
 * Lets the client cookie live another year, unless it was replaced meanwhile.
 *
 * @returns the client as it then is; `visit.newToken` tells that the cookie is to be set
 */
export async function renewClientCookie(
  { storage }: Pick<Services, 'storage'>,
  visit: Visit,
  row: ClientRow,
): Promise<ClientRow> {
  if (visit.token === null || visit.newToken !== undefined) return row;
  const expiresAt = visit.now + CLIENT_COOKIE_MS;
  const hash = hashClientToken(visit.token, visit.isHostOnly);
  if (!(await storage.consumeClientToken(hash, hash, expiresAt, visit.now))) return row;
  visit.newToken = visit.token;
  return { ...row, cookie_expires_at: expiresAt };
}
