const MAX_LENGTH = 65_536;
/** Values of one name that are looked at: browsers keep fewer, and whoever makes headers up gets no work out of them. */
const MAX_VALUES = 64;

/**
 * Values of some cookies of a `Cookie` header, each once, in the order of the header. A name comes several times when
 * cookies of other paths, or of the domain above the host, have it as well (RFC 6265, section 5.4).
 *
 * @param header the header, if there is one
 * @param names cookies that are wanted; others are not looked at
 */
export function readCookies(header: string | null, names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  if (header === null || header.length > MAX_LENGTH) return found;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const name = pair.slice(0, equals).trim();
    if (!names.includes(name)) continue;
    const values = found.get(name) ?? [];
    const value = unquote(pair.slice(equals + 1).trim());
    if (values.length < MAX_VALUES && !values.includes(value)) values.push(value);
    found.set(name, values);
  }
  return found;
}

function unquote(value: string): string {
  return /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value;
}
