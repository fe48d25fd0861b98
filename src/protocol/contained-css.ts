const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };
/** A URL without quotes is one token, whatever is in it. The end of another name, such as `#url(`, begins none. */
const TOKEN =
  /(?<![\w\\#@-]|[^\0-\x7f])url\([ \t\n\r\f]*(?:[^\s"'()\\]+[ \t\n\r\f]*)?\)|"(?:[^"\\\n\r\f]|\\[^\n\r\f])*"|'(?:[^'\\\n\r\f]|\\[^\n\r\f])*'|\\[^\n\r\f]|[^"'\\()[\]{};/\0u]+|[^"'\\]/giy;
/** Brackets within brackets. No value of a person has as many. */
const DEEPEST = 100;
/** What cannot be in a name. */
const NO_NAME = /[^\w\s\x80-\uffff-]/;

/**
 * Returns whether a text stays within a declaration or a selector: texts and brackets are closed, and no brace, semicolon or
 * comment is outside of a text.
 *
 * @source CSS Syntax Module Level 3, "any-value"
 */
export function isContained(text: string): boolean {
  const open: string[] = [];
  let isEscaped = false;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const [token] = TOKEN.exec(text) ?? [];
    if (token === undefined || '{};\0'.includes(token) || (token === '/' && text[at + 1] === '*')) return false;
    // A name with an escape could be `url`, and what follows one could be the end of a longer name.
    if (isEscaped && (token === '(' || /^url\(/i.test(token))) return false;
    if (token === '(' && isBadUrl(text, at)) return false;
    if (token.startsWith('\\')) isEscaped = true;
    else if (isEscaped && NO_NAME.test(token)) isEscaped = false;
    const closing = CLOSING[token];
    if (closing) {
      if (open.push(closing) > DEEPEST) return false;
    } else if ((token === ')' || token === ']') && open.pop() !== token) return false;
  }
  return open.length === 0;
}

/**
 * Returns whether a bracket opens a URL without quotes that has characters which it must not have. Browsers drop such a URL up to
 * its first `)`, so that a quote or a bracket in it means something else to them.
 */
function isBadUrl(text: string, at: number): boolean {
  if (text[at - 1]?.toLowerCase() !== 'l') return false;
  const isUrl = /(?:^|[^\w\\#@\x80-\uffff-])url$/i.test(text.slice(Math.max(0, at - 4), at));
  return isUrl && !/^[ \t\n\r\f]*["']/.test(text.slice(at + 1));
}
