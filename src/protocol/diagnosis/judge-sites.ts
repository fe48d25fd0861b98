import { usesDevBrowser } from '../api-address.ts';
import { createFinding, type Finding } from './finding.ts';
import { isSameSite } from './same-site.ts';
import type { Setup } from './setup.ts';

/** Tells whether a page uses a production instance. */
export function isProduction({ api, key, scriptKey }: Setup): boolean {
  const type = api?.environment?.display_config.instance_environment_type ?? (key ?? scriptKey)?.parsed?.instanceType;
  return type === 'production';
}

/** Tells whether the API of a page is on another site than the page. */
export function isOtherSite({ api, pageUrl }: Setup): boolean {
  return api !== undefined && !isSameSite(new URL(api.url).hostname, pageUrl.hostname);
}

/** A production instance has to share a registrable domain with its pages. */
export function judgeDomain(setup: Setup): Finding[] {
  const { api, pageUrl } = setup;
  if (!api || !isProduction(setup) || !isOtherSite(setup)) return [];
  const url = new URL(api.url);
  const evidence = `${pageUrl.origin} and ${url.origin}; decided by the commonest rules of the Public Suffix List`;
  return [createFinding('domain-mismatch', { api: url.host, host: pageUrl.host }, evidence)];
}

/** Cookies of a development instance on another site than its page are third-party cookies. */
export function judgeThirdParty(setup: Setup): Finding[] {
  const { api, pageUrl } = setup;
  if (!api || isProduction(setup) || !isOtherSite(setup)) return [];
  const url = new URL(api.url);
  // Such an instance needs no cookie.
  if (usesDevBrowser(url.host)) return [];
  const evidence = `${pageUrl.origin} and ${url.origin}`;
  return [createFinding('cookie-third-party', { api: url.host, host: pageUrl.host }, evidence)];
}
