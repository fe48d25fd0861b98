import { ApiError } from '../http/errors.ts';
import { hashClientToken, newId, newToken } from '../ids.ts';
import type { Services } from '../services.ts';
import type { ClientRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { Visit } from '../http/request-context.ts';
import { CLIENT_COOKIE_MS, clearLegacyCookie } from './client-cookie.ts';

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
  if (visit.client || visit.superseded) return visit.client;
  if (visit.legacyHash) visit.client = await takeOver(storage, visit, visit.legacyHash);
  else if (visit.tokenHash) visit.client = await storage.findClientByToken(visit.tokenHash, visit.now);
  const hash = visit.legacyHash ?? visit.tokenHash;
  if (visit.client || !hash) return visit.client;
  const earlier = await storage.findSupersededClient(hash, visit.now - SUPERSEDED_MS);
  // One that was replaced after now shows that the clock was set back, and would be remembered for as long.
  if (earlier && earlier.rotated_at <= visit.now + SUPERSEDED_MS) visit.superseded = earlier;
  return visit.client;
}

/**
 * A browser comes with the cookie of the time before the prefix. It gets one with the prefix, once: whoever planted the
 * old one has nothing from then on. Its sessions go on; what was begun with the old one is dropped with the old client,
 * since nobody knows which browser began it.
 */
async function takeOver(storage: Services['storage'], visit: Visit, oldHash: string): Promise<ClientRow | undefined> {
  const token = newToken();
  const next = {
    id: newId('client'),
    token_hash: hashClientToken(token, true),
    cookie_expires_at: visit.now + CLIENT_COOKIE_MS,
  };
  const client = await storage.transaction((tx) => tx.consumeClient(oldHash, next, visit.now));
  if (!client) return undefined;
  visit.legacyHash = null;
  visit.tokenHash = next.token_hash;
  visit.token = token;
  visit.newToken = token;
  clearLegacyCookie(visit);
  return client;
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
    token_hash: hashClientToken(token, visit.isHostOnly),
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
