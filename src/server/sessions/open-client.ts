import { hashToken, newId, newToken } from '../ids.ts';
import type { Services } from '../services.ts';
import type { ClientRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { Visit } from '../visit.ts';
import { CLIENT_COOKIE_MS } from './client-cookie.ts';

/** A client, and its cookie if that is new. */
export interface OpenedClient {
  client: ClientRow;
  newToken?: string;
}

/** The client of the cookie, or undefined: an unknown, changed or expired cookie is like none. */
export async function findClient({ storage }: Pick<Services, 'storage'>, visit: Visit): Promise<ClientRow | undefined> {
  if (visit.client || !visit.tokenHash) return visit.client;
  visit.client = await storage.findClientByToken(visit.tokenHash, visit.now);
  return visit.client;
}

/** The client of the visit, or a new one. Call {@link adoptClient} once the transaction is through. */
export async function openClient(tx: StorageOps, visit: Visit): Promise<OpenedClient> {
  const known = visit.client && (await tx.findClient(visit.client.id));
  if (known) return { client: known };
  const token = newToken();
  const client: ClientRow = {
    id: newId('client'),
    token_hash: hashToken(token),
    cookie_expires_at: visit.now + CLIENT_COOKIE_MS,
    last_active_session_id: null,
    sign_in_id: null,
    sign_up_id: null,
    last_authentication_strategy: null,
    uat: 0,
    created_at: visit.now,
    updated_at: visit.now,
  };
  await tx.insertClient(client);
  return { client, newToken: token };
}

/** Makes the client the one the answer is about, and its new cookie the one that is set. */
export function adoptClient(visit: Visit, { client, newToken: token }: OpenedClient): void {
  visit.client = client;
  if (token !== undefined) visit.newToken = token;
}
