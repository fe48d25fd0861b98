import { cleanUp } from '../support.ts';

/** Resolves when an element has rendered what follows from events and answers that are due. */
export async function settle(element: Element & { updateComplete?: Promise<unknown> }): Promise<void> {
  // Texts of rare errors and the appearance compiler are further modules.
  await Promise.all([
    import('../../../src/localization/en-us/errors.ts'),
    import('../../../src/elements/styles/appearance.ts'),
    import('../../../src/elements/user-button/follow-trigger.ts'),
  ]);
  for (let turn = 0; turn < 6; turn++) {
    await task();
    await element.updateComplete;
  }
}

/** The next task: popovers and dialogs tell of their changes in one. */
export function task(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => resolve(), { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

/** Closes all dialogs, as their users would, and leaves an empty page without a colour scheme. */
export async function cleanUpDialogs(): Promise<void> {
  for (const open of document.querySelectorAll('dialog')) {
    open.close();
    await settle(open);
  }
  cleanUp();
  document.documentElement.removeAttribute('style');
}
