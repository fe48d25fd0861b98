import type { Check } from '../check.ts';
import type { Facts } from '../facts.ts';
import { createFinding, type Finding, shownUrl } from '../../../protocol/diagnosis/finding.ts';

/** Seconds that a browser may keep the script of an instance. The server says a minute. */
const MOST_SECONDS = 3_600;
const REGISTRATION = /serviceWorker\s*\.\s*register\(\s*["'`]([^"'`]+)["'`]/;

/** Caches between the server and the browser: of a CDN, by a header, or of a service worker. */
export const checkCache: Check = {
  name: 'cache',
  good: 'No cache keeps an old script.',
  async run(facts) {
    const { script } = facts;
    const isThere = script?.isInstance && script.answer.kind === 'answer' && script.answer.status === 200;
    const found = await checkWorker(facts);
    if (isThere) found.push(...(await checkScriptCache(facts, script.url)));
    return isThere || workerOf(facts) ? found : undefined;
  },
};

async function checkScriptCache({ visitor, script }: Facts, url: string): Promise<Finding[]> {
  const shown = shownUrl(url);
  const seen = script?.answer.kind === 'answer' ? script.answer : undefined;
  const fresh = new URL(url);
  // Another address for every cache on the way, and the same script for the server.
  fresh.searchParams.set('doctor', String(visitor.now()));
  const answer = await visitor.visit(fresh.href);
  if (!seen || answer.kind === 'failure' || answer.status !== 200) return [];
  const found: Finding[] = [];
  if (!seen.bytes.equals(answer.bytes)) {
    const tags = [seen, answer].map(({ headers }) => headers.get('etag') ?? 'no ETag');
    const age = seen.headers.get('age');
    found.push(createFinding('script-stale', { url: shown }, `${tags.join(' and ')}${age ? `; Age: ${age}` : ''}`));
  }
  const value = seen.headers.get('cache-control') ?? '';
  const seconds = Number(/\bmax-age=(\d+)/i.exec(value)?.[1] ?? 0);
  if (/\bimmutable\b/i.test(value) || (seconds > MOST_SECONDS && !/\bno-(cache|store)\b/i.test(value))) {
    found.push(createFinding('script-cached', { url: shown, value }, `Cache-Control: ${value}`));
  }
  return found;
}

/** A worker that keeps answers and knows nothing of this package probably keeps its script as well. */
async function checkWorker(facts: Facts): Promise<Finding[]> {
  const url = workerOf(facts);
  const answer = url && (await facts.visitor.visit(url));
  if (!answer || answer.kind === 'failure' || answer.status !== 200) return [];
  const { text } = answer;
  const isCaching = /["'`]fetch["'`]|\bonfetch\b|workbox/.test(text) && /\bcaches\b|workbox|\bcache\b/i.test(text);
  if (!isCaching || /clerk/i.test(text)) return [];
  const shown = shownUrl(url);
  return [createFinding('service-worker', { url: shown }, `${shown} has a handler of fetch events and uses a cache`)];
}

/** Returns the address of the service worker that a script of the page registers. */
export function workerOf({ page, bundles, pageUrl }: Facts): string | undefined {
  for (const { text } of [page, ...bundles]) {
    const path = REGISTRATION.exec(text)?.[1];
    if (!path || !URL.canParse(path, pageUrl.href)) continue;
    const { href, origin } = new URL(path, pageUrl.href);
    if (origin === pageUrl.origin) return href;
  }
  return undefined;
}
