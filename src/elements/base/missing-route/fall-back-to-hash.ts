import { address, setAddress } from '../../../client/platform/address.ts';
import { hashPaths, rememberHashPaths } from '../../../client/platform/hash-paths.ts';
import type { RoutedHost } from '../check-routing.ts';

/**
 * Keeps the steps of an element in the hash from now on, in this page and after a reload in this tab. A step that is in
 * the path already moves to the hash, and so does that of an older history entry when the user goes back to it.
 *
 * @param path of the element, without a slash at its end
 * @param home path of a page that shows the element
 */
export function fallBackToHash(host: RoutedHost, path: string, home: string): void {
  const move = (replace: (url: string) => void): void => {
    if (!address.pathname.startsWith(`${path}/`)) return;
    replace(`${home || '/'}${address.search}#${address.pathname.slice(path.length)}`);
  };
  for (const each of pathsOf(path)) hashPaths.add(each);
  rememberHashPaths(hashPaths);
  if (host.renderRoot.isConnected) move((url) => replaceAddress(host, url));
  addEventListener('popstate', () =>
    move((url) => {
      setAddress(url, true);
      // The router of the element has read the path, which names no step any more.
      dispatchEvent(new Event('hashchange'));
    }),
  );
}

/** Goes back to the path at the next load, since the site has a page for the steps by now. This page goes on as it is. */
export function forgetHash(path: string): void {
  const forgotten = pathsOf(path);
  if (hashPaths.has(path)) rememberHashPaths([...hashPaths].filter((each) => !forgotten.includes(each)));
}

/** The sign-up within a sign-in has a path of its own. */
const pathsOf = (path: string): string[] => [path, `${path}/create`];

/** Writes the URL through the application's router when it gave one, as each step does. */
function replaceAddress({ clerk }: RoutedHost, url: string): void {
  if (!clerk?.__internal_getOption('routerReplace')) return setAddress(url, true);
  void clerk.navigate(url, { replace: true, metadata: { routing: 'hash', navigationType: 'internal' } });
}
