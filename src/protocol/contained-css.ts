const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };
const TOKEN =
  /url\(\s*(?:[^\s"'()\\]+\s*)?\)|"(?:[^"\\\n\r\f]|\\[^\n\r\f])*"|'(?:[^'\\\n\r\f]|\\[^\n\r\f])*'|\\[^\n\r\f]|[^"'\\()[\]{};/\0u]+|[^"'\\]/giy;

/**
 * Returns whether a text stays within a declaration or a selector: texts and brackets are closed, and no brace, semicolon or
 * comment is outside of a text.
 *
 * @source CSS Syntax Module Level 3, "any-value"
 */
export function isContained(text: string): boolean {
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const [token] = TOKEN.exec(text) ?? [];
    if (token === undefined || '{};\0'.includes(token) || (token === '/' && text[at + 1] === '*')) return false;
    const closing = CLOSING[token];
    if (closing) open.push(closing);
    else if ((token === ')' || token === ']') && open.pop() !== token) return false;
  }
  return open.length === 0;
}
