import { cleanUp, equal, next } from '../support.ts';
import { household, same } from './account.ts';
import { items, mountButton, openMenu } from './menu.ts';

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
    equal(mounted.clerk.calls[0]?.args, [{ __experimental_startPath: 'terms' }]);
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
    const children = `<button data-clerk-menu-item label="Help"><svg></svg></button><a data-clerk-menu-item href="#docs">Docs</a>`;
    const mounted = await mountButton({ children });
    const [button] = mounted.element.querySelectorAll<HTMLElement>(':scope > button');
    const clicked = next(button as HTMLElement, 'click');
    equal((button as HTMLElement).getBoundingClientRect().width, 0);
    await openMenu(mounted);
    equal(items(mounted).slice(0, 4), ['Manage account', 'Help', 'Docs', 'Sign out']);
    equal((mounted.button('Docs') as HTMLAnchorElement).href, new URL('#docs', location.href).href);
    mounted.button('Help').click();
    await clicked;
    same(mounted.element.children[0], button);
  });
});
