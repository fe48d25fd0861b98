import type { ComponentControls } from '../../../src/client/types.ts';
import { createMountControls } from '../../../src/elements/mount/mount-controls.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { household, same } from '../user-button/account.ts';
import type { AccountClerk } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';

function setUp(): { clerk: AccountClerk; controls: ComponentControls; node: HTMLElement } {
  const clerk = household();
  const controls = createMountControls(clerk.asInstance);
  return { clerk, controls, node: document.body.appendChild(document.createElement('div')) };
}

describe('mounting', () => {
  afterEach(cleanUp);

  it('mounts an element at once, with props as properties', async () => {
    const { clerk, controls, node } = setUp();
    controls.mount('UserButton', node, { showName: true, userProfileProps: { customPages: [] } });
    const element = node.firstElementChild as HTMLElementTagNameMap['clerk-user-button'];
    equal(element.localName, 'clerk-user-button');
    equal(element.clerk === clerk.asInstance, true);
    await settle(element);
    equal(node.querySelector<HTMLElement>('.cl-userButtonOuterIdentifier')?.innerText, 'Ada Berg');
  });

  for (const [name, tag, first, second] of [
    ['SignIn', 'clerk-sign-in', { signUpUrl: '/a' }, { signUpUrl: '/b' }],
    ['SignUp', 'clerk-sign-up', { signInUrl: '/a' }, { signInUrl: '/b' }],
    ['UserAvatar', 'clerk-user-avatar', { rounded: true }, { rounded: false }],
    ['UserButton', 'clerk-user-button', { signInUrl: '/a' }, { signInUrl: '/b' }],
    ['UserProfile', 'clerk-user-profile', { path: '/a' }, { path: '/b' }],
    ['Waitlist', 'clerk-waitlist', { signInUrl: '/a' }, { signInUrl: '/b' }],
  ] as const) {
    it(`mounts ${tag} once in a node, with the newest props, and takes it away`, () => {
      const { clerk, controls, node } = setUp();
      controls.mount(name, node, first);
      const element = node.firstElementChild as HTMLElement & Record<string, unknown>;
      controls.mount(name, node, second);
      equal([node.childElementCount, node.firstElementChild === element, element.localName], [1, true, tag]);
      equal(element['clerk'] === clerk.asInstance, true, 'the instance');
      for (const [prop, value] of Object.entries(second)) equal(element[prop], value, prop);
      controls.unmount(node);
      equal(node.childElementCount, 0);
    });
  }

  it('updates the props of a mounted node', async () => {
    const { controls, node } = setUp();
    controls.mount('UserButton', node, { showName: true, signInUrl: '/a' });
    const element = node.firstElementChild as HTMLElementTagNameMap['clerk-user-button'];
    controls.mount('UserButton', node, { signInUrl: '/b' });
    equal(node.childElementCount, 1);
    equal([element.showName, element.signInUrl], [undefined, '/b']);
  });

  it('updates single props by node and keeps the others', () => {
    const { controls, node } = setUp();
    controls.mount('UserButton', node, { showName: true });
    controls.updateProps({ node, props: { signInUrl: '/c' } });
    const element = node.firstElementChild as HTMLElementTagNameMap['clerk-user-button'];
    equal([element.showName, element.signInUrl], [true, '/c']);
  });

  it('removes the element on unmount, and ignores unknown nodes', () => {
    const { controls, node } = setUp();
    controls.mount('UserButton', node);
    controls.unmount(document.createElement('div'));
    controls.unmount(node);
    equal(node.childElementCount, 0);
    controls.unmount(node);
    controls.updateProps({ node, props: {} });
  });

  it('reports components that this version does not have, and leaves the node as it is', () => {
    const { controls, node } = setUp();
    const { error } = console;
    const said: string[] = [];
    console.error = (text: string) => said.push(text);
    controls.mount('OrganizationSwitcher', node);
    controls.open('CreateOrganization');
    controls.open('InviteMembers');
    controls.unmount(node);
    controls.close('CreateOrganization');
    controls.close('InviteMembers');
    console.error = error;
    equal(node.childElementCount, 0);
    equal(said, [
      'clerk-widgets: this version has no OrganizationSwitcher, so it shows nothing.',
      'clerk-widgets: this version has no CreateOrganization, so it shows nothing.',
      'clerk-widgets: this version has no InviteMembers, so it shows nothing.',
    ]);
  });

  it('puts Google One Tap into the page once, with the newest props, until it is closed', () => {
    const { controls } = setUp();
    controls.open('GoogleOneTap', { cancelOnTapOutside: false });
    controls.open('GoogleOneTap', { cancelOnTapOutside: true });
    const [element, ...more] = document.querySelectorAll<HTMLElement>('clerk-google-one-tap');
    equal([more.length, (element as unknown as Record<string, unknown>)['cancelOnTapOutside']], [0, true]);
    controls.close('GoogleOneTap');
    equal(document.querySelector('clerk-google-one-tap'), null);
  });

  it('ignores props that are properties of every element', () => {
    const { clerk, controls, node } = setUp();
    controls.mount('UserButton', node, {
      innerHTML: '<b>x</b>',
      className: 'x',
      clerk: {},
      onclick: 'x',
      path: '/user',
    });
    const element = node.firstElementChild as HTMLElement & { clerk: unknown; path: unknown };
    equal([element.innerHTML.includes('<b>'), element.className, element.onclick], [false, '', null]);
    equal(element.clerk === clerk.asInstance, true);
    equal(element.path, '/user');
  });

  it('renders every element again when the texts or the appearance change', async () => {
    const { clerk, controls, node } = setUp();
    controls.mount('UserButton', node);
    const own = document.createElement('clerk-user-button');
    own.clerk = clerk.asInstance;
    document.body.append(own);
    await settle(own);
    clerk.options.localization = { userButton: { action__openUserMenu: 'Konto' } };
    clerk.options.appearance = { elements: { userButtonTrigger: 'mine' } };
    controls.updateProps({ options: {} });
    await settle(own);
    for (const element of [own, node.firstElementChild as HTMLElement]) {
      const trigger = element.querySelector<HTMLElement>('.cl-userButtonTrigger');
      ok(trigger?.classList.contains('mine'), 'the class of the appearance');
      equal(trigger?.textContent?.includes('Konto'), true);
    }
    same(node.firstElementChild?.querySelector('style'), null);
  });
});
