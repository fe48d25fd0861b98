import { splitSetCookie } from '../adapters/parse-set-cookie.ts';

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
    const renewed = splitSetCookie(line);
    if (renewed) set.set(renewed.name, renewed.attributes.some(isPast) ? undefined : renewed.value);
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

function isPast([name, text]: [name: string, text: string]): boolean {
  return name === 'max-age' ? Number(text) <= 0 : name === 'expires' && Date.parse(text) <= Date.now();
}
