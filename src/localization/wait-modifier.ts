import type { Modifier } from './translate.ts';

const UNITS = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/**
 * `{{ retryAfter | wait('en-US', 'Try again %.', 'Try again later.') }}`: the first text with the time until then in
 * place of `%`, such as `in 30 seconds`; the second one when the number of seconds is not known.
 */
export const wait: Modifier = (seconds, locale, timed = '%', unknown = '') => {
  const count = Math.ceil(Number(seconds ?? 0));
  const [unit, length] = UNITS.find(([, length]) => count >= length) ?? [];
  if (!unit) return unknown;
  return timed.replace('%', new Intl.RelativeTimeFormat(locale || 'en-US').format(Math.ceil(count / length), unit));
};
