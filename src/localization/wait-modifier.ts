import type { Modifier } from './translate.ts';

const UNITS = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/**
 * The modifier of `{{ retryAfter | wait('en-US', 'Try again %.', 'Try again later.') }}`. It returns the first text with
 * the time in place of `%`, such as `in 30 seconds`, or the second text when the number of seconds is not known.
 */
export const wait: Modifier = (seconds, locale, timed = '%', unknown = '') => {
  const count = Math.ceil(Number(seconds ?? 0));
  const [unit, length] = UNITS.find(([, length]) => count >= length) ?? [];
  if (!unit) return unknown;
  return timed.replace(
    '%',
    new Intl.RelativeTimeFormat(locale || 'en-US', { numeric: 'auto' }).format(Math.ceil(count / length), unit),
  );
};
