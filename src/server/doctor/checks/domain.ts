import type { Check } from '../check.ts';
import { createFinding } from '../finding.ts';
import { isSameSite } from '../same-site.ts';
import { isProduction } from './cookies.ts';

/** A production instance has to share a registrable domain with its pages. */
export const checkDomain: Check = {
  name: 'domain',
  good: 'The page and its production instance are of one site.',
  run(facts) {
    const { api, pageUrl } = facts;
    if (!api || !isProduction(facts)) return undefined;
    const url = new URL(api.url);
    if (isSameSite(url.hostname, pageUrl.hostname)) return [];
    const evidence = `${pageUrl.origin} and ${url.origin}; decided by the commonest rules of the Public Suffix List`;
    return [createFinding('domain-mismatch', { api: url.host, host: pageUrl.host }, evidence)];
  },
};
