import { address } from '../../../client/platform/address.ts';
import { attempt } from '../../../client/platform/native.ts';
import { createFinding, type Finding } from '../../../protocol/diagnosis/finding.ts';

interface Load {
  path: string;
  /** Milliseconds since the epoch. */
  at: number;
}

const KEY = '__clerk_devtools_loads';
/** Loads in a row that make a loop, and the milliseconds in which they come. */
const LOOP_LOADS = 6;
const LOOP_MS = 60_000;

let loads: Load[] | undefined;

/**
 * Counts this load of the page, once, and tells whether the last ones were a loop: pages that send the browser to each
 * other, or a page to itself, before anybody presses a key or a button.
 */
export function countLoad(): Finding | undefined {
  loads ??= remember();
  const last = loads.slice(-LOOP_LOADS);
  const [first] = last;
  const paths = [...new Set(last.map(({ path }) => path))];
  const took = (last.at(-1)?.at ?? 0) - (first?.at ?? 0);
  if (last.length < LOOP_LOADS || took > LOOP_MS || paths.length > 2) return undefined;
  const [from = '', to = from] = paths.map((path) => address.origin + path);
  const evidence = `${last.length} loads in ${Math.ceil(took / 1000)} s, without a key or a click: ${paths.join(' → ')}`;
  return createFinding('redirect-loop', { from, to }, evidence);
}

/** The tab keeps its loads. A press of the user, a reload and a step back in the history begin anew. */
function remember(): Load[] {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isOwn = entry?.type === 'navigate' || entry?.type === undefined;
  const before = isOwn ? (attempt(() => JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Load[]) ?? []) : [];
  const next = [...before, { path: address.pathname, at: Date.now() }].slice(-LOOP_LOADS);
  keep(next);
  for (const event of ['pointerdown', 'keydown'])
    addEventListener(event, () => keep([]), { once: true, capture: true });
  return next;
}

function keep(list: readonly Load[]): void {
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify(list)));
}
