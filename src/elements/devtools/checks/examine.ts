import type { ClerkInstance } from '../../../client/types.ts';
import { createFinding, type Finding } from '../../../protocol/diagnosis/finding.ts';
import { isRefused, judgeApi } from '../../../protocol/diagnosis/judge-api.ts';
import { judgeKey } from '../../../protocol/diagnosis/judge-key.ts';
import { judgeProxy } from '../../../protocol/diagnosis/judge-proxy.ts';
import { judgeDomain, judgeThirdParty } from '../../../protocol/diagnosis/judge-sites.ts';
import type { Setup } from '../../../protocol/diagnosis/setup.ts';
import { ask } from '../../../client/platform/ask.ts';
import { type PageParts, readParts, readSetup } from '../read-setup.ts';
import { checkClock } from './check-clock.ts';
import { checkCookies } from './check-cookies.ts';
import { checkCors } from './check-cors.ts';
import { checkSteps } from './check-steps.ts';

/** What is looked at, in the order of the list. */
export type CheckName = 'key' | 'api' | 'proxy' | 'site' | 'cookies' | 'clock' | 'steps';

export interface Examination {
  findings: readonly Finding[];
  /** Checks that found nothing. */
  passed: readonly CheckName[];
}

/**
 * Looks for the faults of a set-up from within the page. It changes nothing, except that a browser that the API does not
 * know becomes a client of it, as at the first step of a sign-in.
 */
export async function examine(clerk: ClerkInstance | undefined): Promise<Examination> {
  const parts = readParts(clerk);
  const setup = await readSetup(parts);
  const { api } = setup;
  const isUsable = api?.environment !== undefined;
  const [reach, proxy, cookies, clock, steps] = await Promise.all([
    api && reachApi(setup),
    api?.isProxy ? judgeProxy(api, (url) => ask(url, { method: 'POST' })) : undefined,
    checkCookies(setup),
    isUsable ? checkClock(setup, clerk) : undefined,
    checkSteps(setup, clerk),
  ]);
  const results: Readonly<Record<CheckName, readonly Finding[] | undefined>> = {
    key: [...checkKey(parts), ...judgeKey(setup)],
    // A proxy that does not reach the API has a fault of its own.
    api: isUsable || reach?.length ? reach : undefined,
    proxy,
    site: api && [...judgeDomain(setup), ...judgeThirdParty(setup)],
    // The browser's own fault is found without the API as well.
    cookies: isUsable || cookies.length > 0 ? cookies : undefined,
    clock,
    steps,
  };
  const names = Object.keys(results) as CheckName[];
  return {
    findings: names.flatMap((name) => results[name] ?? []),
    passed: names.filter((name) => results[name]?.length === 0),
  };
}

function checkKey({ key, scriptUrl }: PageParts): Finding[] {
  if (!key) {
    const where = scriptUrl ? 'no data-clerk-publishable-key on the script tag' : 'no instance in this page';
    return [createFinding('key-missing', {}, where)];
  }
  if (!key.raw.startsWith('sk_')) return [];
  return [createFinding('key-secret', { place: key.place }, `${key.place} has a text that starts with sk_`)];
}

/** An answer that the browser withholds counts as no answer, so it is told first. */
async function reachApi(setup: Setup): Promise<Finding[]> {
  const { api, pageUrl } = setup;
  const isHttp = pageUrl.protocol === 'https:' && api?.url.startsWith('http:');
  if (isHttp && api?.environmentAnswer.kind === 'failure') {
    return [createFinding('api-mixed-content', { url: api.url, place: api.place }, api.url)];
  }
  const withheld = api && isRefused(api.environmentAnswer) ? [] : await checkCors(setup);
  return withheld.length > 0 ? withheld : judgeApi(setup);
}
