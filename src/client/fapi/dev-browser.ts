import { DEV_BROWSER_COOKIE, suffixedCookie } from '../../protocol/cookies.ts';
import { ClerkRuntimeError } from '../errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { RequestHooks } from './request.ts';

export interface DevBrowser extends RequestHooks {
  /** Requests a new token and replaces the present one. */
  renew(): Promise<void>;
  /** Adds the token to a URL of another origin. */
  decorate(url: URL): void;
}

const YEAR = 31_536_000;

/**
 * The token that replaces the client cookie on Clerk's own development hosts (docs/protocol.md#development-browsers).
 * It comes from the page's URL, else from the cookie, else from the API. Each call carries it, and an answer may
 * replace it.
 *
 * @throws {ClerkRuntimeError} `network_error` when no token can be had
 */
export async function createDevBrowser(platform: Platform, baseUrl: string, suffix: string): Promise<DevBrowser> {
  const names = [suffixedCookie(DEV_BROWSER_COOKIE, suffix), DEV_BROWSER_COOKIE];
  let token = takeFromUrl(platform) ?? names.map((name) => platform.cookies.get(name)).find(Boolean);
  const devBrowser: DevBrowser = {
    query: () => ({ [DEV_BROWSER_COOKIE]: token }),
    answered(response) {
      const next = response.headers.get('clerk-db-jwt');
      if (next) keep(next);
    },
    async renew() {
      try {
        const response = await platform.fetch(`${baseUrl}/dev_browser`, { method: 'POST', credentials: 'omit' });
        keep(((await response.json()) as { id: string }).id);
      } catch (cause) {
        throw new ClerkRuntimeError('network_error', 'No development browser token could be had.', { cause });
      }
    },
    decorate: (url) => token && url.searchParams.set(DEV_BROWSER_COOKIE, token),
  };
  if (token) keep(token);
  else await devBrowser.renew();
  return devBrowser;

  function keep(value: string): void {
    token = value;
    const secure = platform.href().startsWith('https:');
    for (const name of names) platform.cookies.set(name, value, { maxAge: YEAR, sameSite: 'Lax', secure });
  }
}

/** Reads the token from the page's URL and removes it there, so that it is not shared with the URL. */
function takeFromUrl(platform: Platform): string | undefined {
  const url = new URL(platform.href());
  const token = url.searchParams.get(DEV_BROWSER_COOKIE);
  if (!token) return undefined;
  url.searchParams.delete(DEV_BROWSER_COOKIE);
  platform.pushState(url.href, true);
  return token;
}
