import { ACTIVE_CONTEXT_COOKIE, SESSION_COOKIE, suffixedCookie } from '../../protocol/cookies.ts';
import type { CookieAttributes, Platform } from '../platform/platform.ts';
import { decode, isNewerToken } from './token-cache.ts';

const YEAR = 31_536_000;

export interface SessionCookies {
  /** The token another page or the server left; undefined = none. */
  read(): string | undefined;
  /**
   * Shows a token to the application's server. A tab without focus leaves a cookie alone that belongs to the session
   * of another tab, and a newer token of the same session is never replaced.
   *
   * @param force this tab was just told to show this session
   */
  write(sessionId: string, raw: string, force: boolean): void;
  clear(): void;
}

/** The `__session` cookie, plain and suffixed (FRONTEND_API section 8). */
export function createSessionCookies(platform: Platform, suffix: string, isPartitioned: () => boolean): SessionCookies {
  const { cookies } = platform;
  const names = [suffixedCookie(SESSION_COOKIE, suffix), SESSION_COOKIE];
  const read = () => names.map(cookies.get).find(Boolean);
  const set = (name: string, value: string, maxAge: number) =>
    cookies.set(name, value, { maxAge, ...cookieSite(platform, isPartitioned()) });
  return {
    read,
    write(sessionId, raw, force) {
      const context = `${sessionId}:`;
      const other = (cookies.get(ACTIVE_CONTEXT_COOKIE) || context) !== context;
      if (other && !force && !platform.hasFocus()) return;
      const present = decode(read());
      const next = decode(raw);
      if (!next || (present?.claims.sid === sessionId && isNewerToken(present, next))) return;
      for (const name of names) set(name, raw, YEAR);
      set(ACTIVE_CONTEXT_COOKIE, context, YEAR);
    },
    clear() {
      for (const name of [...names, ACTIVE_CONTEXT_COOKIE]) set(name, '', 0);
    },
  };
}

/** Site attributes of the cookies on the application's host: foreign frames and partitioning need `None`. */
function cookieSite(
  platform: Platform,
  partitioned: boolean,
): Pick<CookieAttributes, 'sameSite' | 'secure' | 'partitioned'> {
  const anySite = partitioned || platform.isCrossOriginFrame();
  return { sameSite: anySite ? 'None' : 'Lax', secure: anySite || platform.href().startsWith('https:'), partitioned };
}
