import { CLIENT_UAT_COOKIE } from '../../../protocol/cookies.ts';
import { isLoopbackHost } from '../../../protocol/loopback.ts';
import { isWithin } from '../../lib/is-within.ts';
import type { Check } from '../check.ts';
import { createFinding, type Finding } from '../../../protocol/diagnosis/finding.ts';
import { judgeThirdParty } from '../../../protocol/diagnosis/judge-sites.ts';
import { isMixed } from '../mixed-content.ts';
import { isSameSite } from '../../../protocol/diagnosis/same-site.ts';
import { parseSetCookie } from '../visitor.ts';

/** The cookies of the API: that a browser keeps them, and sends them with requests of the page. */
export const checkCookies: Check = {
  name: 'cookies',
  good: 'Browsers keep the cookies of the API on this page.',
  run(facts) {
    const { api, pageUrl } = facts;
    if (api?.clientAnswer.kind !== 'answer') return undefined;
    const url = new URL(api.url);
    // The browser blocks the whole request.
    if (isMixed(pageUrl, url)) return undefined;
    const found = api.clientAnswer.cookies.flatMap((line) => checkCookie(line, url, pageUrl));
    found.push(...judgeThirdParty(facts));
    // The plain cookie and the one of the instance have the same fault.
    return found.filter(({ id }, index) => found.findIndex((other) => other.id === id) === index);
  },
};

function checkCookie(line: string, api: URL, page: URL): Finding[] {
  const { name: cookie, attributes } = parseSetCookie(line);
  const evidence = `Set-Cookie: ${cookie}=…${[...attributes].map(([key, value]) => `; ${key}${value && `=${value}`}`).join('')}`;
  const found: Finding[] = [];
  const isSecure = attributes.has('secure');
  if (isSecure && api.protocol === 'http:' && !isLoopbackHost(api.hostname)) {
    found.push(createFinding('cookie-insecure', { url: api.origin, cookie }, evidence));
  }
  if (attributes.get('samesite')?.toLowerCase() === 'none' && !isSecure) {
    found.push(createFinding('cookie-samesite', { cookie }, evidence));
  }
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase();
  if (domain) {
    // A page of another site does not get it in any case.
    const hosts = !isSameSite(api.hostname, page.hostname) ? [api.hostname] : [api.hostname, page.hostname];
    const host = hosts.find((hostname) => !isWithin(hostname, domain));
    if (host) found.push(createFinding('cookie-domain', { cookie, domain, host }, evidence));
  } else if (
    cookie.startsWith(CLIENT_UAT_COOKIE) &&
    api.hostname !== page.hostname &&
    isSameSite(api.hostname, page.hostname)
  ) {
    const values = { cookie, domain: `${api.hostname} alone`, host: page.hostname };
    found.push(createFinding('cookie-domain', values, `${evidence} (no Domain)`));
  }
  return found;
}
