/**
 * Returns whether an origin, or a longer URL, may stand in a Content-Security-Policy. Some hosts and paths that URLs allow have
 * characters which would end the directive.
 *
 * @example isPolicySource('https://a.example;sandbox') // false
 */
export function isPolicySource(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s;,'"]+$/i.test(url);
}
