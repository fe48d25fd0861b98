import type { Look } from '../styles/appearance/types.ts';

/** Returns the class names of a node: `cl-<key>`, `cl-<key>__<id>`, `cl-<state>`, then those of the appearance. */
export function classNames(
  look: Pick<Look, 'classes'> | undefined,
  key: string,
  id: string | undefined,
  states: readonly (string | false | undefined)[],
): string {
  const names = [`cl-${key}`, id && `cl-${key}__${id}`, ...states.map((state) => state && `cl-${state}`)];
  return [...names, look?.classes(key, id, states)].filter(Boolean).join(' ');
}
