import { ACTIVE_CONTEXT_COOKIE, CLIENT_UAT_COOKIE, SESSION_COOKIE, suffixedCookie } from '../../protocol/cookies.ts';
import type { CookieAttributes, Platform } from '../platform/platform.ts';
import { findRegistrableDomain } from './client-uat.ts';
import { decode, isNewerToken, type TokenCache } from './token-cache.ts';

const YEAR = 31_536_000;

export interface SessionCookies {
  /** Returns the token in the cookie, which another page or the server may have written. */
  read(): string | undefined;
  /** Writes a token, for the application's server. Never replaces a newer token of the same session. */
  write(raw: string | undefined): void;
  clear(): void;
  /**
   * Returns when the user last signed in or out, in seconds since the epoch; 0 when nobody is signed in, NaN when the
   * cookie is missing. Servers accept no older token.
   */
  uat(): number;
}

/** Creates access to the `__session` cookie, plain and suffixed (docs/protocol.md#cookies). */
export function createSessionCookies(
  platform: Platform,
  suffix: string,
  isPartitioned: () => boolean,
  isAhead: TokenCache['isAhead'],
): SessionCookies {
  const { cookies } = platform;
  const names = [suffixedCookie(SESSION_COOKIE, suffix), SESSION_COOKIE];
  const uatNames = [suffixedCookie(CLIENT_UAT_COOKIE, suffix), CLIENT_UAT_COOKIE];
  const first = (list: string[]) => list.map(cookies.get).find(Boolean);
  const read = () => first(names);
  const set = (name: string, value: string, maxAge: number) => {
    const site = cookieSite(platform, isPartitioned());
    cookies.set(name, value, { maxAge, ...site });
    // A cookie that another host set for the common domain hides this one: remove it.
    if (cookies.get(name) && cookies.get(name) !== value) {
      const domain = findRegistrableDomain(cookies, new URL(platform.href()).hostname);
      cookies.set(name, '', { maxAge: 0, ...site, domain });
    }
  };
  return {
    read,
    write(raw) {
      const present = decode(read());
      const next = decode(raw);
      if (!next || names.every((name) => cookies.get(name) === raw)) return;
      const { sid } = next.claims;
      if (present?.claims.sid === sid && isNewerToken(present, next) && !isAhead(present)) return;
      for (const name of names) set(name, next.raw, YEAR);
      set(ACTIVE_CONTEXT_COOKIE, `${sid}:`, YEAR);
    },
    clear() {
      for (const name of [...names, ACTIVE_CONTEXT_COOKIE]) set(name, '', 0);
    },
    uat: () => Number(first(uatNames)),
  };
}

/** Returns the site attributes of the cookies on the application's host. A cross-origin frame and partitioning need `None`. */
function cookieSite(
  platform: Platform,
  partitioned: boolean,
): Pick<CookieAttributes, 'sameSite' | 'secure' | 'partitioned'> {
  const anySite = partitioned || platform.isCrossOriginFrame();
  return { sameSite: anySite ? 'None' : 'Lax', secure: anySite || platform.href().startsWith('https:'), partitioned };
}
