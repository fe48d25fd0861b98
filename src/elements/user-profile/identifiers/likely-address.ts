/** Mail providers whose names are often mistyped. */
const DOMAINS = [
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'outlook.com',
  'yahoo.com',
  'icloud.com',
  'live.com',
  'msn.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'orange.fr',
  'libero.it',
];

/**
 * Returns the address that the user probably meant, where the domain differs from that of a large provider by one
 * typing mistake: a letter too many, too few, another one, or two in the wrong order. Undefined otherwise.
 */
export function likelyAddress(typed: string): string | undefined {
  const at = typed.lastIndexOf('@') + 1;
  const domain = typed.slice(at).toLowerCase();
  if (!at || DOMAINS.includes(domain)) return undefined;
  // Other words of four letters and less are domains of their own: me.com, mac.com, qmx.de.
  const likely = DOMAINS.find((each) => each.length > 7 && isMistyped(domain, each));
  return likely && typed.slice(0, at) + likely;
}

function isMistyped(typed: string, meant: string): boolean {
  let start = 0;
  while (typed[start] !== undefined && typed[start] === meant[start]) start++;
  const [one, other] = [typed.slice(start), meant.slice(start)];
  return (
    one.slice(1) === other ||
    one === other.slice(1) ||
    one.slice(1) === other.slice(1) ||
    (one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2))
  );
}
