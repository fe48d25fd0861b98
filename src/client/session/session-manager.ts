import type { ClientJSON, SessionJSON } from '../../protocol/json/client.ts';
import { stripCallbackParams } from '../navigation/strip-callback-params.ts';
import { applyClient } from './apply-client.ts';
import type { Instance } from '../instance/instance.ts';
import type { GetTokenOptions } from '../resources/types.ts';
import { createSessionCookies } from './session-cookies.ts';
import { createTokenCache, decode } from './token-cache.ts';
import type { SessionContext } from './session-context.ts';
import { startKeepAlive } from './keep-alive.ts';
import { getSessionToken } from './get-token.ts';
import { setActive } from './set-active.ts';
import { handleUnauthenticated, signOut } from './sign-out.ts';
import type { CommitOrigin } from './receive-client.ts';
import type { SetActiveParams, SignOutOptions } from '../types.ts';

/** Everything that only matters when somebody is signed in, or about to be. Its own chunk. */
export interface SessionManager {
  commit(json: ClientJSON | null, origin?: CommitOrigin): void;
  setActive(params: SetActiveParams): Promise<void>;
  signOut(callback: (() => unknown) | undefined, options: SignOutOptions): Promise<void>;
  handleUnauthenticated(): Promise<void>;
  getToken(sessionId: string, options: GetTokenOptions): Promise<string | null>;
  forgetTokens(sessionId: string): void;
  /** The client is known: keep its session alive, listen to the other tabs. Once. */
  start(): void;
  /** What the session cookie tells of the client while the API does not answer; null = nobody is signed in. */
  clientFromCookie(): ClientJSON | null;
}

/** @param cookieSuffix suffix of the instance's cookies */
export function createSessionManager(instance: Instance, cookieSuffix: string): SessionManager {
  const tokens = createTokenCache(instance.platform.clock);
  const inner: SessionContext = Object.assign(instance, {
    tokens,
    cookies: createSessionCookies(
      instance.platform,
      cookieSuffix,
      () => instance.store.state.environment?.partitioned_cookies === true,
      tokens.isAhead,
    ),
    cookieSuffix,
    ended: new Set<string>(),
    holds: 0,
    tell() {},
    tellToken() {},
    sessionGone: () => handleUnauthenticated(inner),
    sessionChanged() {},
  });
  let started = false;
  return {
    commit: (json, origin) => applyClient(inner, json, origin),
    setActive: (params) => setActive(inner, params),
    signOut: (callback, options) => signOut(inner, callback, options),
    handleUnauthenticated: inner.sessionGone,
    getToken: (sessionId, options) => getSessionToken(inner, sessionId, options),
    forgetTokens: inner.tokens.forget,
    start() {
      if (started) return;
      started = true;
      stripCallbackParams(instance.platform);
      startKeepAlive(inner);
    },
    clientFromCookie: () => clientFromCookie(inner.cookies.read()),
  };
}

function clientFromCookie(raw: string | undefined): ClientJSON | null {
  const token = decode(raw);
  if (!token) return null;
  const { sid, sub, sts, fva } = token.claims;
  const session = {
    id: sid,
    status: sts ?? 'active',
    factor_verification_age: fva ?? null,
    user: { id: sub, created_at: 0, updated_at: 0 },
    public_user_data: { user_id: sub },
    last_active_token: { object: 'token', jwt: token.raw },
    expire_at: 0,
    created_at: 0,
    updated_at: 0,
  } as unknown as SessionJSON;
  return { sessions: [session], last_active_session_id: sid, updated_at: 0 } as unknown as ClientJSON;
}
