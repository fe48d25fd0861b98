/** East Asian keyboards type letters, digits and signs in these widths. They look the same, and are meant so. */
const WIDE_OR_NARROW = /[\uFF00-\uFFEF\u3000]+/g;
const UNSEEN = /[\p{Cf}\p{White_Space}]/u;
/** Anything else of ASCII would be read as another part of a URL, and is in no name. */
const DOMAIN = /^[-.0-9A-Za-z\u{80}-\u{10FFFF}]{1,253}$/u;

/**
 * An identifier as its owner reads it, without what nobody sees: characters that format text and blanks at both ends.
 * Letters of other widths become the usual ones, and letters with accents composed ones (RFC 8265, section 3.3; NFC).
 */
export function tidy(text: string): string {
  const letters = [...text.replace(WIDE_OR_NARROW, (wide) => wide.normalize('NFKC')).normalize('NFC')];
  const isSeen = (letter: string): boolean => !UNSEEN.test(letter);
  return letters.slice(Math.max(letters.findIndex(isSeen), 0), letters.findLastIndex(isSeen) + 1).join('');
}

/**
 * The one form in which identifiers are compared and looked up: those that look the same to a person are the same.
 * Letters have no case, and a domain is in its ASCII form, since browsers hand it over like this from a field for
 * e-mail addresses.
 *
 * @param identifier an e-mail address, a username or a wallet, as typed; a telephone number in E.164
 */
export function keyOf(identifier: string): string {
  const text = tidy(identifier);
  const at = text.lastIndexOf('@');
  if (at < 0) return withoutCase(text);
  const domain = text.slice(at + 1);
  return `${withoutCase(text.slice(0, at))}@${asciiDomain(domain) ?? withoutCase(domain)}`;
}

/**
 * A domain name as it is in the DNS (UTS 46): lower case, letters beyond ASCII in Punycode. The parser of URLs does it,
 * which every runtime has.
 *
 * @returns undefined when it is none
 */
export function asciiDomain(domain: string): string | undefined {
  const url = `http://${domain}/`;
  return DOMAIN.test(domain) && URL.canParse(url) ? new URL(url).hostname : undefined;
}

function withoutCase(text: string): string {
  return text.toLowerCase().normalize('NFC');
}
