import { sendKeys } from '@web/test-runner-commands';
import { cleanUp, equal, ok } from '../support.ts';
import { same } from './account.ts';
import { isOpen, mountButton, openMenu } from './menu.ts';

function modal(): HTMLDialogElement {
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.showModal();
  return dialog;
}

describe('the user button among layers of the page', () => {
  afterEach(cleanUp);

  it('opens its menu above a modal dialog of the page that it is in', async () => {
    const dialog = modal();
    const mounted = await mountButton({ into: dialog });
    mounted.find('.cl-userButtonTrigger').focus();
    await sendKeys({ press: 'Enter' });
    await mounted.settled();
    const item = mounted.button('Sign out').getBoundingClientRect();
    ok(
      mounted.find('.cl-userButton-root').contains(document.elementFromPoint(item.x + 5, item.y + 5)),
      'a menu on top',
    );
    await sendKeys({ press: 'Escape' });
    await mounted.settled();
    equal([isOpen(mounted), dialog.open], [false, true]);
    same(document.activeElement, mounted.find('.cl-userButtonTrigger'));
    await openMenu(mounted);
    mounted.button('Sign out').click();
    await mounted.settled();
    equal(mounted.clerk.calls[0]?.name, 'signOut');
  });

  it('closes its menu with the dialog of the page that it is in', async () => {
    const dialog = modal();
    const mounted = await mountButton({ into: dialog });
    await openMenu(mounted);
    dialog.close();
    await mounted.settled();
    dialog.showModal();
    await openMenu(mounted);
    ok(isOpen(mounted), 'it opens again');
  });

  it('opens its menu beside a part of the page that is inert', async () => {
    const main = document.body.appendChild(document.createElement('main'));
    main.inert = true;
    const mounted = await mountButton();
    await openMenu(mounted);
    await sendKeys({ press: 'Enter' });
    await mounted.settled();
    equal(mounted.clerk.calls[0]?.name, 'openUserProfile');
  });

  it('does nothing in a part of the page that is inert, and works once it is not', async () => {
    const header = document.body.appendChild(document.createElement('header'));
    header.inert = true;
    const mounted = await mountButton({ into: header });
    const { x, y } = mounted.find('.cl-userButtonTrigger').getBoundingClientRect();
    ok(!header.contains(document.elementFromPoint(x + 5, y + 5)), 'nothing to press');
    header.inert = false;
    await openMenu(mounted);
    ok(isOpen(mounted), 'an open menu');
  });
});
