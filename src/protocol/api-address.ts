import type { PublishableKey } from './keys.ts';

/** Hosts of Clerk's development instances. Only these have development browsers. Those of Clerk's own staff are left out. */
const DEVELOPMENT_HOSTS = /\baccounts\.dev$/;

export interface ApiAddress {
  /** Everything before the path of a call, including `/v1`. */
  baseUrl: string;
  /** The absolute proxy URL; undefined when there is none, and when it is the key's own host. */
  proxyUrl: string | undefined;
}

/**
 * Returns where the Frontend API of an instance answers (docs/protocol.md#addressing). Without a proxy URL the scheme
 * is always https. A relative proxy URL is resolved against the page.
 *
 * @param pageUrl absolute URL of the page
 * @throws {TypeError} when the proxy URL is neither http(s) nor a path
 */
export function resolveApiAddress(
  key: PublishableKey,
  options: { proxyUrl?: string; domain?: string },
  pageUrl: string,
): ApiAddress {
  const production = key.instanceType === 'production';
  const hosted = production && /^https?:\/\/[^/]+\.vercel\.app([:/]|$)/.test(pageUrl);
  const proxy = options.proxyUrl || (hosted && !options.domain ? '/__clerk' : '');
  if (proxy) {
    if (!/^(https?:\/\/|\/(?!\/))/.test(proxy)) {
      throw new TypeError(
        `clerk-widgets: the proxy URL "${proxy}" must be absolute (https://…) or a path of the page's own origin (/__clerk).`,
      );
    }
    const url = new URL(proxy, pageUrl);
    const proxyUrl = url.origin + url.pathname.replace(/\/+$/, '');
    return { baseUrl: `${proxyUrl}/v1`, proxyUrl: proxyUrl === `https://${key.frontendApi}` ? undefined : proxyUrl };
  }
  const satellite = production && options.domain;
  const host = satellite ? `clerk.${options.domain?.replace(/^clerk\./, '')}` : key.frontendApi;
  return { baseUrl: `https://${host}/v1`, proxyUrl: undefined };
}

/** Returns whether the instance identifies this browser by a development browser instead of a cookie. */
export function usesDevBrowser(frontendApi: string): boolean {
  return DEVELOPMENT_HOSTS.test(frontendApi);
}
