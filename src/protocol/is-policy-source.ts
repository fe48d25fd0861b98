/**
 * Returns whether an origin may stand in a Content-Security-Policy. Some hosts that URLs allow have characters which would end the
 * directive.
 *
 * @example isPolicySource('https://a.example;sandbox') // false
 */
export function isPolicySource(origin: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s;,'"]+$/i.test(origin);
}
