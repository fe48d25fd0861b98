/** Letters, digits and signs in the widths of East Asian keyboards. They look the same as the usual ones. */
const WIDE_OR_NARROW = /[\uFF00-\uFFEF\u3000]+/g;
const UNSEEN = /[\p{Cf}\p{White_Space}]/u;
/** Domains have no other ASCII characters. A URL would read them as one of its other parts. */
const DOMAIN = /^[-.0-9A-Za-z\u{80}-\u{10FFFF}]{1,253}$/u;

/**
 * Tidies an identifier that a user typed. It removes invisible characters and spaces at both ends, replaces letters of
 * other widths by the usual ones, and composes accents (RFC 8265, section 3.3; NFC).
 */
export function tidy(text: string): string {
  const letters = [...text.replace(WIDE_OR_NARROW, (wide) => wide.normalize('NFKC')).normalize('NFC')];
  const isSeen = (letter: string): boolean => !UNSEEN.test(letter);
  return letters.slice(Math.max(letters.findIndex(isSeen), 0), letters.findLastIndex(isSeen) + 1).join('');
}

/**
 * Returns the form in which identifiers are compared and looked up: identifiers that look the same have the same key.
 * It is lower case, with the domain in ASCII, as browsers send it from an email field.
 *
 * @param identifier an email address, a username or a wallet, as typed; a phone number in E.164
 */
export function keyOf(identifier: string): string {
  const text = tidy(identifier);
  const at = text.lastIndexOf('@');
  if (at < 0) return withoutCase(text);
  const domain = text.slice(at + 1);
  return `${withoutCase(text.slice(0, at))}@${asciiDomain(domain) ?? withoutCase(domain)}`;
}

/**
 * Returns a domain name as it is in the DNS (UTS 46): lower case, with other letters in Punycode.
 *
 * @returns undefined when it is not a domain name
 */
export function asciiDomain(domain: string): string | undefined {
  const url = `http://${domain}/`;
  return DOMAIN.test(domain) && URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** Returns whether a text is a domain name in the spelling of {@link asciiDomain}. */
export function isAsciiDomain(text: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(text);
}

function withoutCase(text: string): string {
  return text.toLowerCase().normalize('NFC');
}
