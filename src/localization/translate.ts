import type { TextParams, TextTree } from './types.ts';

/** What may follow the bar in `{{ name | modifier('argument') }}`. */
export type Modifier = (value: unknown, ...args: string[]) => string;

const modifiers: Record<string, Modifier> = {};

/** Adds modifiers, such as those for dates, with the screens that need them. One that is not there changes nothing. */
export function addModifiers(more: Readonly<Record<string, Modifier>>): void {
  Object.assign(modifiers, more);
}

/**
 * Looks a text up in the first layer that has it and fills in its `{{…}}` places.
 *
 * @param layers locales, the strongest first; each may be partial
 * @param key dotted path, such as `signIn.start.title`
 * @returns the text, or undefined when no layer has it; a place without a value becomes empty
 */
export function translate(
  layers: readonly (TextTree | undefined)[],
  key: string,
  params: TextParams,
): string | undefined {
  for (const layer of layers) {
    const text = at(layer, key);
    if (typeof text === 'string') return text.replace(/{{(.+?)}}/g, (_, place: string) => fill(place, params));
  }
  return undefined;
}

function fill(place: string, params: TextParams): string {
  const [name = '', ...steps] = place.split('|').map((part) => part.trim());
  let value = at(params, name);
  for (const step of steps) {
    const [, modifier = '', args = ''] = /^(\w+)(?:\((.*)\))?$/.exec(step) ?? [];
    const parsed = [...args.matchAll(/["']([^"']*)["']/g)].map((match) => match[1] ?? '');
    if (Object.hasOwn(modifiers, modifier)) value = modifiers[modifier]?.(value, ...parsed);
  }
  return value == null ? '' : String(value);
}

function at(tree: unknown, key: string): unknown {
  let node = tree;
  // Own keys only: a code named `constructor` is not a text.
  for (const part of key.split('.')) {
    node = node && typeof node === 'object' && Object.hasOwn(node, part) ? (node as TextTree)[part] : undefined;
  }
  return node;
}
