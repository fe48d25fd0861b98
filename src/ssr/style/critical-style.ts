import { weighty } from '../../elements/styles/appearance/selectors.ts';
import bare from '../../elements/styles/bare.css';
import guard from '../../elements/styles/guard.css';
import { type CssRule, parseRules } from './parse-rules.ts';
import { type Shown, trimSelectors } from './trim-selector.ts';

/** Browsers apply this to a page without scripts: what only a script can do is out of sight. */
const WITHOUT_SCRIPT = '@media (scripting:none){[data-clerk-script]{display:none!important}}';
/** A second press while the browser waits for the page that the first one leads to would send the form again. */
const ONE_PRESS =
  '.cl-rootBox:has([hidden]:user-valid){animation:cl-sent 8s}@keyframes cl-sent{0%,to{pointer-events:none}}';
/**
 * An element that the browser made while it read the page has drawn itself before it got what the server has drawn.
 */
const ONE_BOX = '.cl-rootBox~[data-clerk-ssr]{display:none!important}';

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
  const used = sheets.map((sheet) => keep(parseRules(sheet), shown, !!lower)).join('');
  const ofBare = lower ? keep(parseRules(bare), shown) : '';
  const frames = sheets.flatMap((sheet) => parseRules(sheet)).filter(({ prelude }) => isUsedFrame(prelude, used));
  const moving = frames.map(({ prelude, body }) => `${prelude}{${body}}`).join('');
  const look = `@layer ${lower ?? 'clerk'}{${used}${ofBare}${moving}}`;
  const before = keep(parseRules(guard), shown) + WITHOUT_SCRIPT + ONE_PRESS + ONE_BOX;
  return before + look + own.map(({ css }) => css).join('');
}

/**
 * Returns the rules that apply to what is shown, as CSS.
 *
 * @param isWeighty lets them win over every other rule of their layer
 */
function keep(rules: readonly CssRule[], shown: Shown, isWeighty = false): string {
  return rules
    .map(({ prelude, body, rules: inner }) => {
      if (inner) {
        const kept = keep(inner, shown, isWeighty);
        return kept && `${prelude}{${kept}}`;
      }
      const list = prelude.startsWith('@') ? '' : trimSelectors(prelude, shown);
      return list && `${isWeighty ? weighty(list) : list}{${body}}`;
    })
    .join('');
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
