import { address } from './address.ts';
import { attempt } from './native.ts';
import { steadyNow } from './steady-now.ts';

/** A load of a page in this tab. */
export interface TabLoad {
  path: string;
  /** Milliseconds since the epoch. */
  at: number;
}

const KEY = '__clerk_devtools_loads';

/**
 * Adds this load of the page to the last ones of the tab, which keeps them. A press of the user, a reload and a step back in
 * the history begin anew. Only `<clerk-devtools>` calls it.
 *
 * @param most loads that are kept
 */
export function addTabLoad(most: number): readonly TabLoad[] {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isOwn = entry?.type === 'navigate' || entry?.type === undefined;
  const before = isOwn ? (attempt(() => JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as TabLoad[]) ?? []) : [];
  const next = [...before, { path: address.pathname, at: steadyNow() }].slice(-most);
  keep(next);
  for (const event of ['pointerdown', 'keydown'])
    addEventListener(event, () => keep([]), { once: true, capture: true });
  return next;
}

function keep(list: readonly TabLoad[]): void {
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify(list)));
}
