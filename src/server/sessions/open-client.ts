import { ApiError } from '../http/errors.ts';
import { hashClientToken, newId, newToken } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankClient } from '../storage/blank-rows.ts';
import type { ClientRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { RequestContext } from '../http/request-context.ts';
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
export async function findClient(
  { storage }: Pick<Services, 'storage'>,
  context: RequestContext,
): Promise<ClientRow | undefined> {
  if (context.client || context.superseded) return context.client;
  if (context.legacyHash) context.client = await takeOver(storage, context, context.legacyHash);
  else if (context.tokenHash) context.client = await storage.findClientByToken(context.tokenHash, context.now);
  const hash = context.legacyHash ?? context.tokenHash;
  if (context.client || !hash) return context.client;
  const earlier = await storage.findSupersededClient(hash, context.now - SUPERSEDED_MS);
  // One that was replaced after now shows that the clock was set back, and would be remembered for as long.
  if (earlier && earlier.rotated_at <= context.now + SUPERSEDED_MS) context.superseded = earlier;
  return context.client;
}

/**
 * A browser comes with the cookie of the time before the prefix. It gets one with the prefix, once: whoever planted the
 * old one has nothing from then on. Its sessions go on; what was begun with the old one is dropped with the old client,
 * since nobody knows which browser began it.
 */
async function takeOver(
  storage: Services['storage'],
  context: RequestContext,
  oldHash: string,
): Promise<ClientRow | undefined> {
  const token = newToken();
  const next = {
    id: newId('client'),
    token_hash: hashClientToken(token, true),
    cookie_expires_at: context.now + CLIENT_COOKIE_MS,
  };
  const client = await storage.transaction((tx) => tx.consumeClient(oldHash, next, context.now));
  if (!client) return undefined;
  context.legacyHash = null;
  context.tokenHash = next.token_hash;
  context.token = token;
  context.newToken = token;
  clearLegacyCookie(context);
  return client;
}

/**
 * The client of the visit, or a new one. Call {@link adoptClient} once the transaction is through.
 *
 * @throws {ApiError} `client_state_invalid` when the cookie was replaced while the request was under way
 */
export async function openClient(tx: StorageOps, context: RequestContext): Promise<OpenedClient> {
  const known = context.client && (await tx.findClient(context.client.id));
  if (known) return context.newToken === undefined ? { client: known } : { client: known, newToken: context.newToken };
  if (context.superseded && context.now - context.superseded.rotated_at < LATE_MS)
    throw new ApiError('client_state_invalid');
  const token = newToken();
  const client = blankClient(
    {
      id: newId('client'),
      token_hash: hashClientToken(token, context.isHostOnly),
      cookie_expires_at: context.now + CLIENT_COOKIE_MS,
    },
    context.now,
  );
  await tx.insertClient(client);
  return { client, newToken: token };
}

/** Makes the client the one the answer is about, and its new cookie the one that is set. */
export function adoptClient(context: RequestContext, { client, newToken: token }: OpenedClient): void {
  context.client = client;
  if (token !== undefined) context.newToken = token;
}
