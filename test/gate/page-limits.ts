import type { SeenRequest } from '../support/load-site.ts';

/** The most that a page may need. `goal` is what it should need, where it does not reach that yet. */
export interface Limit {
  most: number;
  goal?: number;
}

export interface Limits {
  /** Requests until the element is shown, with the page and the request for the client. */
  requests: Limit;
  /** Bytes of scripts until the element is shown, compressed with brotli 11, without the environment in them. */
  scripts?: Limit;
  /** Bytes of all scripts until the page has settled, also without the environment. */
  allScripts?: Limit;
  /** All requests until the page has settled. */
  allRequests?: Limit;
  /** Bytes of the element and its style in the HTML of the page, compressed with brotli 11. */
  html?: Limit;
  /** Further files that the element is made of. */
  also?: RegExp;
}

/** What a page has requested. */
export interface Loaded {
  /** Requests that the element needed until it was shown. */
  shown: SeenRequest[];
  /** Other requests that began although nothing had come to the page yet that calls for them; undefined if it calls for all. */
  early?: SeenRequest[];
  /** All requests until the page had settled. */
  all: SeenRequest[];
}

/** Prints what a page needed in one line, and returns what is over its limit. */
export function compare(
  name: string,
  { shown, early, all }: Loaded,
  limits: Limits,
  environment: number,
  html?: number,
): string[] {
  const failures = within(name, [
    ['requests until shown', shown.length, limits.requests],
    ['B of HTML and style', html ?? 0, limits.html],
    ['B of scripts until shown', bytesOf(shown) - environment, limits.scripts],
    ['B of scripts in all', bytesOf(all) - environment, limits.allScripts],
    ['requests in all', all.length, limits.allRequests],
    ['too early', early?.length ?? 0, early && { most: 0 }],
  ]);
  const hosts = new Set(all.filter((r) => r.isScript).map((r) => r.url.host));
  if (hosts.size !== 1) failures.push(`${name}: scripts come from ${[...hosts].join(', ')}; one host is allowed.`);
  if (all.some((r) => r.method === 'OPTIONS')) failures.push(`${name}: no request may need a preflight.`);
  return failures.length ? [...failures, listOf(all)] : [];
}

/** Prints measures beside their limits in one line, and returns those that are over. */
export function within(name: string, measures: [what: string, measured: number, limit: Limit | undefined][]): string[] {
  const given = measures.flatMap(([what, measured, limit]) => (limit ? [{ what, measured, ...limit }] : []));
  const texts = given.map(({ what, measured, most, goal }) => {
    const wanted = goal === undefined ? '' : ` (the goal is ${goal})`;
    return `${measured} of ${most} ${what}${wanted}`;
  });
  console.log(`  ${name}: ${texts.join(', ')}`);
  return given
    .filter(({ measured, most }) => measured > most)
    .map(({ what, measured, most }) => `${name}: ${measured} ${what}, and at most ${most} are allowed.`);
}

const bytesOf = (requests: SeenRequest[]): number => requests.reduce((sum, r) => sum + (r.isScript ? r.bytes : 0), 0);

/** Lists requests, one a line. */
export const listOf = (requests: SeenRequest[]): string =>
  requests.map((r) => `  ${r.method} ${r.url} ${r.bytes} B`).join('\n');
