import type { TokenJSON } from '../../protocol/json/client.ts';
import { type ClerkAPIResponseError, ClerkRuntimeError } from '../errors.ts';
import { findSession, sessionPath } from '../resources/parse-session.ts';
import type { GetTokenOptions } from '../resources/types/session.ts';
import { applyToken } from './apply-client.ts';
import { isSessionGone, type SessionContext } from './session-context.ts';
import { tokenKey } from './token-cache.ts';

/** Milliseconds after which a token request counts as lost, because others wait for the same answer. */
export const TOKEN_LIMIT = 30_000;

/** Seconds, besides the five that a token must have left. */
const RENEW_BEFORE = 12;

/**
 * Returns a token of a session with more than 5 s of life left: the one in memory, the answer to a request that is
 * already on its way, or the answer to a new request.
 *
 * @param options `leewayInSeconds`: the token must live for that much longer; `refresh`: replaces a token that is still
 *   usable, by a request that other callers may share
 * @returns null when the session is over
 * @throws {ClerkRuntimeError} `clerk_offline` when the browser knows that it has no network, `network_error` when no
 *   answer came within 30 s
 */
export async function getSessionToken(
  context: SessionContext,
  sessionId: string,
  { template, skipCache, refresh, leewayInSeconds }: GetTokenOptions & { refresh?: boolean } = {},
): Promise<string | null> {
  const { tokens } = context;
  const key = tokenKey(sessionId, template);
  const usable = skipCache || refresh ? undefined : tokens.usable(key, leewayInSeconds);
  const fetchToken = () =>
    tokens.share(skipCache ? `${key}  fresh` : key, () => ask(context, sessionId, template, skipCache));
  // The poller renews session tokens. One of a template is renewed when it is used shortly before its end.
  if (template && usable && !tokens.usable(key, RENEW_BEFORE)) fetchToken().catch(() => {});
  return usable ?? fetchToken();
}

async function ask(
  context: SessionContext,
  sessionId: string,
  template?: string,
  skipCache?: boolean,
): Promise<string | null> {
  const { platform, store, request } = context.instance;
  try {
    const path = `${sessionPath(sessionId)}/tokens${template ? `/${encodeURIComponent(template)}` : ''}`;
    const askedAt = platform.clock.now();
    const { jwt } = await request<TokenJSON>(path, {
      method: 'POST',
      body: {
        organizationId: null,
        tabState: platform.hasFocus() ? 'focused' : platform.isVisible() ? 'visible' : 'hidden',
      },
      query: { debug: skipCache ? 'skip_cache' : undefined },
      timeout: TOKEN_LIMIT,
    });
    applyToken(context, sessionId, jwt, { template, askedAt });
    // The session may have ended while the answer was on its way.
    return findSession(store.state.client?.signedInSessions, sessionId) ? jwt : null;
  } catch (error) {
    // Of a template, 404 says that there is none of the name.
    if (isSessionGone(error) && (!template || (error as ClerkAPIResponseError).status === 401)) {
      await context.handleUnauthenticated();
      return null;
    }
    if (error instanceof ClerkRuntimeError && !platform.isOnline()) {
      throw new ClerkRuntimeError('clerk_offline', 'The browser is offline.', {
        cause: error,
      });
    }
    throw error;
  }
}
