import { native, page } from '../../client/platform/native.ts';

/**
 * Imports the segment of each element that is in the page or is added to it. Each is imported once.
 *
 * @param segments import functions by tag name
 * @param preload names of elements to load in any case, separated by blanks, such as `sign-in user-button`: those in
 *   shadow roots, which are not watched
 * @param onFound called with the tag of each kind of element that is found
 */
export function watchTags(
  segments: Record<string, () => Promise<unknown>>,
  preload = '',
  onFound: (tag: string) => void,
): void {
  const waiting = new Set(Object.keys(segments));

  const need = (tag: string): void => {
    if (!waiting.delete(tag)) return;
    segments[tag]?.().catch((error: unknown) => {
      console.error(
        `clerk-widgets: <${tag}> could not be loaded. A Content-Security-Policy has to allow the host of clerk.js in ` +
          'script-src; a copied clerk.js needs chunks/ beside it.',
        error,
      );
      // Try again for the next element of this kind, and when the page is back online.
      waiting.add(tag);
      addEventListener('online', () => need(tag), { once: true });
    });
    onFound(tag);
  };
  const scan = (root: ParentNode): void => {
    if (!waiting.size) return;
    for (const element of root.querySelectorAll([...waiting].join())) need(element.localName);
  };

  for (const name of preload.split(/\s+/)) need(`clerk-${name}`);
  scan(page);
  new MutationObserver((records, observer) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        need(native(node).localName);
        scan(native(node));
      }
    }
    if (!waiting.size) observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}
