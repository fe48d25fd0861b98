import { attempt } from './native.ts';

const KEY = '__clerk_hash_paths';

/**
 * Paths of elements below which the site has no page. Their steps are in the hash, so that a reload finds the page. Only
 * the check of a page in development adds one (`src/elements/base/missing-route/`).
 */
export const hashPaths = new Set(attempt(() => sessionStorage.getItem(KEY)?.split(' ')));

/** Keeps paths for the next load of a page in this tab. */
export function rememberHashPaths(paths: Iterable<string>): void {
  attempt(() => sessionStorage.setItem(KEY, [...paths].join(' ')));
}
