import { native, page } from '../../client/platform/native.ts';

/**
 * Imports the code of each element that is in the page or is added to it: of every undefined custom element whose name
 * begins with `clerk-`. Each is imported once.
 *
 * @param importElement imports the code of an element by its tag
 * @param preload names of elements to load in any case, separated by blanks, such as `sign-in user-button`: those in
 *   shadow roots, which are not watched
 * @param onFound called with the tag of each kind of element that is found
 */
export function watchTags(
  importElement: (tag: string) => Promise<unknown>,
  preload = '',
  onFound: (tag: string) => void,
): void {
  const known = new Set<string>();

  const need = (tag: string): void => {
    if (!tag.startsWith('clerk-') || known.has(tag)) return;
    known.add(tag);
    importElement(tag).catch((error: unknown) => {
      console.error(
        `clerk-widgets: <${tag}> could not be loaded. A CSP has to allow the host of clerk.js in script-src; ` +
          'a copied clerk.js needs chunks/ beside it.',
        error,
      );
      // Try again for the next element of this kind, and when the page is back online.
      known.delete(tag);
      addEventListener('online', () => need(tag), { once: true });
    });
    onFound(tag);
  };
  const scan = (root: ParentNode): void => {
    for (const element of root.querySelectorAll(':not(:defined)')) need(element.localName);
  };

  for (const name of preload.split(/\s+/)) if (name) need(`clerk-${name}`);
  scan(page);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        need(native(node).localName);
        scan(native(node));
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
