/** A rule of a style sheet. A group such as `@media` has rules, every other one has declarations. */
export interface CssRule {
  /** Selectors, or an at-rule with its condition. */
  readonly prelude: string;
  readonly rules?: readonly CssRule[];
  readonly body: string;
}

/** At-rules that hold rules. */
const GROUP = /^@(media|supports|container|layer)\b/;

/**
 * Splits a style sheet of the elements into its rules. The sheets are minified and have neither comments nor braces in
 * texts.
 *
 * @example parseRules('a{color:red}') // [{ prelude: 'a', body: 'color:red' }]
 */
export function parseRules(css: string): CssRule[] {
  const rules: CssRule[] = [];
  for (let at = 0; at < css.length; ) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    const close = endOf(css, open);
    const prelude = css.slice(at, open).trim();
    const body = css.slice(open + 1, close);
    rules.push(GROUP.test(prelude) ? { prelude, body, rules: parseRules(body) } : { prelude, body });
    at = close + 1;
  }
  return rules;
}

/** Returns the index of the brace that closes the one at `open`. */
function endOf(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++;
    else if (css[at] === '}' && --depth === 0) return at;
  }
  return css.length;
}
