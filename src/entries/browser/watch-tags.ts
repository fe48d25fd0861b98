import { native, page } from '../../client/platform/native.ts';

/**
 * Imports the chunk of each tag that is in the page or comes into it, each once.
 *
 * @param chunks import function by tag name
 * @param preload names of elements to fetch in any case, separated by blanks (`"sign-in user-button"`): those that
 *   will live in shadow roots, which cannot be watched from here
 * @param onFirst called once, when the first of the tags is found
 */
export function watchTags(chunks: Record<string, () => Promise<unknown>>, preload = '', onFirst: () => void): void {
  const waiting = new Set(Object.keys(chunks));
  let first = true;

  const need = (tag: string): void => {
    if (!waiting.delete(tag)) return;
    chunks[tag]?.().catch((error: unknown) => {
      console.error(
        `clerk-widgets: <${tag}> could not be loaded. A Content-Security-Policy has to allow the host of clerk.js in ` +
          'script-src; a copied clerk.js needs chunks/ beside it.',
        error,
      );
      // The next element of the kind tries again, and so does the network when it is back.
      waiting.add(tag);
      addEventListener('online', () => need(tag), { once: true });
    });
    if (first) {
      first = false;
      onFirst();
    }
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
