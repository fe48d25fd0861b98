import type { InstanceConfig } from '../config/config.ts';
import { isWithin } from '../lib/is-within.ts';

/** Where the SDKs of Clerk put their proxy when nothing else is set. It is always served, with and without `proxyPaths`. */
export const DEFAULT_PROXY_PATH = '/__clerk';

/**
 * Returns the address at which a browser reaches the API through a proxy of the application, as `Clerk-Proxy-Url` says.
 *
 * The proxies of Clerk's SDKs make it of `X-Forwarded-Host`, which a visitor can send. So no address counts that the
 * settings do not name, whoever sends it: its origin is an allowed one, and its path is one of `proxyPaths`, or
 * `/__clerk`.
 *
 * @returns undefined when the request names no such address
 */
export function readProxyUrl(
  headers: Headers,
  { allowedOrigins, proxyPaths }: Pick<InstanceConfig, 'allowedOrigins' | 'proxyPaths'>,
): string | undefined {
  const named = headers.get('clerk-proxy-url')?.replace(/\/$/, '');
  if (named === undefined || named.length > 300) return undefined;
  const paths = [DEFAULT_PROXY_PATH, ...proxyPaths];
  const path = paths.find((each) => named.endsWith(each) && allowedOrigins.includes(named.slice(0, -each.length)));
  return path === undefined ? undefined : named;
}

/** Settings that may name pages of the server itself. */
const PAGES = [
  'signInUrl',
  'signUpUrl',
  'userProfileUrl',
  'waitlistUrl',
  'afterSignInUrl',
  'afterSignUpUrl',
  'afterSignOutUrl',
] as const satisfies readonly (keyof InstanceConfig)[];

/**
 * Returns the settings of an instance as those see it who reach it at the address of a proxy. Pages of the server are at that
 * address, too: the cookies of the visitor are for its host.
 */
export function configThroughProxy(config: InstanceConfig, proxyUrl: string): InstanceConfig {
  const { protocol, hostname } = new URL(proxyUrl);
  const { cookieDomain } = config;
  // Browsers drop a cookie for a domain that its host is not part of.
  const isInDomain = cookieDomain !== null && isWithin(hostname, cookieDomain);
  return {
    ...config,
    ...Object.fromEntries(PAGES.map((name) => [name, throughProxy(config[name], config.url, proxyUrl)])),
    url: proxyUrl,
    secureCookies: protocol === 'https:',
    cookieDomain: isInDomain ? cookieDomain : null,
  };
}

function throughProxy(page: string, url: string, proxyUrl: string): string {
  return page.startsWith(`${url}/`) ? proxyUrl + page.slice(url.length) : page;
}
