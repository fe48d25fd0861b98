import { sendKeys } from '@web/test-runner-commands';
import { cleanUp, equal, ok } from '../support.ts';
import { household, same } from './account.ts';
import { isOpen, mountButton, openMenu } from './menu.ts';

const focused = () => (document.activeElement as HTMLElement).innerText.replace(/\s+/g, ' ').trim();

describe('keys in the user menu', () => {
  afterEach(cleanUp);

  it('moves through the menu by arrows, Home, End and first letters', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    await sendKeys({ press: 'ArrowDown' });
    equal(focused(), 'Sign out');
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowUp' });
    equal(focused(), 'Sign out of all accounts');
    await sendKeys({ press: 'ArrowDown' });
    equal(focused(), 'Manage account');
    await sendKeys({ press: 'End' });
    equal(focused(), 'Sign out of all accounts');
    await sendKeys({ press: 'Home' });
    equal(focused(), 'Manage account');
    await sendKeys({ press: 's' });
    equal(focused(), 'Sign out');
    await sendKeys({ press: 's' });
    equal(focused(), 'Sign out of all accounts');
  });

  it('finds an item by several letters, and goes on to the next one by the same letter again', async () => {
    const mounted = await mountButton({
      children: ['Say hello', 'Sign a paper', 'Österreich']
        .map((label) => `<clerk-user-button-action label="${label}"></clerk-user-button-action>`)
        .join(''),
      clerk: household({}, 1),
    });
    await openMenu(mounted);
    const press = (keys: string, at: number): string => {
      for (const [index, key] of Array.from(keys).entries()) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        Object.defineProperty(event, 'timeStamp', { value: at + index });
        document.activeElement?.dispatchEvent(event);
      }
      return focused();
    };
    equal(press('sign', 10_000), 'Sign a paper');
    equal(press(' out', 10_100), 'Sign out');
    equal(press('s', 20_000), 'Say hello');
    equal(press('s', 20_100), 'Sign a paper');
    equal(press('ss', 20_200), 'Say hello');
    equal(press('ö', 30_000), 'Österreich');
    equal(press('xyz', 40_000), 'Österreich');
    equal(press('ad', 60_000), 'Add account');
  });

  it('finds an account by its name, not by the initials on its picture', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    await sendKeys({ press: 'b' });
    await sendKeys({ press: 'o' });
    equal(focused(), 'BL Bo Lind bo@example.com');
    await sendKeys({ press: 'Home' });
    equal(focused(), 'Manage account');
  });

  it('moves nowhere while an input method composes a letter', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    for (const init of [{ key: 's', isComposing: true }, { key: 'Process' }]) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }));
    }
    equal(focused(), 'Manage account');
    ok(isOpen(mounted), 'an open menu');
  });

  it('chooses an item by a blank', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    await sendKeys({ press: 'Space' });
    await mounted.settled();
    equal(mounted.clerk.calls[0]?.name, 'openUserProfile');
  });

  it('closes the menu on Escape and returns the focus', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    await sendKeys({ press: 'Escape' });
    await mounted.settled();
    equal(isOpen(mounted), false);
    same(document.activeElement, mounted.find('.cl-userButtonTrigger'));
    equal(mounted.find('.cl-userButtonTrigger').ariaExpanded, 'false');
  });

  it('goes through the items on Tab, and after the last one closes the menu and moves on from the trigger', async () => {
    const mounted = await mountButton();
    const after = document.body.appendChild(document.createElement('button'));
    await openMenu(mounted);
    await sendKeys({ press: 'Tab' });
    equal(focused(), 'Sign out');
    await sendKeys({ press: 'Shift+Tab' });
    equal(focused(), 'Manage account');
    await sendKeys({ press: 'End' });
    ok(isOpen(mounted), 'an open menu');
    await sendKeys({ press: 'Tab' });
    await mounted.settled();
    equal(isOpen(mounted), false);
    same(document.activeElement, after);
  });

  it('opens the menu by keyboard, and again after it was closed', async () => {
    const mounted = await mountButton();
    for (let turn = 0; turn < 2; turn++) {
      mounted.find('.cl-userButtonTrigger').focus();
      await sendKeys({ press: 'Enter' });
      await mounted.settled();
      equal(focused(), 'Manage account');
      await sendKeys({ press: 'Escape' });
      await mounted.settled();
    }
  });
});
