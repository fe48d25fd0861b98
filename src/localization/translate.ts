import type { TextParams, TextTree } from './types.ts';

/** What follows the bar in `{{ name | modifier('argument') }}`. */
export type Modifier = (value: unknown, ...args: string[]) => string;

const modifiers: Record<string, Modifier> = {};

/** Adds modifiers. Screens add those that they need, such as dates. A modifier that is not there changes nothing. */
export function addModifiers(more: Readonly<Record<string, Modifier>>): void {
  Object.assign(modifiers, more);
}

/**
 * Looks up a text in the first layer that has it, and fills in its `{{…}}` placeholders.
 *
 * @param layers locales, the one with the highest priority first; each may be partial
 * @param key dotted path, such as `signIn.start.title`
 * @param params values of the placeholders; one without a value becomes empty
 * @returns the text, or undefined when no layer has it
 *
 * @example
 * translate([signIn], 'signIn.start.actionText', { applicationName: 'Acme' }); // 'New to Acme?'
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
  // Own keys only, because an error code from the server may be named `constructor`.
  for (const part of key.split('.')) {
    node = node && typeof node === 'object' && Object.hasOwn(node, part) ? (node as TextTree)[part] : undefined;
  }
  return node;
}
