import { sendKeys } from '@web/test-runner-commands';
import { cleanUp, equal, next, ok } from '../support.ts';
import { type AccountOptions, household, type MountedAccount, mountAccount, same } from './account.ts';
import { AccountClerk, deferred, person, refusal } from './account-clerk.ts';
import { settle } from './settle.ts';

type Mounted = MountedAccount<HTMLElementTagNameMap['clerk-user-button']>;

const mount = (options: AccountOptions = {}) => mountAccount('clerk-user-button', options);

async function open(mounted: Mounted): Promise<void> {
  mounted.find('.cl-userButtonTrigger').focus();
  const shown = next(mounted.find('.cl-userButtonPopoverCard'), 'toggle');
  mounted.find('.cl-userButtonTrigger').click();
  await shown;
  await mounted.settled();
}

const isOpen = (mounted: Mounted) => mounted.find('.cl-userButtonPopoverCard').matches(':popover-open');
const focused = () => (document.activeElement as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
const items = (mounted: Mounted) =>
  [...mounted.element.querySelectorAll<HTMLElement>('[role=menuitem]')].map((item) =>
    (
      item.querySelector<HTMLElement>('.cl-userButtonPopoverActionButtonText, .cl-userPreviewMainIdentifier')
        ?.innerText ?? ''
    ).trim(),
  );

describe('clerk-user-button', () => {
  afterEach(cleanUp);

  it('renders nothing for a visitor who is not signed in', async () => {
    const { element } = await mount({ clerk: new AccountClerk() });
    equal(element.innerText, '');
    same(element.querySelector('.cl-userButtonTrigger'), null);
  });

  it('keeps a place of the final size while a returning visitor is unknown', async () => {
    const clerk = household();
    const { user } = clerk;
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
    document.cookie = '__client_uat=1760000000';
    try {
      const { element, settled } = await mount({ clerk });
      const before = element.getBoundingClientRect();
      same(element.querySelector('button'), null);
      equal(before.width, 28);
      clerk.keep([user as never]);
      await settled();
      const after = element.getBoundingClientRect();
      equal([after.width, after.height], [before.width, before.height]);
    } finally {
      document.cookie = '__client_uat=; max-age=0';
    }
  });

  it('keeps no place for a visitor without a trace of a session', async () => {
    const clerk = household();
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
    const { element } = await mount({ clerk });
    equal(element.querySelector('.cl-rootBox')?.childElementCount, 0);
  });

  it('shows the initials of the user, and the name when asked', async () => {
    const { find, element, settled } = await mount();
    equal(find('.cl-avatarBox').textContent?.trim(), 'AB');
    same(element.querySelector('.cl-userButtonOuterIdentifier'), null);
    element.setAttribute('show-name', '');
    await settled();
    equal(find('.cl-userButtonOuterIdentifier').innerText, 'Ada Berg');
  });

  it('opens a menu in the top layer and focuses its first item', async () => {
    const mounted = await mount();
    equal(mounted.find('.cl-userButtonTrigger').ariaExpanded, 'false');
    await open(mounted);
    ok(isOpen(mounted), 'an open popover');
    equal(mounted.find('.cl-userButtonTrigger').ariaExpanded, 'true');
    equal(focused(), 'Manage account');
    equal(items(mounted), ['Manage account', 'Sign out', 'Bo Lind', 'Add account', 'Sign out of all accounts']);
  });

  it('stays within the page, below its trigger and aligned at the end', async () => {
    const mounted = await mount();
    mounted.element.style.setProperty('position', 'absolute');
    mounted.element.style.setProperty('right', '40px');
    await open(mounted);
    for (const animation of mounted.element.getAnimations({ subtree: true })) animation.finish();
    const trigger = mounted.find('.cl-userButtonTrigger').getBoundingClientRect();
    const card = mounted.find('.cl-userButtonPopoverCard').getBoundingClientRect();
    equal([Math.round(card.right), Math.round(card.top)], [Math.round(trigger.right), Math.round(trigger.bottom) + 8]);
    equal(card.width, 344);
  });

  it('offers no other accounts on a single-session instance', async () => {
    const mounted = await mount({ clerk: household({ singleSession: true }, 1) });
    await open(mounted);
    equal(items(mounted), ['Manage account', 'Sign out']);
  });

  it('moves through the menu by arrows, Home, End and first letters', async () => {
    const mounted = await mount();
    await open(mounted);
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

  it('closes on Escape and gives the focus back', async () => {
    const mounted = await mount();
    await open(mounted);
    await sendKeys({ press: 'Escape' });
    await mounted.settled();
    equal(isOpen(mounted), false);
    same(document.activeElement, mounted.find('.cl-userButtonTrigger'));
    equal(mounted.find('.cl-userButtonTrigger').ariaExpanded, 'false');
  });

  it('closes on Tab, which goes on from the trigger', async () => {
    const mounted = await mount();
    const after = document.body.appendChild(document.createElement('button'));
    await open(mounted);
    await sendKeys({ press: 'Tab' });
    await mounted.settled();
    equal(isOpen(mounted), false);
    same(document.activeElement, after);
  });

  it('opens by the keyboard and again after it was closed', async () => {
    const mounted = await mount();
    for (let turn = 0; turn < 2; turn++) {
      mounted.find('.cl-userButtonTrigger').focus();
      await sendKeys({ press: 'Enter' });
      await mounted.settled();
      equal(focused(), 'Manage account');
      await sendKeys({ press: 'Escape' });
      await mounted.settled();
    }
  });

  it('opens the profile in a dialog, with the props it was given', async () => {
    const mounted = await mount({ properties: { userProfileProps: { customPages: [] } } });
    await open(mounted);
    mounted.button('Manage account').click();
    await mounted.settled();
    equal(mounted.clerk.calls, [{ name: 'openUserProfile', args: [{ customPages: [] }] }]);
    equal(isOpen(mounted), false);
  });

  it('goes to the profile page in navigation mode', async () => {
    const mounted = await mount({ attributes: { 'user-profile-mode': 'navigation' } });
    await open(mounted);
    mounted.button('Manage account').click();
    mounted.element.userProfileUrl = '/me';
    await open(mounted);
    mounted.button('Manage account').click();
    equal(
      mounted.clerk.navigations.map(({ to }) => to),
      ['/account', '/me'],
    );
  });

  it('signs out of the one session while others stay', async () => {
    const mounted = await mount();
    await open(mounted);
    mounted.button('Sign out').click();
    await mounted.settled();
    equal(mounted.clerk.calls, [{ name: 'signOut', args: [{ sessionId: 'sess_user_ada' }] }]);
    equal(isOpen(mounted), false);
  });

  it('signs out of everything when it is the only session, and on request', async () => {
    const alone = await mount({ clerk: household({}, 1) });
    await open(alone);
    alone.button('Sign out').click();
    await alone.settled();
    const many = await mount();
    await open(many);
    many.button('Sign out of all accounts').click();
    await many.settled();
    for (const { clerk } of [alone, many]) equal(clerk.calls, [{ name: 'signOut', args: [{}] }]);
  });

  it('switches accounts and then goes where the page wants', async () => {
    const mounted = await mount({ attributes: { 'after-switch-session-url': '/switched' } });
    await open(mounted);
    mounted.find('.cl-userButtonPopoverActionButton__switchSession').click();
    await mounted.settled();
    equal(mounted.clerk.calls, [{ name: 'setActive', args: [{ session: 'sess_user_bo', redirectUrl: '/switched' }] }]);
  });

  it('shows the other account after a switch, without a gap in between', async () => {
    const clerk = household();
    const mounted = await mount({ clerk });
    clerk.set({ user: undefined, session: undefined } as never);
    await mounted.settled();
    equal(mounted.find('.cl-avatarBox').textContent?.trim(), 'AB');
    clerk.activate(person({ id: 'user_bo', firstName: 'Bo', lastName: 'Lind' }));
    await mounted.settled();
    equal(mounted.find('.cl-avatarBox').textContent?.trim(), 'BL');
  });

  it('adds an account on the sign-in page, with the way back', async () => {
    const mounted = await mount({ attributes: { 'sign-in-url': '/enter' } });
    await open(mounted);
    mounted.button('Add account').click();
    equal(mounted.clerk.navigations[0]?.to, `/enter#/?${new URLSearchParams({ redirect_url: location.href })}`);
  });

  it('takes one action at a time and says which is under way', async () => {
    const clerk = household();
    clerk.answers.signOut = deferred<unknown>();
    const mounted = await mount({ clerk });
    await open(mounted);
    const item = mounted.button('Sign out');
    item.click();
    await mounted.settled();
    equal(item.getAttribute('aria-busy'), 'true');
    mounted.find('.cl-userButtonPopoverActionButton__switchSession').click();
    item.click();
    equal(clerk.calls.length, 1);
    ok(isOpen(mounted), 'the menu open while it waits');
    clerk.answers.signOut.resolve(undefined);
    await mounted.settled();
    equal(isOpen(mounted), false);
  });

  it('says why an action failed and stays open', async () => {
    const clerk = household();
    clerk.answers.setActive = deferred<unknown>();
    const mounted = await mount({ clerk });
    await open(mounted);
    mounted.find('.cl-userButtonPopoverActionButton__switchSession').click();
    clerk.answers.setActive.reject(refusal('too_many_requests'));
    await mounted.settled();
    ok(isOpen(mounted), 'an open menu');
    equal(mounted.find('[role=alert]').innerText.startsWith('Too many tries'), true);
  });

  it('disappears with its open menu when the user signs out elsewhere, and comes back closed', async () => {
    const mounted = await mount();
    await open(mounted);
    mounted.clerk.keep([]);
    await mounted.settled();
    same(mounted.element.querySelector('.cl-userButtonTrigger'), null);
    mounted.clerk.keep([person({ firstName: 'Ada' })]);
    await mounted.settled();
    equal(isOpen(mounted), false);
    await open(mounted);
    ok(isOpen(mounted), 'it opens again');
  });

  it('opens by itself once the user is known', async () => {
    const clerk = household();
    const people = [person({ firstName: 'Ada' })];
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined });
    const mounted = await mount({ clerk, attributes: { 'default-open': '' } });
    clerk.keep(people);
    await mounted.settled();
    ok(isOpen(mounted), 'an open menu');
  });

  it('puts custom items between the built-in ones, in the given order', async () => {
    const calls: string[] = [];
    const mounted = await mount({
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
    await open(mounted);
    equal(items(mounted), ['Manage account', 'Help', 'Sign out', 'Docs', 'Terms', 'Add account']);
    mounted.button('Help').click();
    await open(mounted);
    mounted.button('Docs').click();
    await open(mounted);
    mounted.button('Terms').click();
    equal(calls, ['help']);
    equal(
      mounted.clerk.navigations.map(({ to }) => to),
      ['/docs'],
    );
    equal(mounted.clerk.calls[0]?.args, [{ __experimental_startPath: 'terms' }]);
  });

  it('mounts the icon of a custom item once and gives it back', async () => {
    const log: string[] = [];
    const item = () => ({
      label: 'Help',
      onClick() {},
      mountIcon: (node: HTMLElement) => void (log.push('mount'), node.append('?')),
      unmountIcon: () => void log.push('unmount'),
    });
    const mounted = await mount({ properties: { customMenuItems: [item()] } });
    await open(mounted);
    mounted.element.customMenuItems = [item()];
    await mounted.settled();
    equal(log, ['mount']);
    mounted.element.remove();
    equal(log, ['mount', 'unmount']);
  });

  it('reads its own children as menu items and leaves them where they are', async () => {
    const children = `<button data-clerk-menu-item label="Help"><svg></svg></button><a data-clerk-menu-item href="#docs">Docs</a>`;
    const mounted = await mount({ children });
    const [button] = mounted.element.children as unknown as HTMLElement[];
    const clicked = next(button as HTMLElement, 'click');
    equal((button as HTMLElement).getBoundingClientRect().width, 0);
    await open(mounted);
    equal(items(mounted).slice(0, 4), ['Manage account', 'Help', 'Docs', 'Sign out']);
    equal((mounted.button('Docs') as HTMLAnchorElement).href, new URL('#docs', location.href).href);
    mounted.button('Help').click();
    await clicked;
    same(mounted.element.children[0], button);
  });

  it('shows pictures over https only', async () => {
    const pictured = (imageUrl: string) => new AccountClerk([{ ...person({}), hasImage: true, imageUrl }]);
    const unsafe = await mount({ clerk: pictured('javascript:alert(1)') });
    same(unsafe.element.querySelector('img'), null);
    const safe = await mount({ clerk: pictured(`${location.origin}/package.json`) });
    ok(safe.element.querySelector('img'), 'a picture');
  });

  it('shows a name that looks like markup as text', async () => {
    const { find } = await mount({
      clerk: new AccountClerk([person({ firstName: '<img src=x onerror=alert(1)>' })]),
      attributes: { 'show-name': '' },
    });
    equal(find('.cl-userButtonOuterIdentifier').textContent, '<img src=x onerror=alert(1)>');
  });

  it('works inside a shadow root', async () => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    const mounted = await mount({ into: root });
    mounted.find('.cl-userButtonTrigger').click();
    await settle(mounted.element);
    ok(isOpen(mounted), 'an open menu');
    equal((root.activeElement as HTMLElement).innerText.trim(), 'Manage account');
    equal(getComputedStyle(mounted.find('.cl-userButtonPopoverCard')).position, 'fixed');
  });
});
