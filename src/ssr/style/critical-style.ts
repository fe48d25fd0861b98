import guard from '../../elements/styles/guard.css';
import bare from '../../elements/styles/bare.css';
import { type CssRule, parseRules } from './parse-rules.ts';
import { type Shown, splitList, trimSelectors } from './trim-selector.ts';

/** Browsers apply this to a page without scripts: what only a script can do is out of sight. */
const WITHOUT_SCRIPT = '@media (scripting:none){[data-clerk-script]{display:none!important}}';
/**
 * An element that the browser made while it read the page has drawn itself before it got what the server has drawn.
 */
const ONE_BOX = '.cl-rootBox~[data-clerk-ssr]{display:none!important}';
/** Where a selector names its pseudo-element, else its end. */
const TAIL = /(::[\w-]+(:[\w-]+)*)?$/;

/** What appearances add to the default look. */
export interface OwnStyle {
  /** Rules of the appearance. */
  readonly css: string;
  /**
   * The cascade layer of the default look, where nodes have classes of the page; see `giveWay` of the elements. Undefined
   * when no node has any.
   */
  readonly lower: string | undefined;
}

/**
 * Returns the rules of style sheets that apply to a piece of HTML, as one style sheet. It looks as the adopted sheets do, which
 * an element adds in the browser: the guard is in no layer, everything else in the layer `clerk`.
 *
 * @param sheets in cascade order, minified
 * @param html of an element with its content
 * @param own styles of the elements' appearances
 */
export function criticalStyle(sheets: readonly string[], html: string, own: readonly OwnStyle[] = []): string {
  const shown = readShown(html);
  const lower = own.find((style) => style.lower)?.lower;
  const all = lower ? [...sheets, bare] : sheets;
  const rules = all.flatMap((sheet) => keep(parseRules(sheet), shown, !!lower));
  const used = rules.map(({ text }) => text).join('');
  const frames = sheets.flatMap((sheet) => parseRules(sheet)).filter(({ prelude }) => isUsedFrame(prelude, used));
  const moving = frames.map(({ prelude, body }) => `${prelude}{${body}}`).join('');
  const look = `@layer ${lower ?? 'clerk'}{${used}${moving}}`;
  return text(keep(parseRules(guard), shown)) + WITHOUT_SCRIPT + ONE_BOX + look + own.map(({ css }) => css).join('');
}

interface KeptRule {
  readonly text: string;
}

/** @param isWeighty lets the rules win over every other rule of their layer */
function keep(rules: readonly CssRule[], shown: Shown, isWeighty = false): KeptRule[] {
  return rules.flatMap(({ prelude, body, rules: inner }) => {
    if (inner) {
      const kept = text(keep(inner, shown, isWeighty));
      return kept ? { text: `${prelude}{${kept}}` } : [];
    }
    if (prelude.startsWith('@')) return [];
    const list = trimSelectors(prelude, shown);
    const selectors = list && isWeighty ? splitList(list).map(weigh).join() : list;
    return selectors ? { text: `${selectors}{${body}}` } : [];
  });
}

/** Outweighs classes; a node without the default look (`cl-bare`) has none of it. */
function weigh(selector: string): string {
  return selector.includes('.cl-bare') ? selector : selector.replace(TAIL, ':not(#clerk-none,.cl-bare)$&');
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
