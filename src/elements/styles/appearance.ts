import { toKebabCase } from '../../protocol/letter-case.ts';
import { type Native, native } from '../../client/platform/native.ts';

/** Clerk's appearance object. Unknown keys are ignored. */
export interface Appearance {
  theme?: Appearance | readonly Appearance[] | string;
  /** Older name of `theme`. */
  baseTheme?: Appearance | readonly Appearance[] | string;
  variables?: Readonly<Record<string, unknown>>;
  elements?: Readonly<Record<string, unknown>>;
  options?: Readonly<Record<string, unknown>>;
  /** Older name of `options`. */
  layout?: Readonly<Record<string, unknown>>;
  cssLayerName?: string;
  [component: string]: unknown;
}

/** A compiled appearance. */
export interface Look {
  /** Returns the class names that the appearance adds to a node. */
  classes(key: string, id: string | undefined, states: readonly (string | false | undefined)[]): string;
  /** Adds the style sheet to the root of a node; `drop` removes it. */
  adopt(node: Node): void;
  drop(): void;
}

/** Variables whose token has another name, among them the names of version 5. */
const VARIABLES: Readonly<Record<string, string>> = {
  colorText: 'color-foreground',
  colorTextSecondary: 'color-muted-foreground',
  colorTextOnPrimaryBackground: 'color-primary-foreground',
  colorInputBackground: 'color-input',
  colorModalBackdrop: 'color-backdrop',
  spacingUnit: 'spacing',
  borderRadius: 'radius',
};

const UNITLESS = /^(opacity|zIndex|fontWeight|lineHeight|flex(Grow|Shrink)?|order|scale|zoom|aspectRatio)$/;

/**
 * Compiles appearances into one constructable sheet and a table of class names. Values are set through the CSS object
 * model, so that none can end its declaration and add others.
 *
 * @param appearances in ascending precedence
 * @param scope class to which the rules are limited
 */
export function createLook(appearances: readonly (Appearance | undefined)[], scope: string): Look {
  const layers = appearances.flatMap((appearance) => withThemes(appearance));
  const sheet = new CSSStyleSheet();
  const added = new Map<string, string[]>();
  const layer = layers.findLast((appearance) => appearance.cssLayerName)?.cssLayerName;
  const rules = layer && /^[\w.-]+$/.test(layer) ? group(sheet, `@layer ${layer}`) : sheet;

  for (const { variables, elements } of layers) {
    if (variables) {
      const style = rule(rules, `.${scope}`).style;
      for (const [name, value] of Object.entries(variables)) {
        const token = VARIABLES[name] ?? toKebabCase(name);
        const single = typeof value === 'object' && value ? ((value as Record<string, unknown>)['500'] ?? '') : value;
        style.setProperty(`--clerk-${token}`, String(single));
      }
    }
    for (const [key, value] of Object.entries(elements ?? {})) {
      if (typeof value === 'string') added.set(key, [...(added.get(key) ?? []), value]);
      else if (value && typeof value === 'object')
        write(rules, selectorOf(`.${scope}`.repeat(2), key), value as CssObject);
    }
  }

  let root: Native<Document | ShadowRoot> | undefined;
  return {
    classes(key, id, states) {
      const own = formsOf(key, id, states).flatMap((form) => added.get(form) ?? []);
      return own.length > 0 ? ['cl-styled', ...own].join(' ') : '';
    },
    adopt(node) {
      // Routers move nodes through a document that no window shows.
      if (!native(node.ownerDocument as Document).defaultView) return;
      root = native(node.getRootNode() as Document | ShadowRoot);
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    },
    drop() {
      if (root) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}

type CssObject = Readonly<Record<string, unknown>>;
type Rules = CSSStyleSheet | CSSGroupingRule;

function withThemes(appearance: Appearance | undefined): Appearance[] {
  if (!appearance) return [];
  const themes = [appearance.theme ?? appearance.baseTheme ?? []].flat() as (Appearance | string)[];
  return [...themes.filter((theme) => typeof theme === 'object').flatMap(withThemes), appearance];
}

/** Returns the keys that match a node: `key`, `key__id`, `key__state`, `key__id__state`. */
function formsOf(key: string, id: string | undefined, states: readonly (string | false | undefined)[]): string[] {
  const keys = id ? [key, `${key}__${id}`] : [key];
  return [...keys, ...states.filter(Boolean).flatMap((state) => keys.map((form) => `${form}__${state}`))];
}

const STATE = /__(loading|error|open|active|required)$/;

/** Returns the selector of a key. The scope is doubled to outweigh `guard.css`. */
function selectorOf(scope: string, key: string): string {
  const state = STATE.exec(key);
  const own = `.cl-${CSS.escape(key.replace(STATE, ''))}${state ? `.cl-${state[1]}` : ''}`;
  // The root box has the scope's class itself.
  return scope + (key === 'rootBox' ? own : ` ${own}`);
}

function write(rules: Rules, selector: string, css: CssObject): void {
  const { style } = rule(rules, selector);
  for (const [name, value] of Object.entries(css)) {
    if (value && typeof value === 'object') {
      if (name.startsWith('@')) write(group(rules, name), selector, value as CssObject);
      else
        write(rules, name.includes('&') ? name.replaceAll('&', selector) : `${selector} ${name}`, value as CssObject);
    } else if (value !== undefined && value !== null) {
      const text = typeof value === 'number' && !UNITLESS.test(name) ? `${value}px` : String(value);
      const [, plain = text, important = ''] = /^(.*?)\s*!(important)$/.exec(text) ?? [];
      style.setProperty(name.startsWith('--') ? name : toKebabCase(name), plain, important);
    }
  }
}

function rule(rules: Rules, selector: string): CSSStyleRule {
  return rules.cssRules[rules.insertRule(`${selector}{}`, rules.cssRules.length)] as CSSStyleRule;
}

function group(rules: Rules, prelude: string): CSSGroupingRule {
  return rules.cssRules[rules.insertRule(`${prelude}{}`, rules.cssRules.length)] as CSSGroupingRule;
}
