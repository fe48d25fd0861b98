import type { Requester } from '../port.ts';

const PLAIN_ADDRESS = /^[^\s@<>"]{1,64}@[\p{L}\p{N}.-]{1,253}$/u;

/** Puts a name on one line, so that it can neither start a new header nor hide text behind direction marks. */
export function oneLine(text: string, maxLength = 100): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maxLength);
}

/**
 * Breaks the web addresses in a name that a user has chosen. Mail programs turn them into links, and a passkey must not
 * carry a link into a mail in the name of the application. Email addresses stay as they are.
 */
export function unlinked(text: string): string {
  const line = oneLine(text);
  if (PLAIN_ADDRESS.test(line)) return line;
  return line.replace(/:(?=\/)/g, ': ').replace(/\.(?=[\p{L}\p{N}])/gu, '. ');
}

/** `1 minute`, `10 minutes`. */
export function count(amount: number, unit: 'minute' | 'day'): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** `21 November 2026, 23:24 UTC`. The server does not know the time zone of the reader. @param at milliseconds */
export function utcTime(at: number): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat('en-GB', format).format(at).replace(' at ', ', ')} UTC`;
}

/** Device, place and time of a request, with labels: they let the owner of the address tell who asked. */
export function describeRequester({ device, place, at }: Requester): [label: string, value: string][] {
  return [
    ['Device', device ? oneLine(device) : 'Unknown'],
    ...(place ? [['Place', oneLine(place)] satisfies [string, string]] : []),
    ['Time', utcTime(at)],
  ];
}
