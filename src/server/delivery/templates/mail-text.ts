const PLAIN_ADDRESS = /^[^\s@<>"]{1,64}@[\p{L}\p{N}.-]{1,253}$/u;

/** A name on one line: it cannot start a new header or hide text behind direction marks. */
export function oneLine(text: string, maxLength = 100): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maxLength);
}

/**
 * A name that somebody gave to a thing of theirs. Mail programs turn whatever looks like a web address into a link,
 * so a passkey must not be able to carry one into a mail that bears our name; e-mail addresses stay as they are.
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

/** `21 November 2026, 23:24 UTC`: mails are read in zones nobody knows here. */
export function utcTime(at: number): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat('en-GB', format).format(at).replace(' at ', ', ')} UTC`;
}
