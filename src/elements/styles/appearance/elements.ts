import { toKebabCase } from '../../../protocol/letter-case.ts';
import { complain } from './complain.ts';
import { type CssObject, type ElementParts, keysOf, readElement, type Strategy } from './element-parts.ts';
import { addGroup, addRule, type Rules } from './layers.ts';
import type { Component } from './own-component.ts';
import { nested, selectorOf, WEIGHT } from './selectors.ts';
import type { States } from './types.ts';

/** What appearances say of the nodes of a key, all together. */
export type Elements = ReadonlyMap<string, Omit<ElementParts, 'styles'>>;

const UNITLESS = /^(opacity|zIndex|fontWeight|lineHeight|flex(Grow|Shrink)?|order|scale|zoom|aspectRatio)$/;

/** The `elements` of one appearance, and where their styles go. */
export interface ElementsLevel {
  elements: Readonly<Record<string, unknown>>;
  strategy?: Strategy | undefined;
  rules: Rules;
  /** Whether they are no words of the page, but follow from its variables and options. */
  isDerived?: boolean;
}

/**
 * Writes the style objects of `appearance.elements` as rules, and returns the rest by key. Classes accumulate; of
 * components and strategies, the last one counts.
 *
 * @param levels in ascending precedence
 * @param scope class to which the rules are limited
 * @param below where styles go that give way to classes of the page, because a later appearance has some for the node
 */
export function writeElements(levels: readonly ElementsLevel[], scope: string, below: Rules): Elements {
  const read = levels.map((level) =>
    Object.entries(level.elements).flatMap(([name, value]) =>
      keysOf(name).map((key) => {
        const own = readElement(value);
        return { key, ...own, strategy: own.strategy ?? level.strategy };
      }),
    ),
  );
  const all = new Map<string, Omit<ElementParts, 'styles'>>();
  for (const [index, { rules, isDerived }] of levels.entries()) {
    for (const { key, styles, ...own } of read[index] ?? []) {
      const before = all.get(key);
      all.set(key, {
        classes: [...(before?.classes ?? []), ...own.classes],
        component: own.component ?? before?.component,
        strategy: own.strategy ?? before?.strategy,
      });
      const others = read.slice(isDerived ? 0 : index + 1).flat();
      const givesWay = others.some((other) => other.key === key && other.classes.length > 0);
      // The scope is doubled to outweigh `guard.css`. Below, the default look has the weight of an id.
      const root = `.${scope}`.repeat(2) + (givesWay ? `:not(${WEIGHT}${WEIGHT})` : '');
      for (const style of styles) write(givesWay ? below : rules, selectorOf(root, key), style);
    }
  }
  return all;
}

/** Returns the class names that appearances add to a node. */
export function classesOf(elements: Elements, key: string, id: string | undefined, states: States): string {
  const own = formsOf(key, id, states).flatMap((form) => elements.get(form) ?? []);
  const hasComponent = own.some(({ component }) => component);
  const strategy = own.findLast((one) => one.strategy)?.strategy ?? (hasComponent ? 'replace' : 'append');
  const added = [...(strategy === 'replace' ? ['cl-bare'] : []), ...own.flatMap(({ classes }) => classes)];
  return added.length > 0 ? ['cl-styled', ...added].join(' ') : '';
}

/** Returns the component of a node; that of a key with an id counts more than that of the key. */
export function componentOf(elements: Elements, key: string, id: string | undefined): Component | undefined {
  return formsOf(key, id, [])
    .map((form) => elements.get(form)?.component)
    .findLast(Boolean);
}

/** Returns the keys that match a node: `key`, `key__id`, `key__state`, `key__id__state`. */
function formsOf(key: string, id: string | undefined, states: States): string[] {
  const keys = id ? [key, `${key}__${id}`] : [key];
  return [...keys, ...states.filter(Boolean).flatMap((state) => keys.map((form) => `${form}__${state}`))];
}

function write(rules: Rules, selector: string, css: CssObject): void {
  const style = attempt(() => addRule(rules, selector), selector)?.style;
  for (const [name, value] of Object.entries(css)) {
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      const group = name.startsWith('@') ? attempt(() => addGroup(rules, name), name) : rules;
      if (group) write(group, group === rules ? nested(selector, name) : selector, value as CssObject);
    } else if (style) {
      // Of several values, the last one that the browser knows counts.
      for (const one of [value].flat()) set(style, name, one);
    }
  }
}

/** A selector or a condition that the browser does not know costs its own rule alone. */
function attempt<Rule>(add: () => Rule, text: string): Rule | undefined {
  try {
    return add();
  } catch {
    complain(`The browser does not know "${text}" in appearance.elements.`);
    return undefined;
  }
}

function set(style: CSSStyleDeclaration, name: string, value: unknown): void {
  if (value === undefined || value === false || typeof value === 'object') return;
  const text = typeof value === 'number' && !UNITLESS.test(name) ? `${value}px` : String(value);
  const [plain = '', important] = text.split(/!(?=important$)/);
  style.setProperty(name.startsWith('--') ? name : toKebabCase(name), plain.trimEnd(), important);
}
