import { describeKeyProblem } from '../../../protocol/describe-key-problem.ts';
import type { PublishableKey } from '../../../protocol/keys.ts';
import type { Check } from '../check.ts';
import type { Facts, FoundKey } from '../facts.ts';
import { createFinding, type Finding } from '../finding.ts';
import { isLocalHost } from '../local-host.ts';
import { isScript } from './script.ts';

/** The key: that there is one, that it is whole, and that it belongs to this host and to this API. */
export const checkKey: Check = {
  name: 'key',
  good: 'The publishable key is whole, and belongs to this host and instance.',
  run(facts) {
    const { key, scriptKey, script } = facts;
    const used = key ?? scriptKey;
    if (!used) return script && isScript(script.answer) ? [missing()] : undefined;
    if (!used.parsed) {
      // `checkSecrets` tells of a secret key.
      if (used.raw.startsWith('sk_')) return undefined;
      const problem = describeKeyProblem(used.raw);
      return [createFinding('key-malformed', { problem, place: used.place }, `${used.raw.length} characters`)];
    }
    return [...wrongHost(facts, used, used.parsed), ...otherInstance(facts)];
  },
};

function missing(): Finding {
  return createFinding('key-missing', {}, 'no data-clerk-publishable-key, and no key in the script');
}

function wrongHost(
  { pageUrl, api }: Facts,
  { place }: FoundKey,
  { instanceType, frontendApi }: PublishableKey,
): Finding[] {
  const host = pageUrl.hostname;
  const evidence = `${pageUrl.origin}; the key names ${frontendApi}`;
  if (instanceType === 'development') {
    return isLocalHost(host) ? [] : [createFinding('key-test-on-live-host', { host, place }, evidence)];
  }
  // A production server may be tried on the own machine, all of it.
  const isApiHere = api !== undefined && isLocalHost(new URL(api.url).hostname);
  return isLocalHost(host) && !isApiHere ? [createFinding('key-live-on-local-host', { host, place }, evidence)] : [];
}

function otherInstance({ key, scriptKey, api }: Facts): Finding[] {
  const own = api?.environment?.publishable_key;
  const others: (readonly [string, string])[] = [];
  if (scriptKey) others.push([scriptKey.raw, 'the script of the instance']);
  if (api && typeof own === 'string') others.push([own, `the API at ${api.url}`]);
  for (const [raw, source] of others) {
    const mine = key ?? scriptKey;
    if (!mine || withoutPadding(mine.raw) === withoutPadding(raw)) continue;
    const names = { asked: hostOf(mine.raw), used: hostOf(raw), place: mine.place, source };
    return [createFinding('key-other-instance', names, `${mine.place}: ${shown(mine.raw)}; ${source}: ${shown(raw)}`)];
  }
  return [];
}

/** A key is the same with and without padding. */
const withoutPadding = (key: string): string => key.replace(/=+$/, '');

function hostOf(key: string): string {
  const host = Buffer.from(key.slice(8), 'base64').toString().replace(/\$$/, '');
  return `${host} (${key.startsWith('pk_live_') ? 'production' : 'development'})`;
}

const shown = (key: string): string => `${key.slice(0, 16)}…`;
