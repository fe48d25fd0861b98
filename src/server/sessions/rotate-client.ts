import { ApiError } from '../http/errors.ts';
import { hashClientToken, newToken } from '../ids.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { RequestContext } from '../http/request-context.ts';
import { CLIENT_COOKIE_MS } from './client-cookie.ts';
import type { OpenedClient } from './open-client.ts';

/**
 * Gives the client a new cookie, so that one somebody planted is worth nothing from here on (fixation). A client that
 * was just made has a new one already.
 *
 * @returns the new cookie; undefined when the client has to keep the one it has, see `RequestContext.keepsCookie`
 * @throws {ApiError} `client_state_invalid` when a parallel request replaced the cookie first
 */
export async function rotateClient(
  tx: StorageOps,
  context: RequestContext,
  opened: OpenedClient,
): Promise<string | undefined> {
  if (context.keepsCookie) return undefined;
  if (opened.newToken !== undefined) return opened.newToken;
  const token = newToken();
  const expiresAt = context.now + CLIENT_COOKIE_MS;
  const newHash = hashClientToken(token, context.isHostOnly);
  const isRotated = await tx.consumeClientToken(context.tokenHash ?? '', newHash, expiresAt, context.now);
  if (!isRotated) throw new ApiError('client_state_invalid');
  return token;
}
