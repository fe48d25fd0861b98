import { CLIENT_UAT_COOKIE, suffixedCookie } from '../../protocol/cookies.ts';
import type { CookieJar } from '../platform/platform.ts';

const TEN_YEARS = 315_360_000;
const PROBE = '__clerk_test_etld';

/**
 * Writes `__client_uat`, plain and suffixed, on the registrable domain (docs/protocol.md#cookies). The client does so
 * on development instances, whose server is on another site than the page.
 *
 * @param seconds when the client last changed, in seconds since the epoch; 0 when nobody is signed in
 */
export function writeClientUat(cookies: CookieJar, href: string, suffix: string, seconds: number): void {
  const { hostname, protocol } = new URL(href);
  const secure = protocol === 'https:';
  const value = String(seconds);
  const names = [suffixedCookie(CLIENT_UAT_COOKIE, suffix), CLIENT_UAT_COOKIE];
  if (names.every((name) => cookies.get(name) === value)) return;
  const domain = findRegistrableDomain(cookies, hostname);
  for (const name of names) cookies.set(name, value, { maxAge: TEN_YEARS, sameSite: 'Strict', secure, domain });
}

/** Returns the shortest parent domain that the browser accepts a cookie for; undefined for `localhost` and addresses. */
export function findRegistrableDomain(cookies: CookieJar, hostname: string): string | undefined {
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
