import { describeKeyProblem } from '../describe-key-problem.ts';
import { decodeHost, type PublishableKey } from '../keys.ts';
import { createFinding, type Finding } from './finding.ts';
import { isLocalHost } from './local-host.ts';
import type { FoundKey, Setup } from './setup.ts';

/** Returns what is wrong with the key of a page: that it is cut off, of another host, or of another instance. */
export function judgeKey(setup: Setup): Finding[] {
  const used = setup.key ?? setup.scriptKey;
  if (!used) return [];
  if (used.parsed) return [...wrongHost(setup, used, used.parsed), ...otherInstance(setup)];
  const { raw, place } = used;
  // A secret key is a worse fault, with a cure of its own.
  if (raw.startsWith('sk_')) return [];
  return [createFinding('key-malformed', { problem: describeKeyProblem(raw), place }, `${raw.length} characters`)];
}

function wrongHost(
  { pageUrl, api }: Setup,
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

function otherInstance({ key, scriptKey, api }: Setup): Finding[] {
  const own = api?.environment?.publishable_key;
  const others: (readonly [string, string])[] = [];
  if (scriptKey) others.push([scriptKey.raw, 'the script of the instance']);
  if (api && typeof own === 'string') others.push([own, `the API at ${api.url}`]);
  for (const [raw, source] of others) {
    const mine = key ?? scriptKey;
    if (!mine || withoutPadding(mine.raw) === withoutPadding(raw)) continue;
    const names = { asked: instanceOf(mine.raw), used: instanceOf(raw), place: mine.place, source };
    return [createFinding('key-other-instance', names, `${mine.place}: ${shown(mine.raw)}; ${source}: ${shown(raw)}`)];
  }
  return [];
}

/** A key is the same with and without padding. */
const withoutPadding = (key: string): string => key.replace(/=+$/, '');

function instanceOf(key: string): string {
  return `${hostOfKey(key)} (${key.startsWith('pk_live_') ? 'production' : 'development'})`;
}

/** Returns the host that a key names. */
export function hostOfKey(key: string): string {
  return (decodeHost(key.slice(8)) ?? '').replace(/\$$/, '');
}

const shown = (key: string): string => `${key.slice(0, 16)}…`;
