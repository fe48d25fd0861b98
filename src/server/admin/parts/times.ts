import { DAY_MS } from '../../clock.ts';
import { type Html, html } from '../../lib/html.ts';
import { TEXTS } from '../texts.ts';

const UNITS = [
  ['year', 365 * DAY_MS],
  ['month', 30 * DAY_MS],
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** Shows how long ago a time is, and the time itself on hover. @param at milliseconds; null = never */
export function ago(at: number | null, now: number): Html {
  if (at === null) return html`<span class="soft">${TEXTS.never}</span>`;
  return html`<time datetime="${new Date(at).toISOString()}" title="${dateText(at)}">${agoText(at, now)}</time>`;
}

/** Shows a time in UTC, which the script turns into the browser's own zone. @param at milliseconds; null = never */
export function date(at: number | null): Html {
  if (at === null) return html`<span class="soft">${TEXTS.never}</span>`;
  return html`<time datetime="${new Date(at).toISOString()}" data-local>${dateText(at)}</time>`;
}

/** Writes a time in UTC, such as `30 Nov 2026, 03:04 UTC`. */
export function dateText(at: number): string {
  return `${absolute.format(at)} UTC`;
}

function agoText(at: number, now: number): string {
  const passed = at - now;
  for (const [unit, ms] of UNITS) {
    if (Math.abs(passed) >= ms) return relative.format(Math.trunc(passed / ms), unit);
  }
  return passed > 0 ? 'in less than a minute' : 'just now';
}
