import type { TokenJSON } from '../../protocol/json/client.ts';
import { applyToken } from './apply-client.ts';
import { isSessionGone, type SessionContext } from './session-context.ts';
import { ClerkRuntimeError } from '../errors.ts';
import type { GetTokenOptions } from '../resources/types.ts';
import { tokenKey } from './token-cache.ts';

/** Milliseconds after which a token that is on its way counts as lost: others wait for the same answer. */
export const TOKEN_LIMIT = 30_000;

/**
 * A token of a session with more than 5 s of life left: from memory, from the request already under way, or asked for.
 *
 * @param options `refresh`: replace a token that is still good, by a request that others may share
 * @returns null when the session is over
 * @throws {ClerkRuntimeError} `clerk_offline` when the browser knows that there is no network, `network_error` when no
 *   answer came within 30 s
 */
export async function getSessionToken(
  instance: SessionContext,
  sessionId: string,
  { template, skipCache, refresh }: GetTokenOptions & { refresh?: boolean } = {},
): Promise<string | null> {
  const key = tokenKey(sessionId, template);
  const usable = skipCache || refresh ? undefined : instance.tokens.usable(key);
  return (
    usable ??
    instance.tokens.share(skipCache ? `${key} fresh` : key, () => ask(instance, sessionId, template, skipCache))
  );
}

async function ask(
  instance: SessionContext,
  sessionId: string,
  template?: string,
  skipCache?: boolean,
): Promise<string | null> {
  const { platform, store } = instance;
  try {
    const path = `/client/sessions/${encodeURIComponent(sessionId)}/tokens${
      template ? `/${encodeURIComponent(template)}` : ''
    }`;
    const askedAt = platform.clock.now();
    const { jwt } = await instance.request<TokenJSON>(path, {
      method: 'POST',
      body: {
        organizationId: null,
        tabState: platform.hasFocus() ? 'focused' : platform.isVisible() ? 'visible' : 'hidden',
      },
      query: { debug: skipCache ? 'skip_cache' : undefined },
      timeout: TOKEN_LIMIT,
    });
    applyToken(instance, sessionId, jwt, { template, askedAt });
    // The session may have ended while the answer was on its way.
    return store.state.client?.signedInSessions.some(({ id }) => id === sessionId) ? jwt : null;
  } catch (error) {
    if (!template && isSessionGone(error)) {
      await instance.sessionGone();
      return null;
    }
    if (error instanceof ClerkRuntimeError && !platform.isOnline()) {
      throw new ClerkRuntimeError('clerk_offline', 'The browser is offline: no session token can be had.', {
        cause: error,
      });
    }
    throw error;
  }
}
