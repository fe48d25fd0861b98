import { ACTIVE_CONTEXT_COOKIE, CLIENT_UAT_COOKIE, SESSION_COOKIE, suffixedCookie } from '../../protocol/cookies.ts';
import type { CookieAttributes, Platform } from '../platform/platform.ts';
import { decode, isNewerToken, type TokenCache } from './token-cache.ts';

const YEAR = 31_536_000;
const PROBE = '__clerk_test_etld';

/** The cookies that the application's server reads, each plain and suffixed (docs/protocol.md#cookies). */
export interface SessionCookies {
  /** Returns the token in `__session`, which another page or the server may have written. */
  read(): string | undefined;
  /**
   * Writes a token to `__session`. Never replaces a newer token of the same session.
   *
   * @param isActive makes the session of the token the active one, which all tabs of the host follow
   */
  write(raw: string | undefined, isActive: boolean): void;
  /** Returns the id of the session that the tabs of this host follow. */
  active(): string | undefined;
  clear(): void;
  /**
   * Returns when the user last signed in or out, in seconds since the epoch; 0 when no user is signed in, NaN when the
   * cookie is missing. Servers accept no older token.
   */
  uat(): number;
  /** Writes that time, on the registrable domain. Only needed when the page and the API are on different sites. */
  setUat(seconds: number): void;
}

/**
 * @param suffix suffix of the instance's cookies
 * @param isPartitioned whether the instance uses partitioned cookies; called at each write
 * @param isAhead whether a token claims to be issued later than now, by the server's clock. Any token may replace it
 */
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
    if (cookies.get(name) === value) return;
    const site = cookieSite(platform, isPartitioned());
    cookies.set(name, value, { maxAge, ...site });
    // A cookie that another host set for the common domain hides this one: remove it.
    if (cookies.get(name) && cookies.get(name) !== value) {
      cookies.set(name, '', { maxAge: 0, ...site, domain: findRegistrableDomain(platform) });
    }
  };
  return {
    read,
    active: () => cookies.get(ACTIVE_CONTEXT_COOKIE)?.split(':')[0],
    write(raw, isActive) {
      const present = decode(read());
      const next = decode(raw);
      if (!next) return;
      const { sid } = next.claims;
      if (isActive) set(ACTIVE_CONTEXT_COOKIE, `${sid}:`, YEAR);
      if (present?.claims.sid === sid && isNewerToken(present, next) && !isAhead(present)) return;
      for (const name of names) set(name, next.raw, YEAR);
    },
    clear() {
      for (const name of [...names, ACTIVE_CONTEXT_COOKIE]) set(name, '', 0);
    },
    uat: () => Number(first(uatNames)),
    setUat(seconds) {
      const value = String(seconds);
      if (uatNames.every((name) => cookies.get(name) === value)) return;
      const secure = isSecure(platform);
      const domain = findRegistrableDomain(platform);
      for (const name of uatNames) {
        cookies.set(name, value, { maxAge: 10 * YEAR, sameSite: 'Strict', secure, domain });
      }
    },
  };
}

/**
 * Returns the site attributes of cookies on the application's host. A cross-origin frame and partitioning need `None`.
 */
function cookieSite(
  platform: Platform,
  partitioned: boolean,
): Pick<CookieAttributes, 'sameSite' | 'secure' | 'partitioned'> {
  const anySite = partitioned || platform.isCrossOriginFrame();
  return { sameSite: anySite ? 'None' : 'Lax', secure: anySite || isSecure(platform), partitioned };
}

function isSecure({ href }: Platform): boolean {
  return href().startsWith('https:');
}

/**
 * Returns the shortest parent domain that the browser accepts a cookie for; undefined for `localhost` and addresses.
 */
function findRegistrableDomain({ cookies, href }: Platform): string | undefined {
  const { hostname } = new URL(href());
  const labels = hostname.split('.');
  if (labels.length < 2 || /^[\d.]+$|:/.test(hostname)) return undefined;
  for (let from = labels.length - 2; from >= 0; from--) {
    const domain = labels.slice(from).join('.');
    const attributes = { sameSite: 'Lax', secure: false, domain } as const;
    cookies.set(PROBE, '1', { ...attributes, maxAge: 60 });
    if (cookies.get(PROBE)) {
      cookies.set(PROBE, '', { ...attributes, maxAge: 0 });
      return domain;
    }
  }
  return undefined;
}
