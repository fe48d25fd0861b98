import type { Check } from '../check.ts';
import type { Api, Facts } from '../facts.ts';
import { createFinding, type Finding, shownUrl } from '../finding.ts';
import { isMixed } from '../mixed-content.ts';
import type { Answer } from '../visitor.ts';

/** The Frontend API: that it answers, and that it lets the origin of the page in. */
export const checkOrigin: Check = {
  name: 'origin',
  good: 'The Frontend API answers, and lets the origin of the page in.',
  run(facts) {
    const { api } = facts;
    if (!api) return undefined;
    const { environmentAnswer: answer, url, place } = api;
    if (isMixed(facts.pageUrl, new URL(url))) return [createFinding('api-mixed-content', { url, place }, url)];
    if (isRefused(answer)) {
      return [createFinding('origin-not-allowed', { url, origin: facts.pageUrl.origin }, 'status 400, origin_invalid')];
    }
    // A proxy is checked on its own.
    if (!api.environment) return api.isProxy ? [] : [unusable(api)];
    return crossOrigin(facts, api);
  },
};

/** Tells whether the API says that it does not know the origin. */
export function isRefused(answer: Api['environmentAnswer']): boolean {
  return answer.kind === 'answer' && answer.status >= 400 && /origin_(invalid|missing)/.test(answer.text);
}

/** Says what came in place of an answer of the API. */
export function describeAnswer({ status, headers }: Answer): string {
  const to = headers.get('location');
  const type = headers.get('content-type')?.split(';')[0];
  return `status ${status}${to ? ' and a redirect' : ''}${type ? `, ${type}` : ''}`;
}

function unusable({ environmentAnswer: answer, url, place }: Api): Finding {
  if (answer.kind === 'failure') return createFinding('api-unreachable', { url, reason: answer.reason }, answer.code);
  const { host } = new URL(url);
  const values = { url: shownUrl(answer.url), answer: describeAnswer(answer), host, place };
  return createFinding('api-other', values, describeAnswer(answer));
}

function crossOrigin({ pageUrl: { origin } }: Facts, { clientAnswer: answer, url }: Api): Finding[] {
  if (answer.kind === 'failure' || new URL(url).origin === origin) return [];
  const allowed = answer.headers.get('access-control-allow-origin');
  const credentials = answer.headers.get('access-control-allow-credentials');
  const header =
    allowed !== origin
      ? `Access-Control-Allow-Origin: ${origin}`
      : credentials !== 'true' && 'Access-Control-Allow-Credentials: true';
  if (!header) return [];
  const evidence = `Access-Control-Allow-Origin: ${allowed ?? 'missing'}, Access-Control-Allow-Credentials: ${credentials ?? 'missing'}`;
  return [createFinding('cors-missing', { url: shownUrl(answer.url), origin, header }, evidence)];
}
