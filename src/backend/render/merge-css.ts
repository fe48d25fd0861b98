/**
 * Joins the CSS of several elements, each rule once. Elements draw from the same sheets in the same order, so a rule that
 * an earlier text has stays where it is.
 *
 * @param texts well-formed style sheets
 */
export function mergeCss(texts: readonly string[]): string {
  return [...new Set(texts.flatMap(rulesOf))].join('');
}

/**
 * Makes CSS safe inside `<style>`. A browser ends the element at the first `</style` wherever it stands, so a `<` that could
 * begin it is written as an escape, which CSS reads as the same character.
 */
export function embeddableCss(css: string): string {
  return css.replace(/<(?=[/!])/g, '\\3c ');
}

/** Strings and comments, in which a brace or a semicolon ends nothing. */
const TOKEN = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\/\*[^]*?\*\/|\\[^]|[{};]/g;

/** Splits a style sheet into its rules: those at the top, with all that is inside of them. */
function rulesOf(css: string): string[] {
  const rules: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of css.matchAll(TOKEN)) {
    if (token === '{') depth++;
    else if (token === '}') depth--;
    else if (token !== ';') continue;
    if (depth > 0) continue;
    rules.push(css.slice(start, index + 1).trim());
    start = index + 1;
  }
  return [...rules, css.slice(start).trim()].filter(Boolean);
}
