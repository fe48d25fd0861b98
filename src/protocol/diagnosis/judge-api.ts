import { createFinding, type Finding, shownUrl } from './finding.ts';
import type { Answered, FoundApi, Setup, Unanswered } from './setup.ts';

/** Returns what is wrong with the Frontend API of a page: that it does not answer, or does not let the origin in. */
export function judgeApi({ api, pageUrl }: Setup): Finding[] {
  if (!api) return [];
  const { environmentAnswer: answer, url } = api;
  if (isRefused(answer)) {
    return [createFinding('origin-not-allowed', { url, origin: pageUrl.origin }, 'status 400, origin_invalid')];
  }
  // A proxy is judged on its own.
  return api.environment || api.isProxy ? [] : [unusable(api)];
}

/** Tells whether the API says that it does not know the origin. */
export function isRefused(answer: Answered | Unanswered): boolean {
  return answer.kind === 'answer' && answer.status >= 400 && /origin_(invalid|missing)/.test(answer.text);
}

/** Says what came in place of an answer of the API. */
export function describeAnswer(answer: Answered | Unanswered): string {
  if (answer.kind === 'failure') return `nothing (${answer.reason})`;
  const to = answer.headers.get('location');
  const type = answer.headers.get('content-type')?.split(';')[0];
  return `status ${answer.status}${to ? ' and a redirect' : ''}${type ? `, ${type}` : ''}`;
}

function unusable({ environmentAnswer: answer, url, place }: FoundApi): Finding {
  if (answer.kind === 'failure') return createFinding('api-unreachable', { url, reason: answer.reason }, answer.code);
  const { host } = new URL(url);
  const values = { url: shownUrl(answer.url), answer: describeAnswer(answer), host, place };
  return createFinding('api-other', values, describeAnswer(answer));
}
