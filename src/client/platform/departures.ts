import { steadyNow } from './steady-now.ts';

const KEY = '__clerk_departures';
/** Departures in a row that nobody asked for. A page that leads here and back again makes more of them. */
const LIMIT = 3;
/** Milliseconds after which a departure no longer counts as one of a row. */
const PAUSE = 30_000;

/**
 * May this page be left without anybody having asked for it? Counts how often it happened in a row in this tab, as
 * far as the browser lets anything be kept.
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

/** Is it the page that is open, whatever its fragment? */
export function isThisPage(url: string): boolean {
  return bare(url) === bare(location.href);
}

function bare(url: string): string {
  return new URL(url, location.href).href.replace(/#.*/, '');
}
