import { createFinding, type Finding, shownUrl } from '../../../protocol/diagnosis/finding.ts';
import { isMixed } from '../mixed-content.ts';
import { judgeApi } from '../../../protocol/diagnosis/judge-api.ts';
import type { Check } from '../check.ts';
import type { Api, Facts } from '../facts.ts';

/** The Frontend API: that it answers, and that it lets the origin of the page in. */
export const checkOrigin: Check = {
  name: 'origin',
  good: 'The Frontend API answers, and lets the origin of the page in.',
  run(facts) {
    const { api } = facts;
    if (!api) return undefined;
    const { url, place } = api;
    if (isMixed(facts.pageUrl, new URL(url))) return [createFinding('api-mixed-content', { url, place }, url)];
    const found = judgeApi(facts);
    return found.length > 0 || !api.environment ? found : crossOrigin(facts, api);
  },
};

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
