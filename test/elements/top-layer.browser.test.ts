import { equal } from './support.ts';
import { cleanUpDialogs, settle } from './user-button/settle.ts';
import { EVERY_ACCOUNT_STATE } from './user-profile/every-account-state.ts';

const HANDED_DOWN = {
  'pointer-events': 'none',
  visibility: 'hidden',
  'user-select': 'none',
  cursor: 'wait',
  'text-transform': 'uppercase',
  'letter-spacing': '9px',
  'line-height': '5',
  color: 'red',
  'text-align': 'right',
  'white-space': 'pre',
  'word-break': 'break-all',
  'writing-mode': 'vertical-rl',
};
const NAMES = Object.keys(HANDED_DOWN);

describe('the top layer', () => {
  afterEach(async () => {
    document.body.removeAttribute('style');
    await cleanUpDialogs();
  });

  for (const name of ['the open menu', 'the sheet of the narrow profile', 'the profile dialog', 'the sign-in dialog']) {
    it(`inherits nothing from the page in the top layer: ${name}`, async () => {
      const { element } = await (EVERY_ACCOUNT_STATE[name] as (typeof EVERY_ACCOUNT_STATE)[string])();
      await settle(element);
      const layer = element.querySelector(':popover-open') ?? element;
      const parts = [layer, ...layer.querySelectorAll('.cl-headerTitle, button, span, input')];
      const seen = () => parts.map((part) => NAMES.map((each) => getComputedStyle(part).getPropertyValue(each)));
      const alone = seen();
      for (const [each, value] of Object.entries(HANDED_DOWN)) {
        // In vertical text the profile has the room to show its pages without the sheet.
        if (each !== 'writing-mode' || layer instanceof HTMLDialogElement) document.body.style.setProperty(each, value);
      }
      equal(seen(), alone);
    });
  }

  it('keeps the dialog open to assistive technology when the page hides everything around it', async () => {
    const { element } = await (EVERY_ACCOUNT_STATE['the sign-in dialog'] as (typeof EVERY_ACCOUNT_STATE)[string])();
    const portal = element.parentElement as HTMLElement;
    for (const node of [element, portal]) {
      node.setAttribute('aria-hidden', 'true');
      node.inert = true;
    }
    await settle(element);
    equal(element.closest('[inert], [aria-hidden]'), null);
  });
});
