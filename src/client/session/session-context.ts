import type { ClientJSON } from '../../protocol/json/client.ts';
import { type FlowError, isClerkAPIResponseError } from '../errors.ts';
import type { ApiAddress } from '../../protocol/api-address.ts';
import type { FapiRequest } from '../fapi/request.ts';
import type { NavigationContext } from '../navigation/navigate.ts';
import type { ResourceContext } from '../resources/resource-context.ts';
import type * as ParseClient from '../resources/parse-client.ts';
import type { GetTokenOptions } from '../resources/types/session.ts';
import type { SetActiveParams, SignOutOptions } from '../types.ts';
import type { SessionCookies } from './session-cookies.ts';
import type { TokenCache } from './token-cache.ts';

/**
 * Why a client is taken. `adopt`: a tab without a session may show one of it, as it does after loading; `call`: the
 * client came with the answer to something this tab did, so the other tabs are told what changed.
 */
export type ClientOrigin = 'adopt' | 'call';

/** What the session modules use of the instance. */
export interface SessionHost extends NavigationContext {
  readonly address: ApiAddress;
  readonly request: FapiRequest;
  readonly resources: ResourceContext;
  /** The client was made from the session cookie, because the API did not answer. */
  provisional: boolean;
  /**
   * Set once the session modules are loaded: after the first element is shown, unless the page asks for them earlier.
   */
  sessions: SessionManager | undefined;
  /** Whether the page waits for the session modules, so that they are not loaded after the first element only. */
  isExpectingSessions: boolean;
  needSessions(): Promise<SessionManager>;
  /**
   * Imports what parses clients and attempts.
   *
   * @param soon at once, instead of after the page is painted
   */
  needResources(soon: boolean): Promise<typeof ParseClient>;
}

/** What the rest of the client calls of the session modules, which are a segment of their own. */
export interface SessionManager {
  applyClient(json: ClientJSON | null, origin?: ClientOrigin): void;
  setActive(params: SetActiveParams): Promise<void>;
  signOut(callback: (() => unknown) | undefined, options: SignOutOptions): Promise<void>;
  handleUnauthenticated(): Promise<void>;
  getToken(sessionId: string, options: GetTokenOptions): Promise<string | null>;
  forgetTokens(sessionId: string): void;
  /** Keeps the session alive from now on. Later calls do nothing. */
  start(): void;
  /** The client as the session cookie describes it, for as long as the API does not answer; null when signed out. */
  clientFromCookie(): ClientJSON | null;
}

/**
 * Tells the other tabs that sessions ended, that one began, that a tab switched to one, or that its user has changed.
 * Clerk's own clerk-js sends `signout` without ids.
 */
export type SessionMessage =
  | { type: 'signout'; sessionIds?: string[] }
  | { type: 'signin' | 'switch' | 'user'; sessionId: string };

/** What has to hear of changes to the sessions of this tab. */
export interface KeepAlive {
  /** Sends a message to the other tabs. */
  tell(message: SessionMessage): void;
  /**
   * Sends a session token to the other tabs.
   *
   * @param askedAt local milliseconds at which the token was requested, if it was made for that request
   */
  tellToken(sessionId: string, template: string | undefined, tokenRaw: string, askedAt?: number): void;
  /** Plans the next token refresh, after the tab's session or its token changed. */
  sessionChanged(): void;
}

/** What the session modules share. `createSessionManager` makes it. */
export interface SessionContext {
  readonly instance: SessionHost;
  readonly tokens: TokenCache;
  readonly cookies: SessionCookies;
  /** Ids of sessions that ended while this page was open. An answer sent before cannot bring them back. */
  readonly ended: Set<string>;
  /** Number of `setActive` and `signOut` calls that are deciding which session to show. Answers do not decide then. */
  deciding: number;
  /** Set by `startKeepAlive`. Before that, the other tabs are not told anything and nothing is refreshed. */
  keepAlive: KeepAlive | undefined;
  /** The check of a session that the API refused, while one is running. */
  checking: Promise<void> | undefined;
  /** Asks the API about a session that it refused, and drops the session if it is over. */
  handleUnauthenticated(): Promise<void>;
}

/** Returns whether the page chooses the tab's session itself, so that the tab does not follow the others. */
export function isPinned({ options }: SessionHost): boolean {
  return !!options.selectInitialSession;
}

/**
 * Returns whether the API says that the session is over, so that the client is asked for again
 * (docs/protocol.md#errors).
 */
export function isSessionGone(error: unknown): boolean {
  if (!isClerkAPIResponseError(error)) return false;
  const banned = (error.errors as readonly FlowError[]).some(
    ({ code }) => code === 'user_banned' || code === 'user_deactivated',
  );
  return [401, 404, 422].includes(error.status) || (error.status === 403 && banned);
}
