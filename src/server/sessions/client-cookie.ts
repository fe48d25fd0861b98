import { CLIENT_COOKIE, CLIENT_UAT_COOKIE, HOST_CLIENT_COOKIE, suffixedCookie } from '../../protocol/cookies.ts';
import type { AppContext } from '../http/app-env.ts';
import type { Services } from '../services.ts';
import type { ClientRow } from '../storage/rows.ts';
import type { RequestContext } from '../http/request-context.ts';

/** Milliseconds the client cookie lives. */
export const CLIENT_COOKIE_MS = 365 * 86_400_000;
const UAT_SECONDS = 315_360_000;

/** Adds the cookies of a visit to its answer: a new client cookie first, then whatever else was set. */
export function sendCookies(c: AppContext, { config }: Pick<Services, 'config'>): void {
  const { newToken, setCookies } = c.get('context');
  const first = newToken === undefined ? [] : [clientCookie(config, newToken, CLIENT_COOKIE_MS / 1000)];
  for (const cookie of [...first, ...setCookies]) c.header('Set-Cookie', cookie, { append: true });
}

export function clearClientCookie(context: RequestContext, { config }: Pick<Services, 'config'>): void {
  context.newToken = undefined;
  context.setCookies.push(clientCookie(config, '', 0));
  clearLegacyCookie(context);
}

/** Takes back the cookie of the time before the prefix, unless a neighbouring host set it for the whole domain. */
export function clearLegacyCookie({ isHostOnly, cookies, setCookies }: RequestContext): void {
  if (isHostOnly && cookies.has(CLIENT_COOKIE)) {
    setCookies.push(`${CLIENT_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`);
  }
}

/** The cookie that is the whole login: for this host alone, and out of reach of scripts. */
function clientCookie(config: Services['config'], token: string, seconds: number): string {
  const name = config.secureCookies ? HOST_CLIENT_COOKIE : CLIENT_COOKIE;
  return `${name}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure(config)}`;
}

/**
 * Tells the application's server whether and since when somebody is signed in: `__client_uat`, plain and suffixed.
 * Sent only when the browser holds another value.
 *
 * @param liveSessions number of sessions a user could resume
 */
export function setUatCookies(
  context: RequestContext,
  { config, cookieSuffix }: Pick<Services, 'config' | 'cookieSuffix'>,
  client: Pick<ClientRow, 'uat'>,
  liveSessions: number,
): void {
  // After the server's clock was set back the time lies ahead, and every token would seem older.
  const value = String(liveSessions > 0 ? Math.min(client.uat, Math.floor(context.now / 1000)) : 0);
  const domain = config.cookieDomain ? `; Domain=${config.cookieDomain}` : '';
  for (const name of [CLIENT_UAT_COOKIE, suffixedCookie(CLIENT_UAT_COOKIE, cookieSuffix)]) {
    if ((context.cookies.get(name) ?? '0') === value) continue;
    context.setCookies.push(`${name}=${value}; Path=/${domain}; Max-Age=${UAT_SECONDS}; SameSite=Lax${secure(config)}`);
  }
}

/** Takes the time back that a refresh finds ahead of the clock: whoever verifies the new token would refuse it. */
export function correctUatCookies(context: RequestContext, services: Pick<Services, 'config' | 'cookieSuffix'>): void {
  const now = Math.floor(context.now / 1000);
  const told = Number(context.cookies.get(suffixedCookie(CLIENT_UAT_COOKIE, services.cookieSuffix)));
  if (told > now) setUatCookies(context, services, { uat: now }, 1);
}

/** Tells the same when the client is not known any more, unless it was another instance of the domain that told. */
export function clearUatCookies(context: RequestContext, services: Pick<Services, 'config' | 'cookieSuffix'>): void {
  const own = context.cookies.get(suffixedCookie(CLIENT_UAT_COOKIE, services.cookieSuffix)) ?? '0';
  if (own !== '0') setUatCookies(context, services, { uat: 0 }, 0);
}

function secure(config: Services['config']): string {
  return config.secureCookies ? '; Secure' : '';
}
