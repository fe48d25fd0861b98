/** Attributes that the browser follows or loads. */
const URL_ATTRIBUTES = /^(href|src|action|formaction|xlink:href)$/;
/** A picture in a URL of its own is harmless: browsers run no script in it. */
const UNSAFE_SCHEMES = /^(javascript|vbscript|data(?!:image\/)):/i;

/**
 * Returns whether an attribute is a URL that runs a script when the browser follows it. Browsers ignore blanks and control
 * characters in front of a scheme, and line breaks and tabs within it.
 *
 * @source URL Standard, "basic URL parser"
 * @example isUnsafeUrl('href', ' java\nscript:x') // true
 */
export function isUnsafeUrl(attribute: string, value: string): boolean {
  if (!URL_ATTRIBUTES.test(attribute)) return false;
  const plain = [...value].filter((char) => char > ' ').join('');
  return UNSAFE_SCHEMES.test(plain);
}
