import type { ClerkActionEvent } from '../../../src/elements/base/action-event.ts';
import { cleanUp, equal, next, ok } from '../support.ts';
import { household, same } from './account.ts';
import { isOpen, items, mountButton, openMenu } from './menu.ts';

describe('custom items of the user menu', () => {
  afterEach(cleanUp);

  it('puts custom items between the built-in ones, in the given order', async () => {
    const calls: string[] = [];
    const mounted = await mountButton({
      clerk: household({}, 1),
      properties: {
        customMenuItems: [
          { label: 'Help', onClick: () => calls.push('help') },
          { label: 'signOut' },
          { label: 'Docs', href: '/docs' },
          { label: 'Terms', open: 'terms' },
        ],
      },
    });
    await openMenu(mounted);
    equal(items(mounted), ['Manage account', 'Help', 'Sign out', 'Docs', 'Terms', 'Add account']);
    mounted.button('Help').click();
    await openMenu(mounted);
    mounted.button('Docs').click();
    await openMenu(mounted);
    mounted.button('Terms').click();
    equal(calls, ['help']);
    equal(
      mounted.clerk.navigations.map(({ to }) => to),
      ['/docs'],
    );
    equal(mounted.clerk.calls[0]?.args, [{ customPages: [], __experimental_startPath: 'terms' }]);
  });

  it('mounts the icon of a custom item once, and unmounts it', async () => {
    const log: string[] = [];
    const item = () => ({
      label: 'Help',
      onClick() {},
      mountIcon: (node: HTMLElement) => void (log.push('mount'), node.append('?')),
      unmountIcon: () => void log.push('unmount'),
    });
    const mounted = await mountButton({ properties: { customMenuItems: [item()] } });
    await openMenu(mounted);
    mounted.element.customMenuItems = [item()];
    await mounted.settled();
    equal(log, ['mount']);
    mounted.element.remove();
    equal(log, ['mount', 'unmount']);
  });

  it('shows its children as menu items, and leaves them in place', async () => {
    const children =
      '<clerk-user-button-action label="Help"><svg slot="icon"></svg></clerk-user-button-action>' +
      '<clerk-user-button-link href="#docs">Docs</clerk-user-button-link>';
    const mounted = await mountButton({ children });
    const [action] = mounted.element.querySelectorAll<HTMLElement>('clerk-user-button-action');
    equal(action?.getBoundingClientRect().width, 0);
    await openMenu(mounted);
    equal(items(mounted).slice(0, 4), ['Manage account', 'Help', 'Docs', 'Sign out']);
    equal((mounted.button('Docs') as HTMLAnchorElement).href, new URL('#docs', location.href).href);
    ok(mounted.button('Help').querySelector('svg:not(.cl-icon)'), 'the icon of the application');
    mounted.button('Docs').click();
    equal(
      mounted.clerk.navigations.map(({ to }) => to),
      ['#docs'],
    );
    same(mounted.element.children[0], action);
  });

  it('tells the application which action the user chose, and then closes the menu', async () => {
    const mounted = await mountButton({
      children: '<clerk-user-button-action label="Help"></clerk-user-button-action>',
    });
    await openMenu(mounted);
    const chosen = next(document, 'clerk-action');
    mounted.button('Help').click();
    const event = (await chosen) as ClerkActionEvent;
    same(event.target as Element, mounted.element.querySelector('clerk-user-button-action'));
    equal(event.label, 'Help');
    await mounted.settled();
    equal(isOpen(mounted), false);
    same(document.activeElement, mounted.find('.cl-userButtonTrigger'));
  });

  it('keeps the menu open when the application cancels an action', async () => {
    const mounted = await mountButton({
      children: '<clerk-user-button-action label="Dark mode" open="security"></clerk-user-button-action>',
    });
    mounted.element.addEventListener('clerk-action', (event) => event.preventDefault());
    await openMenu(mounted);
    mounted.button('Dark mode').click();
    await mounted.settled();
    ok(isOpen(mounted), 'an open menu');
    equal(mounted.clerk.calls, []);
  });

  it('opens the page of the profile that an action names, in the dialog or on its page', async () => {
    const children = '<clerk-user-button-action label="Keys" open="/keys"></clerk-user-button-action>';
    const mounted = await mountButton({ children });
    await openMenu(mounted);
    mounted.button('Keys').click();
    equal(mounted.clerk.calls[0]?.args, [{ customPages: [], __experimental_startPath: 'keys' }]);
    mounted.element.userProfileMode = 'navigation';
    mounted.element.userProfileUrl = '/me#/security';
    await openMenu(mounted);
    mounted.button('Keys').click();
    equal(mounted.clerk.navigations.at(-1)?.to, '/me#/keys');
  });

  it('puts the built-in items where children with their names are', async () => {
    const children =
      '<clerk-user-button-action label="signOut"></clerk-user-button-action>' +
      '<clerk-user-button-link label="Docs" href="/docs"></clerk-user-button-link>' +
      '<clerk-user-button-action label="manageAccount"></clerk-user-button-action>';
    const mounted = await mountButton({ children, clerk: household({ singleSession: true }, 1) });
    await openMenu(mounted);
    equal(items(mounted), ['Sign out', 'Docs', 'Manage account']);
  });

  it('shows at once which items the application adds, renames and removes while the menu is open', async () => {
    const mounted = await mountButton({ clerk: household({ singleSession: true }, 1) });
    await openMenu(mounted);
    const link = document.createElement('clerk-user-button-link');
    Object.assign(link, { label: 'Docs', href: '/docs' });
    mounted.element.append(link);
    await mounted.settled();
    equal(items(mounted), ['Manage account', 'Docs', 'Sign out']);
    link.setAttribute('label', 'Guide');
    await mounted.settled();
    equal(items(mounted), ['Manage account', 'Guide', 'Sign out']);
    link.removeAttribute('label');
    link.textContent = 'Manual';
    await mounted.settled();
    equal(items(mounted), ['Manage account', 'Manual', 'Sign out']);
    link.remove();
    await mounted.settled();
    equal(items(mounted), ['Manage account', 'Sign out']);
  });

  it('shows the picture that an item names as its icon, and follows its change', async () => {
    const mounted = await mountButton({
      children: '<clerk-user-button-link label="Docs" href="/docs" icon="/package.json?1"></clerk-user-button-link>',
    });
    await openMenu(mounted);
    equal(mounted.button('Docs').querySelector('img')?.getAttribute('src'), `${location.origin}/package.json?1`);
    mounted.element.querySelector('clerk-user-button-link')?.setAttribute('icon', '/package.json?2');
    await mounted.settled();
    equal(mounted.button('Docs').querySelector('img')?.getAttribute('src'), `${location.origin}/package.json?2`);
  });
});
