import { ApiError } from '../errors.ts';
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

/** Milliseconds a replaced cookie is remembered, for requests of other tabs that were under way. */
const SUPERSEDED_MS = 30_000;
/**
 * Milliseconds such a request may open no client: the cookie of that one would reach the browser after, and take the
 * place of, the new one. Whoever comes later lost the answer with the new cookie and starts again.
 */
const LATE_MS = 5_000;

/** The client of the cookie, or undefined: an unknown, changed or expired cookie is like none. */
export async function findClient({ storage }: Pick<Services, 'storage'>, visit: Visit): Promise<ClientRow | undefined> {
  if (visit.client || !visit.tokenHash) return visit.client;
  visit.client = await storage.findClientByToken(visit.tokenHash, visit.now);
  if (!visit.client) visit.superseded = await storage.findSupersededClient(visit.tokenHash, visit.now - SUPERSEDED_MS);
  return visit.client;
}

/**
 * The client of the visit, or a new one. Call {@link adoptClient} once the transaction is through.
 *
 * @throws {ApiError} `client_state_invalid` when the cookie was replaced while the request was under way
 */
export async function openClient(tx: StorageOps, visit: Visit): Promise<OpenedClient> {
  const known = visit.client && (await tx.findClient(visit.client.id));
  if (known) return visit.newToken === undefined ? { client: known } : { client: known, newToken: visit.newToken };
  if (visit.superseded && visit.now - visit.superseded.rotated_at < LATE_MS) throw new ApiError('client_state_invalid');
  const token = newToken();
  const client: ClientRow = {
    id: newId('client'),
    token_hash: hashToken(token),
    cookie_expires_at: visit.now + CLIENT_COOKIE_MS,
    previous_token_hash: null,
    rotated_at: 0,
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
