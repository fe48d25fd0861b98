import { attempt } from './native.ts';
import type { Platform } from './platform.ts';

/** Name of the values in the state of the history entry. */
const KEY = '__clerk_spent';

type Values<Name extends string> = Record<Name, string | null>;

/**
 * Takes parameters out of the URL of the page, so that they are not shared with it, and keeps them in the history entry: a
 * reload finds them there.
 *
 * @returns the values by name; null for those that the page was not opened with
 */
export function spendParameters<Name extends string>(
  platform: Pick<Platform, 'href' | 'pushState'>,
  names: readonly Name[],
): Values<Name> {
  const url = new URL(platform.href());
  const state = attempt(() => history.state as Record<string, Values<Name>> | null) ?? {};
  const found = names.filter((name) => url.searchParams.has(name));
  if (found.length === 0 && state[KEY]) return state[KEY];
  const values = Object.fromEntries(names.map((name) => [name, url.searchParams.get(name)])) as Values<Name>;
  if (found.length === 0) return values;
  for (const name of found) url.searchParams.delete(name);
  platform.pushState(url.href, true);
  attempt(() => history.replaceState({ ...state, [KEY]: values }, ''));
  return values;
}
