/** Events on the document at which a page's own layers close, scroll, or take the focus back. */
const EVENTS = ['pointerdown', 'mousedown', 'touchstart', 'touchmove', 'wheel', 'focusin', 'focusout'] as const;
/** Attributes with which a layer of the page makes everything else unusable. */
const HIDING = ['inert', 'aria-hidden'];

/**
 * Isolates an open dialog from layers of the page below it, such as an open dialog of Radix or React Aria. These take
 * events elsewhere for events outside of them: a press or Escape closes them, and they block the wheel. They also hide
 * every other element, even one that is added later.
 *
 * @param dialog in the page
 * @param signal ends the isolation
 */
export function isolateDialog(dialog: HTMLDialogElement, signal: AbortSignal): void {
  for (const type of EVENTS)
    dialog.addEventListener(type, (event) => event.stopPropagation(), { signal, passive: true });
  // In the capture phase, before the document's listeners. The browser still closes the dialog.
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && dialog.contains(event.target as Node)) event.stopPropagation();
    },
    { signal, capture: true },
  );
  const observer = new MutationObserver(show);
  for (const each of around()) observer.observe(each, { attributeFilter: HIDING });
  signal.addEventListener('abort', () => observer.disconnect());
  show();

  function show(): void {
    for (const each of around()) for (const name of HIDING) each.removeAttribute(name);
  }

  /** The dialog and its ancestors below the body. */
  function* around(): Generator<Element> {
    for (let each: Element | null = dialog; each && each.localName !== 'body'; each = each.parentElement) yield each;
  }
}
