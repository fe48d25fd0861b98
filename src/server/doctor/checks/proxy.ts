import { createFinding, type Finding } from '../../../protocol/diagnosis/finding.ts';
import { isRefused } from '../../../protocol/diagnosis/judge-api.ts';
import { judgeProxy } from '../../../protocol/diagnosis/judge-proxy.ts';
import type { Check } from '../check.ts';
import type { Api } from '../facts.ts';

/** The proxy of the application: that it reaches the API, with query, method, cookies and its own address. */
export const checkProxy: Check = {
  name: 'proxy',
  good: 'The proxy forwards paths, query, method and cookies to the Frontend API.',
  async run({ api, visitor, pageUrl: { origin } }) {
    if (!api?.isProxy) return undefined;
    const headers = { origin, accept: 'application/json' };
    const found = await judgeProxy(api, (url) => visitor.visit(url, { method: 'POST', headers }));
    return [...found, ...(isRefused(api.environmentAnswer) ? [] : checkCookies(api))];
  },
};

/** This server answers a browser that wrongly takes itself for signed in with cookies that say so. */
function checkCookies({ clientAnswer, environment, url }: Api): Finding[] {
  const isOurs = environment !== undefined && 'welcome_back' in environment.auth_config;
  if (!isOurs || clientAnswer.kind === 'failure' || clientAnswer.status !== 200) return [];
  if (clientAnswer.cookies.length > 0) return [];
  const values = { url, path: new URL(url).pathname };
  return [createFinding('proxy-cookies', values, 'Cookie: __client_uat=1 is answered without Set-Cookie')];
}
