import { asciiDomain, isAsciiDomain, keyOf } from '../identifiers/identifier-key.ts';

const LOCAL_PART = /^[^\s\p{Cc}\p{Cf}@<>(),:;"\\[\]]{1,64}$/u;
/** Providers that ignore dots in the name of a mailbox. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);

/**
 * Makes sure that a text is one address and nothing else. Lists, groups, comments, quoted local parts and
 * line breaks are refused, because mail programs disagree on the recipients that they name.
 *
 * @returns the address with its domain in ASCII, as DNS has it: the mail goes to the address that the account is found by
 * @throws {TypeError} when it is not one plain address. The error does not repeat the text
 */
export function checkRecipient(to: string): string {
  const at = to.lastIndexOf('@');
  const local = to.slice(0, Math.max(at, 0));
  const domain = asciiDomain(to.slice(at + 1)) ?? '';
  const isPlain = to.length <= 254 && LOCAL_PART.test(local) && isAsciiDomain(domain);
  if (!isPlain) throw new TypeError('A message goes to exactly one plain email address.');
  return `${local}@${domain}`;
}

/**
 * Returns one spelling for all addresses that reach the same mailbox: the key of the address, without the subaddress
 * behind a plus (RFC 5233). Use it to count messages only. Some systems do have separate mailboxes for subaddresses, so
 * it must never decide who a user is.
 */
export function mailboxOf(email: string): string {
  const key = keyOf(email);
  const at = key.lastIndexOf('@');
  const domain = key.slice(at + 1);
  const [name = ''] = key.slice(0, at).split(/(?<=.)\+/, 1);
  return `${DOTLESS.has(domain) ? name.replaceAll('.', '') : name}@${domain}`;
}
