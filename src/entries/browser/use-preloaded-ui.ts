import { absolute } from '../../client/platform/address.ts';
import { attempt, native, page } from '../../client/platform/native.ts';

/**
 * The rest of such an address. A proxy may decode what is encoded in it, and `%2f..` would lead out of the folder; only
 * the sign of a range is encoded.
 */
const FILE = /^(?:[\w.~^*+-]|%5e)*\/dist\/ui[\w.]*\.browser\.js$/i;

/**
 * Runs the script of the screens if the page has preloaded it, as the markup of Next.js does. Its content is here already,
 * so no SDK asks for it, and browsers warn about a preload that nothing used.
 *
 * @param script the tag of the running script. Only a preload from the same folder counts: markup in the page must not
 *   decide what runs
 */
export function usePreloadedUi(script: HTMLScriptElement): void {
  const own = absolute(script.getAttribute('src') ?? '').replace(/clerk-js(@[^/]*)?\/dist\/[^/]*$/, 'ui@');
  if (!own.endsWith('/npm/@clerk/ui@')) return;
  for (const link of page.querySelectorAll('link[rel=preload][as=script]')) {
    const href = absolute(native(link).getAttribute('href') ?? '');
    if (!href.startsWith(own) || !FILE.test(href.slice(own.length))) continue;
    const tag = page.createElement('script');
    // The request has to be the same one. A page that demands trusted URLs of scripts keeps its warning.
    const { nonce, crossOrigin } = script;
    attempt(() => page.head.append(Object.assign(tag, { async: true, nonce, crossOrigin, src: href })));
    return;
  }
}
