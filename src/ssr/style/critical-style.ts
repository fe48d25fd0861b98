import guard from '../../elements/styles/guard.css';
import { type CssRule, parseRules } from './parse-rules.ts';
import { type Shown, trimSelectors } from './trim-selector.ts';

/** Browsers apply this to a page without scripts: what only a script can do is out of sight. */
const WITHOUT_SCRIPT = '@media (scripting:none){.cl-rootBox [data-script]{display:none!important}}';

/**
 * Returns the rules of style sheets that apply to a piece of HTML, as one style sheet. It looks as the adopted sheets do, which
 * an element adds in the browser: the guard is in no layer, everything else in the layer `clerk`.
 *
 * @param sheets in cascade order, minified
 * @param html of an element with its content
 */
export function criticalStyle(sheets: readonly string[], html: string): string {
  const shown = readShown(html);
  const rules = sheets.flatMap((sheet) => keep(parseRules(sheet), shown));
  const used = rules.map(({ text }) => text).join('');
  const frames = sheets.flatMap((sheet) => parseRules(sheet)).filter(({ prelude }) => isUsedFrame(prelude, used));
  const own = frames.map(({ prelude, body }) => `${prelude}{${body}}`).join('');
  return `${text(keep(parseRules(guard), shown))}${WITHOUT_SCRIPT}@layer clerk{${used}${own}}`;
}

interface KeptRule {
  readonly text: string;
}

function keep(rules: readonly CssRule[], shown: Shown): KeptRule[] {
  return rules.flatMap(({ prelude, body, rules: inner }) => {
    if (inner) {
      const kept = text(keep(inner, shown));
      return kept ? { text: `${prelude}{${kept}}` } : [];
    }
    if (prelude.startsWith('@')) return [];
    const selectors = trimSelectors(prelude, shown);
    return selectors ? { text: `${selectors}{${body}}` } : [];
  });
}

function text(rules: readonly KeptRule[]): string {
  return rules.map((rule) => rule.text).join('');
}

function isUsedFrame(prelude: string, css: string): boolean {
  const [, name] = /^@keyframes (\S+)$/.exec(prelude) ?? [];
  return name !== undefined && new RegExp(`animation[^;}]*[:, ]${name}\\b`).test(css);
}

function readShown(html: string): Shown {
  const lists = [...html.matchAll(/ class="([^"]*)"/g)].map(([, list = '']) => list.split(/\s+/));
  const tags = [...html.matchAll(/<(clerk-[\w-]+)/g)].map(([, tag = '']) => tag);
  return { classes: new Set(lists.flat()), tags: new Set(tags) };
}
