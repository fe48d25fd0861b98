/**
 * Returns the `Cookie` header that a browser would send after it has stored cookies. A session that the middleware renewed
 * has to be known to the page of the same request, which the browser has sent with the old cookies.
 *
 * @param cookie the header of the request
 * @param lines `Set-Cookie` values
 * @returns undefined when no cookie is left
 */
export function renewedCookies(cookie: string | null, lines: readonly string[]): string | undefined {
  const set = new Map<string, string | undefined>();
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const equals = pair.indexOf('=');
    if (equals < 1) continue;
    const isGone = attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute) || isPast(attribute));
    set.set(pair.slice(0, equals), isGone ? undefined : pair.slice(equals + 1));
  }
  const kept = (cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair && !set.has(nameOf(pair)));
  const added = [...set].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return [...kept, ...added].join('; ') || undefined;
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0]?.trim() ?? '';
}

function isPast(attribute: string): boolean {
  const [, date] = /^expires=(.+)$/i.exec(attribute) ?? [];
  return date !== undefined && Date.parse(date) <= Date.now();
}
