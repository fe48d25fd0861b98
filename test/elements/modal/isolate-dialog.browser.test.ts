import { isolateDialog } from '../../../src/elements/modal/isolate-dialog.ts';
import { cleanUp, equal } from '../support.ts';

describe('a dialog isolated from the page', () => {
  afterEach(cleanUp);

  it('closes a panel at a press beside it in browsers without popovers', async () => {
    // The module looks for popovers once, when it is loaded.
    const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'popover') as PropertyDescriptor;
    Reflect.deleteProperty(HTMLElement.prototype, 'popover');
    const { PopoverController } = await import('../../../src/elements/controllers/popover-controller.ts');
    Object.defineProperty(HTMLElement.prototype, 'popover', own);

    const dialog = document.body.appendChild(document.createElement('dialog'));
    const [trigger, panel, beside] = ['button', 'nav', 'p'].map((name) =>
      dialog.appendChild(document.createElement(name)),
    ) as [HTMLElement, HTMLElement, HTMLElement];
    const stops = new AbortController();
    isolateDialog(dialog, stops.signal);
    const host = {
      addController() {},
      removeController() {},
      requestUpdate() {},
      updateComplete: Promise.resolve(true),
      getRootNode: () => document,
    };
    const controller = new PopoverController(host, { trigger: () => trigger, panel: () => panel });
    const press = (node: HTMLElement) =>
      node.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    controller.show();
    await host.updateComplete;
    press(panel);
    equal(controller.open, true);
    press(beside);
    equal(controller.open, false);
    controller.show();
    await host.updateComplete;
    trigger.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    equal(controller.open, false);
    stops.abort();
  });
});
