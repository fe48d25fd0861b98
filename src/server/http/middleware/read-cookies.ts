export interface ReadCookies {
  cookies: ReadonlyMap<string, string>;
  /** The cookie came more than once, with different values. */
  isAmbiguous(name: string): boolean;
}

/** Reads a `Cookie` header (RFC 6265, 5.4). Values stay as they are; the first of several wins. */
export function readCookies(header: string | null): ReadCookies {
  const cookies = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at < 0) continue;
    // No other blank comes off the front: a name behind one is not the name whose prefix browsers guard.
    const name = pair
      .slice(0, at)
      .replace(/^[ \t]+/, '')
      .trimEnd();
    const value = pair.slice(at + 1).trim();
    const known = cookies.get(name);
    if (known === undefined) cookies.set(name, value);
    else if (known !== value) ambiguous.add(name);
  }
  return { cookies, isAmbiguous: (name) => ambiguous.has(name) };
}
