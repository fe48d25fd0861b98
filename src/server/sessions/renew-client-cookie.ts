import { hashClientToken } from '../ids.ts';
import type { Services } from '../services.ts';
import type { ClientRow } from '../storage/rows.ts';
import type { RequestContext } from '../http/request-context.ts';
import { CLIENT_COOKIE_MS } from './client-cookie.ts';

/**
 * Lets the client cookie live another year, unless it was replaced meanwhile.
 *
 * @returns the client as it then is; `visit.newToken` tells that the cookie is to be set
 */
export async function renewClientCookie(
  { storage }: Pick<Services, 'storage'>,
  context: RequestContext,
  row: ClientRow,
): Promise<ClientRow> {
  if (context.token === null || context.newToken !== undefined) return row;
  const expiresAt = context.now + CLIENT_COOKIE_MS;
  const hash = hashClientToken(context.token, context.isHostOnly);
  if (!(await storage.consumeClientToken(hash, hash, expiresAt, context.now))) return row;
  context.newToken = context.token;
  return { ...row, cookie_expires_at: expiresAt };
}
