import { attempt } from './native.ts';

const KEY = '__clerk_tab_user';

/**
 * Returns the id of the user that this tab showed last. Reloads and duplicates of a tab know it, other tabs do not.
 */
export function readTabUser(): string | null | undefined {
  return attempt(() => globalThis.sessionStorage.getItem(KEY));
}

export function writeTabUser(id: string): void {
  attempt(() => globalThis.sessionStorage.setItem(KEY, id));
}
