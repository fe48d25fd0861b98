import type { ClientJSON, SessionJSON } from '../../protocol/json/client.ts';
import { applyClient } from './apply-client.ts';
import { getSessionToken } from './get-token.ts';
import { handleUnauthenticated } from './handle-unauthenticated.ts';
import { startKeepAlive } from './keep-alive.ts';
import { offerLater } from './offer-later.ts';
import type { SessionContext, SessionHost, SessionManager } from './session-context.ts';
import { createSessionCookies } from './session-cookies.ts';
import { setActive } from './set-active.ts';
import { createTokenCache, decode } from './token-cache.ts';

/**
 * Creates what only a signed-in page needs: root of the segment that such a page loads.
 *
 * @param cookieSuffix suffix of the instance's cookies
 */
export async function createSessionManager(instance: SessionHost, cookieSuffix: string): Promise<SessionManager> {
  if (instance.options.selectSession) (await import('./select-session.ts')).selectSession(instance);
  const { platform, store } = instance;
  const tokens = createTokenCache(platform.clock);
  const context: SessionContext = {
    instance,
    tokens,
    cookies: createSessionCookies(
      platform,
      cookieSuffix,
      () => store.state.environment?.partitioned_cookies === true,
      tokens.isAhead,
    ),
    ended: new Set(),
    deciding: 0,
    keepAlive: undefined,
    checking: undefined,
    handleUnauthenticated: () => handleUnauthenticated(context),
  };
  return {
    applyClient: (json, origin) => applyClient(context, json, origin),
    setActive: (params) => setActive(context, params),
    signOut: async (callback, options) => (await import('./sign-out.ts')).signOut(context, callback, options),
    handleUnauthenticated: context.handleUnauthenticated,
    getToken: (sessionId, options) => getSessionToken(context, sessionId, options),
    forgetTokens: tokens.forget,
    start() {
      if (context.keepAlive) return;
      if (/[?&](__clerk_|suffixed_cookies)/.test(platform.href())) {
        // Without it the parameters stay in the URL, and mean nothing there.
        import('../navigation/strip-callback-params.ts').then((m) => m.stripCallbackParams(platform)).catch(() => {});
      }
      startKeepAlive(context);
      offerLater(instance);
    },
    clientFromCookie: () => clientFromCookie(context.cookies.read()),
  };
}

function clientFromCookie(raw: string | undefined): ClientJSON | null {
  const token = decode(raw);
  if (!token) return null;
  const { sid, sub, sts, fva, act } = token.claims;
  const session = {
    id: sid,
    status: sts ?? 'active',
    actor: act,
    factor_verification_age: fva ?? null,
    user: { id: sub, created_at: 0, updated_at: 0 },
    public_user_data: { user_id: sub },
    last_active_token: { jwt: token.raw },
    expire_at: 0,
    created_at: 0,
    updated_at: 0,
  };
  // The token says no more than this about the user and the client: the other fields are missing until the API answers.
  return {
    sessions: [session as unknown as SessionJSON],
    last_active_session_id: sid,
    updated_at: 0,
  } as unknown as ClientJSON;
}
