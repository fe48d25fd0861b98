import type { TextTree } from './types.ts';

/**
 * Returns the texts of a right-to-left language with each value isolated that is filled in. An email address, a phone
 * number or a name in another script would otherwise move the punctuation beside it (Unicode TR9, FSI and PDI).
 */
export function isolateValues<Tree extends TextTree>(tree: Tree): Tree {
  const entries = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replace(/{{.+?}}/g, '\u2068$&\u2069') : isolateValues(value as TextTree),
  ]);
  return Object.fromEntries(entries) as Tree;
}
