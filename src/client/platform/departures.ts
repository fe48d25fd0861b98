import { steadyNow } from './steady-now.ts';

const KEY = '__clerk_departures';
/** How often in a row a page may be left without the user asking for it. Two pages that redirect to each other exceed it. */
const LIMIT = 3;
/** Milliseconds after which a departure no longer counts as in a row with the one before. */
const PAUSE = 30_000;

/**
 * Counts a departure that the user did not ask for.
 *
 * @returns false when this page was left too often in a row in this tab; always true when the browser stores nothing
 */
export function mayDepart(now = steadyNow()): boolean {
  try {
    const page = location.origin + location.pathname;
    const counts = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, { count: number; at: number }>;
    const last = counts[page];
    const isInRow = last && Math.abs(now - last.at) < PAUSE && !navigator.userActivation?.hasBeenActive;
    const count = isInRow ? last.count + 1 : 1;
    sessionStorage.setItem(KEY, JSON.stringify({ ...counts, [page]: { count, at: now } }));
    return count <= LIMIT;
  } catch {
    return true;
  }
}

/** Returns whether a URL is that of this page. Fragments are ignored. */
export function isThisPage(url: string): boolean {
  return bare(url) === bare(location.href);
}

function bare(url: string): string {
  return new URL(url, location.href).href.replace(/#.*/, '');
}
