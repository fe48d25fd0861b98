import { CLIENT_COOKIE, CLIENT_UAT_COOKIE, HOST_CLIENT_COOKIE, suffixedCookie } from '../../../protocol/cookies.ts';
import type { Services } from '../../services.ts';
import { type Browser, CLIENT_COOKIE_MS } from '../../sessions/browser.ts';
import type { ClientRow } from '../../storage/rows.ts';
import type { AppContext } from '../app-env.ts';

type Settings = Pick<Services, 'config' | 'cookieSuffix'>;

const UAT_SECONDS = 315_360_000;

/** Sends the client cookie that this request made. A caller without cookies gets its value in `Authorization`. */
export function setClientCookie(c: AppContext, { config }: Settings, { clientCookie, isCookieNew }: Browser): void {
  if (!clientCookie || !isCookieNew) return;
  if (c.get('context').isCookieless) return c.header('Authorization', clientCookie.token);
  const name = clientCookieName(config);
  c.get('setCookies').set(name, clientCookieText(config, clientCookie.token, CLIENT_COOKIE_MS / 1000));
}

/** Deletes the client cookie. */
export function clearClientCookie(c: AppContext, { config }: Settings): void {
  c.get('setCookies').set(clientCookieName(config), clientCookieText(config, '', 0));
  clearLegacyCookie(c, { config });
}

/** Deletes the client cookie from before the `__Host-` prefix. One that another host set for the whole domain stays. */
export function clearLegacyCookie(c: AppContext, { config }: Pick<Settings, 'config'>): void {
  if (!config.secureCookies || !c.get('context').cookies.has(CLIENT_COOKIE)) return;
  c.get('setCookies').set(CLIENT_COOKIE, `${CLIENT_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`);
}

/**
 * Sets `__client_uat`, plain and with the instance's suffix. It tells the application's server whether a user is
 * signed in, and since when. It is sent only if the browser holds another value.
 *
 * @param liveSessions number of sessions that a user could resume
 */
export function setUatCookies(
  c: AppContext,
  { config, cookieSuffix }: Settings,
  client: Pick<ClientRow, 'uat'>,
  liveSessions: number,
): void {
  const { cookies, now } = c.get('context');
  // After the server's clock was set back the stored time lies ahead, and every token would seem older than it.
  const value = String(liveSessions > 0 ? Math.min(client.uat, Math.floor(now / 1000)) : 0);
  const domain = config.cookieDomain ? `; Domain=${config.cookieDomain}` : '';
  const attributes = `Path=/${domain}; Max-Age=${UAT_SECONDS}; SameSite=Lax${secure(config)}`;
  for (const name of [CLIENT_UAT_COOKIE, suffixedCookie(CLIENT_UAT_COOKIE, cookieSuffix)]) {
    if ((cookies.get(name) ?? '0') !== value) c.get('setCookies').set(name, `${name}=${value}; ${attributes}`);
  }
}

/** Sets `__client_uat` back if it lies ahead of the clock: verifiers would refuse the new token as older than it. */
export function correctUatCookies(c: AppContext, settings: Settings): void {
  const now = Math.floor(c.get('context').now / 1000);
  if (Number(ownUat(c, settings)) > now) setUatCookies(c, settings, { uat: now }, 1);
}

/** Sets `__client_uat` to zero for a client that is unknown, unless another instance of the domain set it. */
export function clearUatCookies(c: AppContext, settings: Settings): void {
  if ((ownUat(c, settings) ?? '0') !== '0') setUatCookies(c, settings, { uat: 0 }, 0);
}

function ownUat(c: AppContext, { cookieSuffix }: Settings): string | undefined {
  return c.get('context').cookies.get(suffixedCookie(CLIENT_UAT_COOKIE, cookieSuffix));
}

function clientCookieName(config: Services['config']): string {
  return config.secureCookies ? HOST_CLIENT_COOKIE : CLIENT_COOKIE;
}

/** The cookie is the whole login, so it is for this host alone and out of reach of scripts. */
function clientCookieText(config: Services['config'], token: string, seconds: number): string {
  return `${clientCookieName(config)}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure(config)}`;
}

function secure(config: Services['config']): string {
  return config.secureCookies ? '; Secure' : '';
}
