import { sendKeys } from '@web/test-runner-commands';
import { cleanUp, equal, ok } from '../support.ts';
import { household, same } from './account.ts';
import { AccountClerk, sessionJSON, deferred, person } from './account-clerk.ts';
import { isOpen, items, mountButton, openMenu } from './menu.ts';
import { settle } from './settle.ts';

const focused = () => (document.activeElement as HTMLElement).innerText.replace(/\s+/g, ' ').trim();

describe('clerk-user-button', () => {
  afterEach(cleanUp);

  it('renders no user button when no user is signed in', async () => {
    const { element } = await mountButton({ clerk: new AccountClerk() });
    equal(element.innerText, '');
    same(element.querySelector('.cl-userButtonTrigger'), null);
  });

  it('reserves the final size while a returning user is unknown', async () => {
    const clerk = household();
    const { user } = clerk;
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
    document.cookie = '__client_uat=1760000000';
    try {
      const { element, settled } = await mountButton({ clerk });
      const before = element.getBoundingClientRect();
      same(element.querySelector('button'), null);
      equal(before.width, 28);
      clerk.keep([user!]);
      await settled();
      const after = element.getBoundingClientRect();
      equal([after.width, after.height], [before.width, before.height]);
    } finally {
      document.cookie = '__client_uat=; max-age=0';
    }
  });

  it('shows the user of a client that is not applied yet, as it will show the user of the applied one', async () => {
    const clerk = household();
    const { user } = clerk;
    const incoming = sessionJSON({ firstName: 'Ada', lastName: 'Berg' });
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
    const mounted = await mountButton({ clerk, attributes: { 'show-name': '' } });
    clerk.set({ __internal_incoming: incoming });
    await mounted.settled();
    const trigger = mounted.find('.cl-userButtonTrigger');
    const early = trigger.innerHTML;
    equal([mounted.text('.cl-userButtonOuterIdentifier'), mounted.text('.cl-avatarBox')], ['Ada Berg', 'AB']);
    clerk.status = 'ready';
    clerk.__internal_incoming = undefined;
    clerk.keep([user!]);
    await mounted.settled();
    same(mounted.find('.cl-userButtonTrigger'), trigger);
    equal(trigger.innerHTML, early);
  });

  it('shows the identifier of an applied client before it is applied', async () => {
    for (const options of [{ username: 'ada' }, {}, { emailAddress: 'a.b@example.com' }]) {
      const text = async (change: object) => {
        const clerk = new AccountClerk([person(options)]);
        const { element } = await mountButton({
          clerk: Object.assign(clerk, change),
          attributes: { 'show-name': '' },
        });
        const found = element.querySelector<HTMLElement>('.cl-userButtonTrigger')?.innerText;
        cleanUp();
        return found;
      };
      const unknown = { client: undefined, user: undefined, session: undefined, status: 'loading' };
      const early = await text({ ...unknown, __internal_incoming: sessionJSON(options) });
      equal(early, await text({}));
    }
  });

  it('signs out of the shown session only, also if the user clicks before the client is applied', async () => {
    const clerk = household();
    const { user, client, session } = clerk;
    const loaded = deferred();
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
    clerk.__internal_incoming = sessionJSON({ firstName: 'Ada', lastName: 'Berg' });
    clerk.__internal_ensureLoaded = () => loaded.promise;
    const mounted = await mountButton({ clerk });
    await openMenu(mounted);
    mounted.button('Sign out').click();
    await mounted.settled();
    equal(clerk.calls, []);
    clerk.set({ user, client, session, status: 'ready', __internal_incoming: undefined });
    loaded.resolve();
    await mounted.settled();
    equal(clerk.calls, [{ name: 'signOut', args: [{ sessionId: 'sess_user_ada' }] }]);
  });

  it('moves no item of an open menu when the other accounts become known', async () => {
    const clerk = household();
    const { user, client, session } = clerk;
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
    clerk.__internal_incoming = sessionJSON({ firstName: 'Ada', lastName: 'Berg' });
    const mounted = await mountButton({ clerk });
    await openMenu(mounted);
    const early = [...mounted.element.querySelectorAll<HTMLElement>('.cl-userButtonPopoverMenu :is(a, button)')];
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
    const tops = early.map((item) => item.getBoundingClientRect().top);
    ok(early.length > 1, 'items');
    clerk.set({ user, client, session, status: 'ready', __internal_incoming: undefined });
    await mounted.settled();
    equal(
      early.map((item) => item.getBoundingClientRect().top),
      tops,
    );
    ok(mounted.button('Add account'), 'the other accounts below');
  });

  it('reserves no space without a cookie of an earlier session', async () => {
    const clerk = household();
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
    const { element } = await mountButton({ clerk });
    equal(element.querySelector('.cl-rootBox')?.childElementCount, 0);
  });

  it('shows the initials of the user, and the name if asked to', async () => {
    const { find, element, settled } = await mountButton();
    equal(find('.cl-avatarBox').textContent?.trim(), 'AB');
    same(element.querySelector('.cl-userButtonOuterIdentifier'), null);
    element.setAttribute('show-name', '');
    await settled();
    equal(find('.cl-userButtonOuterIdentifier').innerText, 'Ada Berg');
  });

  it('opens a menu in the top layer and focuses its first item', async () => {
    const mounted = await mountButton();
    equal(mounted.find('.cl-userButtonTrigger').ariaExpanded, 'false');
    await openMenu(mounted);
    ok(isOpen(mounted), 'an open popover');
    equal(mounted.find('.cl-userButtonTrigger').ariaExpanded, 'true');
    equal(focused(), 'Manage account');
    equal(items(mounted), ['Manage account', 'Sign out', 'Bo Lind', 'Add account', 'Sign out of all accounts']);
  });

  it('positions the menu within the page, below its trigger and aligned at the end', async () => {
    const mounted = await mountButton();
    mounted.element.style.setProperty('position', 'absolute');
    mounted.element.style.setProperty('right', '40px');
    await openMenu(mounted);
    for (const animation of mounted.element.getAnimations({ subtree: true })) animation.finish();
    const trigger = mounted.find('.cl-userButtonTrigger').getBoundingClientRect();
    const card = mounted.find('.cl-userButton-root').getBoundingClientRect();
    equal([Math.round(card.right), Math.round(card.top)], [Math.round(trigger.right), Math.round(trigger.bottom) + 8]);
    equal(card.width, 376);
  });

  it('offers no other accounts on a single-session instance', async () => {
    const mounted = await mountButton({ clerk: household({ singleSession: true }, 1) });
    await openMenu(mounted);
    equal(items(mounted), ['Manage account', 'Sign out']);
  });

  it('opens the menu at a click that comes before its code, and shows nothing until then', async () => {
    const mounted = await mountButton();
    const card = mounted.find('.cl-userButton-root');
    mounted.find('.cl-userButtonTrigger').click();
    equal(card.getBoundingClientRect().width, 0);
    await mounted.settled();
    ok(isOpen(mounted), 'an open menu');
    equal(focused(), 'Manage account');
    await sendKeys({ press: 'Escape' });
    await mounted.settled();
    same(document.activeElement, mounted.find('.cl-userButtonTrigger'));
  });

  it('opens no menu if the user closed it before its code was there', async () => {
    const mounted = await mountButton();
    mounted.find('.cl-userButtonTrigger').click();
    mounted.find('.cl-userButtonTrigger').click();
    await mounted.settled();
    equal(isOpen(mounted), false);
    equal(mounted.find('.cl-userButtonTrigger').ariaExpanded, 'false');
  });

  it('loads the menu when the pointer comes to the button', async () => {
    const mounted = await mountButton();
    const trigger = mounted.find('.cl-userButtonTrigger');
    trigger.dispatchEvent(new PointerEvent('pointerenter'));
    await mounted.settled();
    trigger.click();
    await mounted.element.updateComplete;
    equal(items(mounted).length, 5);
  });

  it('disappears with its open menu when the user signs out in another tab, and comes back closed', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    mounted.clerk.keep([]);
    await mounted.settled();
    same(mounted.element.querySelector('.cl-userButtonTrigger'), null);
    mounted.clerk.keep([person({ firstName: 'Ada' })]);
    await mounted.settled();
    equal(isOpen(mounted), false);
    await openMenu(mounted);
    ok(isOpen(mounted), 'it opens again');
  });

  it('opens the menu by itself once the user is known', async () => {
    const clerk = household();
    const people = [person({ firstName: 'Ada' })];
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined });
    const mounted = await mountButton({ clerk, attributes: { 'default-open': '' } });
    clerk.keep(people);
    await mounted.settled();
    ok(isOpen(mounted), 'an open menu');
  });

  it('shows pictures of users from HTTPS and the origin of the page only', async () => {
    const shown = async (imageUrl: string) => {
      const clerk = new AccountClerk([{ ...person({}), hasImage: true, imageUrl }]);
      const { element } = await mountButton({ clerk });
      const src = element.querySelector('img')?.src;
      cleanUp();
      return src;
    };
    for (const url of [
      'javascript:alert(1)',
      'data:image/png;base64,',
      'http://pictures.example/ada.png',
      'blob:https://pictures.example/1',
      'https:',
      '',
    ]) {
      equal(await shown(url), undefined, url);
    }
    for (const url of ['https://pictures.example/ada.png', `${location.origin}/package.json`]) {
      equal(await shown(url), url);
    }
  });

  it('shows a name that looks like markup as text', async () => {
    const { find } = await mountButton({
      clerk: new AccountClerk([person({ firstName: '<img src=x onerror=alert(1)>' })]),
      attributes: { 'show-name': '' },
    });
    equal(find('.cl-userButtonOuterIdentifier').textContent, '<img src=x onerror=alert(1)>');
  });

  it('opens the menu inside a shadow root', async () => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    const mounted = await mountButton({ into: root });
    mounted.find('.cl-userButtonTrigger').click();
    await settle(mounted.element);
    ok(isOpen(mounted), 'an open menu');
    equal((root.activeElement as HTMLElement).innerText.trim(), 'Manage account');
    equal(getComputedStyle(mounted.find('.cl-userButton-root')).position, 'fixed');
  });

  it('shows the current user when it returns to the page after a change', async () => {
    const mounted = await mountButton();
    await openMenu(mounted);
    mounted.element.remove();
    mounted.clerk.activate(person({ id: 'user_bo', firstName: 'Bo', lastName: 'Lind' }));
    document.body.append(mounted.element);
    await mounted.settled();
    equal(mounted.find('.cl-avatarBox').textContent?.trim(), 'BL');
    equal(isOpen(mounted), false);
    await openMenu(mounted);
    ok(isOpen(mounted), 'it opens again');
  });
});
