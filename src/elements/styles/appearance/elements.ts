import { toKebabCase } from '../../../protocol/letter-case.ts';
import { addGroup, addRule, type Rules } from './layers.ts';
import type { States } from './types.ts';

type CssObject = Readonly<Record<string, unknown>>;

const UNITLESS = /^(opacity|zIndex|fontWeight|lineHeight|flex(Grow|Shrink)?|order|scale|zoom|aspectRatio)$/;
const STATE = /__(loading|error|open|active|required)$/;

/**
 * Writes the style objects of `appearance.elements` as rules, and collects its class names.
 *
 * @param scope class to which the rules are limited
 * @param added the class names so far, by key; those of `elements` are added
 */
export function writeElements(
  rules: Rules,
  scope: string,
  elements: Readonly<Record<string, unknown>>,
  added: Map<string, string[]>,
): void {
  for (const [key, value] of Object.entries(elements)) {
    if (typeof value === 'string') added.set(key, [...(added.get(key) ?? []), value]);
    else if (value && typeof value === 'object')
      write(rules, selectorOf(`.${scope}`.repeat(2), key), value as CssObject);
  }
}

/** Returns the keys that match a node: `key`, `key__id`, `key__state`, `key__id__state`. */
export function formsOf(key: string, id: string | undefined, states: States): string[] {
  const keys = id ? [key, `${key}__${id}`] : [key];
  return [...keys, ...states.filter(Boolean).flatMap((state) => keys.map((form) => `${form}__${state}`))];
}

/** Returns the selector of a key. The scope is doubled to outweigh `guard.css`. */
function selectorOf(scope: string, key: string): string {
  const state = STATE.exec(key);
  const own = `.cl-${CSS.escape(key.replace(STATE, ''))}${state ? `.cl-${state[1]}` : ''}`;
  // The root box has the scope's class itself.
  return scope + (key === 'rootBox' ? own : ` ${own}`);
}

function write(rules: Rules, selector: string, css: CssObject): void {
  const { style } = addRule(rules, selector);
  for (const [name, value] of Object.entries(css)) {
    if (value && typeof value === 'object') {
      if (name.startsWith('@')) write(addGroup(rules, name), selector, value as CssObject);
      else
        write(rules, name.includes('&') ? name.replaceAll('&', selector) : `${selector} ${name}`, value as CssObject);
    } else if (value !== undefined && value !== null) {
      const text = typeof value === 'number' && !UNITLESS.test(name) ? `${value}px` : String(value);
      const [, plain = text, important = ''] = /^(.*?)\s*!(important)$/.exec(text) ?? [];
      style.setProperty(name.startsWith('--') ? name : toKebabCase(name), plain, important);
    }
  }
}
