import { address } from '../../../client/platform/address.ts';
import { addTabLoad, type TabLoad } from '../../../client/platform/tab-loads.ts';
import { createFinding, type Finding } from '../../../protocol/diagnosis/finding.ts';

/** Loads in a row that make a loop, and the milliseconds in which they come. */
const LOOP_LOADS = 6;
const LOOP_MS = 60_000;

let loads: readonly TabLoad[] | undefined;

/**
 * Counts this load of the page, once, and tells whether the last ones were a loop: pages that send the browser to each
 * other, or a page to itself, before anybody presses a key or a button.
 */
export function countLoad(): Finding | undefined {
  const last = (loads ??= addTabLoad(LOOP_LOADS));
  const [first] = last;
  const paths = [...new Set(last.map(({ path }) => path))];
  const took = (last.at(-1)?.at ?? 0) - (first?.at ?? 0);
  if (last.length < LOOP_LOADS || took > LOOP_MS || paths.length > 2) return undefined;
  const [from = '', to = from] = paths.map((path) => address.origin + path);
  const evidence = `${last.length} loads in ${Math.ceil(took / 1000)} s, without a key or a click: ${paths.join(' → ')}`;
  return createFinding('redirect-loop', { from, to }, evidence);
}
