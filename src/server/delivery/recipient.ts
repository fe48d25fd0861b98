import { asciiDomain } from '../identifiers/identifier-key.ts';

const LOCAL_PART = /^[^\s\p{Cc}\p{Cf}@<>(),:;"\\[\]]{1,64}$/u;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/**
 * Makes sure that a text is one address and nothing else. Lists, groups, comments, quoted local parts and
 * line breaks are refused, because mail programs disagree on who they name.
 *
 * @returns the address with its domain in the form of the DNS: the mail goes where the account is looked up
 * @throws {TypeError} when it is anything but one plain address; the text is not repeated
 */
export function checkRecipient(to: string): string {
  const at = to.lastIndexOf('@');
  const local = to.slice(0, Math.max(at, 0));
  const domain = asciiDomain(to.slice(at + 1)) ?? '';
  const isPlain = to.length <= 254 && LOCAL_PART.test(local) && DOMAIN.test(domain);
  if (!isPlain) throw new TypeError('A message goes to exactly one plain e-mail address.');
  return `${local}@${domain}`;
}
