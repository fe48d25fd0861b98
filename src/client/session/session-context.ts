import type { Instance } from '../instance/instance.ts';
import { type FlowError, isClerkAPIResponseError } from '../errors.ts';
import type { SessionCookies } from './session-cookies.ts';
import type { TokenCache } from './token-cache.ts';

export type TabMessage = { type: 'signout'; sessionIds?: string[] } | { type: 'signin'; sessionId: string };

/** The inside of an instance with what sessions need. */
export interface SessionContext extends Instance {
  readonly tokens: TokenCache;
  readonly cookies: SessionCookies;
  readonly cookieSuffix: string;
  /** SessionManager that ended in this tab's sight: an answer that was under way cannot bring them back. */
  readonly ended: Set<string>;
  /** More than 0 while `setActive` or `signOut` decide which session the tab shows; commits leave it alone. */
  holds: number;
  /** Tells the other tabs. */
  tell(message: TabMessage): void;
  /** @param askedAt local milliseconds at which it was asked for, when it was made for that */
  tellToken(sessionId: string, template: string | undefined, raw: string, askedAt?: number): void;
  /** What to do when the API says that the session is over. */
  sessionGone(): Promise<void>;
  /** Called when the tab's session or its token changed. */
  sessionChanged(): void;
}

/** Whether the API says that the session is over, so that the client has to be read again (docs/protocol.md#errors). */
export function isSessionGone(error: unknown): boolean {
  if (!isClerkAPIResponseError(error)) return false;
  const banned = (error.errors as readonly FlowError[]).some(
    ({ code }) => code === 'user_banned' || code === 'user_deactivated',
  );
  return [401, 404, 422].includes(error.status) || (error.status === 403 && banned);
}
