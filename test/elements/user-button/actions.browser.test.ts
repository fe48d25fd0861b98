import { cleanUp, equal, ok } from '../support.ts';
import { household } from './account.ts';
import { AccountClerk, deferred, person, refusal } from './account-clerk.ts';
import { isOpen, mountButton, openMenu } from './menu.ts';

describe('actions of the user menu', () => {
  afterEach(cleanUp);

  it('opens the profile in a dialog, with the props it was given', async () => {
    const mounted = await mountButton({ properties: { userProfileProps: { customPages: [] } } });
    await openMenu(mounted);
    mounted.button('Manage account').click();
    await mounted.settled();
    equal(mounted.clerk.calls, [{ name: 'openUserProfile', args: [{ customPages: [] }] }]);
    equal(isOpen(mounted), false);
  });

  it('goes to the profile page in navigation mode', async () => {
    const mounted = await mountButton({ attributes: { 'user-profile-mode': 'navigation' } });
    await openMenu(mounted);
    mounted.button('Manage account').click();
    mounted.element.userProfileUrl = '/me';
    await openMenu(mounted);
    mounted.button('Manage account').click();
    equal(
      mounted.clerk.navigations.map(({ to }) => to),
      ['/account', '/me'],
    );
  });

  it('signs out of one session and keeps the others', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    mounted.button('Sign out').click();
    await mounted.settled();
    equal(mounted.clerk.calls, [{ name: 'signOut', args: [{ sessionId: 'sess_user_ada' }] }]);
    equal(isOpen(mounted), false);
  });

  it('signs out of everything if there is only one session, or on request', async () => {
    const alone = await mountButton({ clerk: household({}, 1) });
    await openMenu(alone);
    alone.button('Sign out').click();
    await alone.settled();
    const many = await mountButton();
    await openMenu(many);
    many.button('Sign out of all accounts').click();
    await many.settled();
    for (const { clerk } of [alone, many]) equal(clerk.calls, [{ name: 'signOut', args: [{}] }]);
  });

  it('goes to the page of the attribute, else of the options, else of the instance after signing out of all', async () => {
    const display = { after_sign_out_all_url: '/bye' };
    for (const [attributes, option, expected] of [
      [{ 'after-sign-out-url': '/own' }, '/option', '/own'],
      [{}, '/option', '/option'],
      [{}, undefined, '/bye'],
    ] as const) {
      for (const [count, item] of [
        [1, 'Sign out'],
        [2, 'Sign out of all accounts'],
      ] as const) {
        const clerk = household({ display }, count);
        clerk.options['afterSignOutUrl'] = option;
        const mounted = await mountButton({ clerk, attributes });
        await openMenu(mounted);
        mounted.button(item).click();
        await mounted.settled();
        equal(clerk.calls, [{ name: 'signOut', args: [{ redirectUrl: expected }] }]);
        cleanUp();
      }
    }
  });

  it('switches accounts, then goes to the redirect of the page', async () => {
    const mounted = await mountButton({ attributes: { 'after-switch-session-url': '/switched' } });
    await openMenu(mounted);
    mounted.find('.cl-userButtonPopoverActionButton__switchSession').click();
    await mounted.settled();
    equal(mounted.clerk.calls, [{ name: 'setActive', args: [{ session: 'sess_user_bo', redirectUrl: '/switched' }] }]);
  });

  it('shows the other account after a switch, without a gap in between', async () => {
    const clerk = household();
    const mounted = await mountButton({ clerk });
    clerk.set({ user: undefined, session: undefined });
    await mounted.settled();
    equal(mounted.find('.cl-avatarBox').textContent?.trim(), 'AB');
    clerk.activate(person({ id: 'user_bo', firstName: 'Bo', lastName: 'Lind' }));
    await mounted.settled();
    equal(mounted.find('.cl-avatarBox').textContent?.trim(), 'BL');
  });

  it('adds an account on the sign-in page, with a redirect back', async () => {
    const mounted = await mountButton({ attributes: { 'sign-in-url': '/enter' } });
    await openMenu(mounted);
    mounted.button('Add account').click();
    equal(
      mounted.clerk.navigations[0]?.to,
      `${location.origin}/enter#/?${new URLSearchParams({ redirect_url: location.href })}`,
    );
  });

  it('says that the browser has no room for another account, and goes nowhere', async () => {
    const clerk = new AccountClerk(
      Array.from({ length: 10 }, (_, index) => person({ id: `user_${index}`, emailAddress: `u${index}@example.com` })),
    );
    const mounted = await mountButton({ clerk });
    await openMenu(mounted);
    mounted.find('.cl-userButton-root').style.setProperty('max-height', '300px');
    mounted.button('Add account').focus();
    mounted.button('Add account').click();
    await mounted.settled();
    const alert = mounted.find('[role=alert]').getBoundingClientRect();
    ok(alert.top >= mounted.find('.cl-userButton-root').getBoundingClientRect().top, 'an alert in view');
    equal(mounted.text('[role=alert]'), 'This browser has 10 accounts already. Sign out of one first.');
    ok(isOpen(mounted), 'an open menu');
    equal(clerk.navigations, []);
  });

  it('runs one action of the menu at a time, and shows which is pending', async () => {
    const clerk = household();
    clerk.answers.signOut = deferred<unknown>();
    const mounted = await mountButton({ clerk });
    await openMenu(mounted);
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

  it('shows why an action of the menu failed, and stays open', async () => {
    const clerk = household();
    clerk.answers.setActive = deferred<unknown>();
    const mounted = await mountButton({ clerk });
    await openMenu(mounted);
    mounted.find('.cl-userButtonPopoverActionButton__switchSession').click();
    clerk.answers.setActive.reject(refusal('too_many_requests'));
    await mounted.settled();
    ok(isOpen(mounted), 'an open menu');
    equal(mounted.find('[role=alert]').innerText.startsWith('Too many attempts'), true);
  });
});
