import { attempt } from './native.ts';

/** The URL of the page; undefined where there is no page. */
export const address = globalThis.location;

/**
 * Resolves a URL against the URL of the page. A `<base>` element does not count: markup in the page must not decide where
 * links lead. Neither must an attribute or a setting run a script: such a URL becomes a place on the page.
 */
export function absolute(url: string): string {
  return attempt(() => new URL(url, address.href).href.replace(/^javascript:/, '#')) ?? url;
}

/** Changes the URL without loading a page. Safari throws after a hundred calls, and then the URL stays as it is. */
export function setAddress(url: string, replace: boolean): void {
  attempt(() => history[replace ? 'replaceState' : 'pushState'](null, '', address.origin + url));
}
