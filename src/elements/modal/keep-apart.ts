/** What the layers of a page listen for on the document, to close, to scroll, or to fetch the focus back. */
const EVENTS = ['pointerdown', 'mousedown', 'touchstart', 'touchmove', 'wheel', 'focusin', 'focusout'] as const;
/** How a layer of the page says that nothing else can be used. */
const HIDING = ['inert', 'aria-hidden'];

/**
 * Keeps an open dialog apart from the layers of the page, such as a dialog of Radix or React Aria that stays open
 * below. They take what happens elsewhere for something outside of them: a press or Escape closes them, the wheel does
 * nothing, and they hide everything else, also what comes after them.
 *
 * @param dialog in the page
 * @param signal ends it
 */
export function keepApart(dialog: HTMLDialogElement, signal: AbortSignal): void {
  for (const type of EVENTS)
    dialog.addEventListener(type, (event) => event.stopPropagation(), { signal, passive: true });
  // Before the document hears of it. The browser closes the dialog all the same.
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

  /** The dialog and what it is in, below the body. */
  function* around(): Generator<Element> {
    for (let each: Element | null = dialog; each && each.localName !== 'body'; each = each.parentElement) yield each;
  }
}
