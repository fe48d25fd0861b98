const LOCAL_PART = /^[^\s\p{Cc}\p{Cf}@<>(),:;"\\[\]]{1,64}$/u;
const DOMAIN = /^(?=.{1,253}$)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*$/u;

/**
 * Makes sure that a text is one address and nothing else. Lists, groups, comments, quoted local parts and
 * line breaks are refused, because mail programs disagree on who they name.
 *
 * @throws {TypeError} when it is anything but one plain address; the text is not repeated
 */
export function checkRecipient(to: string): string {
  const at = to.lastIndexOf('@');
  const isPlain = to.length <= 254 && LOCAL_PART.test(to.slice(0, Math.max(at, 0))) && DOMAIN.test(to.slice(at + 1));
  if (!isPlain) throw new TypeError('A message goes to exactly one plain e-mail address.');
  return to;
}
