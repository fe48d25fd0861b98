// oxlint-disable-next-line no-control-regex -- the expression finds control characters
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;

/**
 * Tells whether a text is the URL of a page: of the web, or relative. A URL that two parsers could read differently is none,
 * and neither is one that runs a script.
 *
 * @example isPageUrl('javascript:alert(1)') // false
 */
export function isPageUrl(text: string): boolean {
  if (AMBIGUOUS.test(text) || text.startsWith('//')) return false;
  return !/^[a-z][a-z\d+.-]*:/i.test(text) || (/^https?:\/\/[^/]/i.test(text) && URL.canParse(text));
}
