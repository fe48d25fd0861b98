const MAX_LENGTH = 65_536;

/**
 * Values of some cookies of a `Cookie` header. The first of several cookies with one name counts: it has the
 * longest path (RFC 6265, section 5.4).
 *
 * @param header the header, if there is one
 * @param names cookies that are wanted; others are not looked at
 */
export function readCookies(header: string | null, names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (header === null || header.length > MAX_LENGTH) return found;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const name = pair.slice(0, equals).trim();
    if (names.includes(name) && !found.has(name)) found.set(name, unquote(pair.slice(equals + 1).trim()));
  }
  return found;
}

function unquote(value: string): string {
  return /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value;
}
