const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser makes a line feed of a carriage return.
  '\r': '&#13;',
};

/**
 * Escapes text between tags. U+0000 is left out, because no HTML can express it.
 *
 * @source HTML, "Serializing HTML fragments"
 * @example escapeText('1 < 2') // '1 &lt; 2'
 */
export function escapeText(text: string): string {
  return text.replaceAll('\0', '').replace(/[&<>\r]/g, (char) => ENTITIES[char] as string);
}

/**
 * Escapes the value of an attribute that stands between double quotes.
 *
 * @source HTML, "Serializing HTML fragments"
 * @example escapeAttribute('a"b') // 'a&quot;b'
 */
export function escapeAttribute(value: string): string {
  return value.replaceAll('\0', '').replace(/[&<>"\r]/g, (char) => ENTITIES[char] as string);
}

/** Attributes that the browser follows or loads. */
const URL_ATTRIBUTES = /^(href|src|action|formaction|xlink:href)$/;
/** A picture in a URL of its own is harmless: browsers run no script in it. */
const UNSAFE_SCHEMES = /^(javascript|vbscript|data(?!:image\/)):/i;

/**
 * Returns whether an attribute is a URL that runs a script when the browser follows it. Browsers ignore blanks and control
 * characters in front of a scheme, and line breaks and tabs within it.
 */
export function isUnsafeUrl(attribute: string, value: string): boolean {
  const plain = [...value].filter((char) => char > ' ').join('');
  return URL_ATTRIBUTES.test(attribute) && UNSAFE_SCHEMES.test(plain);
}
