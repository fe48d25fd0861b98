import { sendKeys } from '@web/test-runner-commands';
import { cleanUp, equal, next, ok } from '../support.ts';
import { type AccountOptions, household, mountAccount, same } from '../user-button/account.ts';
import { AccountClerk, deferred, person, refusal } from '../user-button/account-clerk.ts';

const mount = (options: AccountOptions = {}) => mountAccount('clerk-user-profile', options);
const input = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}]`);

function type(name: string, value: string): void {
  const field = input(name);
  ok(field, `a field ${name}`);
  field.value = value;
}

describe('clerk-user-profile', () => {
  afterEach(cleanUp);

  it('shows the name, username and email addresses of the user', async () => {
    const { text, find } = await mount();
    equal(find('h1').innerText, 'Profile details');
    equal(text('.cl-profileSection__profile .cl-userPreviewMainIdentifier'), 'Ada Berg');
    equal(text('.cl-profileSection__username .cl-profileSectionItemText'), 'ada');
    equal(
      text('.cl-profileSection__emailAddresses .cl-profileSectionContent'),
      'ada@example.com Primary Add email address',
    );
  });

  it('breaks a long email address before its domain', async () => {
    const email = 'augusta.fieldnotes@mail.example.com';
    const clerk = new AccountClerk([person({ emailAddress: email })]);
    const box = document.body.appendChild(document.createElement('div'));
    box.style.setProperty('width', '320px');
    const { element } = await mount({ clerk, into: box });
    for (const part of ['.cl-userPreviewMainIdentifier', 'li .cl-profileSectionItemText']) {
      const shown = element.querySelector<HTMLElement>(part);
      equal(shown?.textContent, email);
      // In any font, the email address is wider than this and each of its halves is narrower.
      shown?.style.setProperty('width', '22ch');
      equal(
        [...(shown?.querySelectorAll('span') ?? [])].map((half) => half.getClientRects().length),
        [1, 1],
      );
      ok(shown && shown.clientHeight > 30, 'on two lines');
    }
  });

  it('renders no profile when no user is signed in', async () => {
    const { element } = await mount({ clerk: new AccountClerk() });
    equal(element.innerText, '');
  });

  it('shows no button for fields that cannot be changed', async () => {
    const clerk = household();
    const attributes = clerk.__internal_environment?.user_settings.attributes as Record<string, object>;
    for (const name of ['first_name', 'last_name']) attributes[name] = { enabled: false, immutable: false };
    attributes['username'] = { enabled: false };
    const { element } = await mount({ clerk });
    same(element.querySelector('.cl-profileSectionPrimaryButton__profile'), null);
    same(element.querySelector('.cl-profileSection__username'), null);
  });

  it('saves the names, announces it and returns the focus', async () => {
    const { clerk, button, text, find, settled } = await mount();
    button('Update profile').click();
    await settled();
    same(document.activeElement, input('firstName'));
    type('firstName', ' Augusta ');
    type('lastName', '');
    button('Save').click();
    await settled();
    equal(clerk.changes, [{ name: 'update', args: [{ firstName: 'Augusta', lastName: null }] }]);
    equal(text('.cl-profileSection__profile .cl-userPreviewMainIdentifier'), 'Augusta');
    equal(find('.cl-liveRegion').textContent, 'Your profile is saved.');
    same(document.activeElement, button('Update profile'));
  });

  it('opens a form of the profile at the first click, and in the same frame after the pointer has come to the profile', async () => {
    const { button, settled } = await mount();
    button('Update profile').click();
    same(input('firstName'), null);
    await settled();
    same(document.activeElement, input('firstName'));
    cleanUp();
    const second = await mount();
    second.find('.cl-userProfile-root').dispatchEvent(new PointerEvent('pointerenter'));
    await second.settled();
    second.button('Update profile').click();
    await new Promise(requestAnimationFrame);
    same(document.activeElement, input('firstName'));
  });

  it('submits a form of the profile on Enter, once', async () => {
    const clerk = household();
    clerk.answers.update = deferred<unknown>();
    const { button, settled } = await mount({ clerk });
    button('Update username').click();
    await settled();
    type('username', 'augusta');
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await settled();
    equal(clerk.changes, [{ name: 'update', args: [{ username: 'augusta' }] }]);
    equal(button('Save').getAttribute('aria-busy'), 'true');
    clerk.answers.update.resolve(undefined);
    await settled();
    same(input('username'), null);
  });

  it('shows an error at its field of the profile, focuses the field and keeps what was typed', async () => {
    const clerk = household();
    clerk.answers.update = deferred<unknown>();
    const { button, text, settled } = await mount({ clerk });
    button('Update username').click();
    await settled();
    type('username', 'bo');
    button('Save').click();
    clerk.answers.update.reject(refusal('form_identifier_exists', 'username'));
    await settled();
    equal(text('.cl-formFieldErrorText__username'), 'This username is taken. Try another one.');
    equal(input('username')?.value, 'bo');
    equal(input('username')?.ariaInvalid, 'true');
    same(document.activeElement, input('username'));
  });

  it('shows an error of a whole form of the profile as one alert', async () => {
    const clerk = household();
    clerk.answers.update = deferred<unknown>();
    const { button, text, settled } = await mount({ clerk });
    button('Update profile').click();
    await settled();
    button('Save').click();
    clerk.answers.update.reject(refusal('too_many_requests'));
    await settled();
    equal(text('.cl-actionCard__profile [role=alert]').startsWith('Too many attempts'), true);
  });

  it('keeps the field and its text when the user is updated in another tab', async () => {
    const clerk = household();
    const { button, settled } = await mount({ clerk });
    button('Update profile').click();
    await settled();
    const field = input('firstName');
    type('firstName', 'half typ');
    clerk.activate(person({ firstName: 'Other', lastName: 'Berg' }, () => clerk));
    await settled();
    same(input('firstName'), field);
    equal(field?.value, 'half typ');
  });

  it('keeps what was typed when another form or page is opened, and discards it on cancel', async () => {
    const { button, settled } = await mount();
    button('Update profile').click();
    await settled();
    type('firstName', 'draft');
    button('Update username').click();
    await settled();
    same(input('firstName'), null);
    button('Security').click();
    await settled();
    button('Profile').click();
    await settled();
    button('Update profile').click();
    await settled();
    equal(input('firstName')?.value, 'draft');
    button('Cancel').click();
    await settled();
    same(document.activeElement, button('Update profile'));
    button('Update profile').click();
    await settled();
    equal(input('firstName')?.value, 'Ada');
  });

  it('shows the next user nothing that the previous one typed', async () => {
    const clerk = household();
    const { button, settled } = await mount({ clerk });
    button('Update profile').click();
    await settled();
    type('firstName', 'secret');
    clerk.activate(person({ id: 'user_bo', firstName: 'Bo' }, () => clerk));
    await settled();
    same(input('firstName'), null);
    button('Update profile').click();
    await settled();
    equal(input('firstName')?.value, 'Bo');
  });

  it('offers to set a username if there is none, with its rules', async () => {
    const clerk: AccountClerk = new AccountClerk([person({}, () => clerk)]);
    const { button, text, settled } = await mount({ clerk });
    button('Set username').click();
    await settled();
    equal(text('#' + input('username')?.getAttribute('aria-describedby')?.split(' ')[0]).startsWith('4 to 64'), true);
    equal(input('username')?.autocomplete, 'username');
  });

  it('keeps the page of the profile in the path, and follows the back button', async () => {
    const home = location.href;
    history.replaceState(null, '', '/user');
    try {
      const { button, find, element, settled } = await mount({ attributes: { path: '/user' } });
      const step = next(element, 'clerk-step');
      button('Security').click();
      await settled();
      equal(location.pathname, '/user/security');
      equal(((await step) as Event & { step: string }).step, 'security');
      equal(find('h1').innerText, 'Security');
      equal(find('.cl-liveRegion').textContent, 'Security');
      const back = next(window, 'popstate');
      history.back();
      await back;
      await settled();
      equal(find('h1').innerText, 'Profile details');
      equal(button('Profile').getAttribute('aria-current'), 'page');
    } finally {
      history.replaceState(null, '', home);
    }
  });

  it('opens the page of the profile that the hash names', async () => {
    const home = location.href;
    history.replaceState(null, '', '#/security');
    try {
      const { find } = await mount({ attributes: {} });
      equal(find('h1').innerText, 'Security');
    } finally {
      history.replaceState(null, '', home);
    }
  });

  it('shows its children as pages, and leaves them in place', async () => {
    const children =
      '<clerk-user-profile-page label="Billing" url="billing" hidden><h1>Plan</h1></clerk-user-profile-page>';
    const { element, button, settled } = await mount({ children });
    const section = element.children[0] as HTMLElement;
    equal(section.hidden, true);
    button('Billing').click();
    await settled();
    equal(section.hidden, false);
    same(section.parentElement, element);
    const card = element.querySelector('.cl-cardBox')?.getBoundingClientRect() as DOMRect;
    const own = section.getBoundingClientRect();
    ok(own.left >= card.left + 208 && own.right <= card.right + 1 && own.top >= card.top, 'the page inside the card');
    button('Profile').click();
    await settled();
    equal(section.hidden, true);
  });

  it('mounts custom pages, orders the built-in ones among them and shows links', async () => {
    const log: string[] = [];
    const customPages = [
      { label: 'security' },
      {
        label: 'Terms',
        url: 'terms',
        mount: (node: HTMLElement) => void (log.push('mount'), node.append('All of it')),
        unmount: () => void log.push('unmount'),
      },
      { label: 'Home', url: '/home' },
    ];
    const { element, clerk, button, text, settled } = await mount({ properties: { customPages } });
    const labels = [...element.querySelectorAll<HTMLElement>('.cl-navbarButton')].map((b) => b.innerText.trim());
    equal(labels, ['Profile', 'Security', 'Terms', 'Home']);
    button('Terms').click();
    await settled();
    equal(text('.cl-page__terms'), 'All of it');
    button('Profile').click();
    await settled();
    equal(log, ['mount', 'unmount']);
    button('Home').click();
    equal(
      clerk.navigations.map(({ to }) => new URL(to).pathname),
      ['/home'],
    );
  });

  it('shows the list of pages as a sheet where there is little room', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.style.setProperty('width', '375px');
    const { find, button, settled } = await mount({ into: box });
    equal(find('.cl-navbar').getBoundingClientRect().width, 0);
    const shown = next(find('.cl-navbar'), 'toggle');
    find('.cl-navbarMobileMenuButton').click();
    await shown;
    await settled();
    same(document.activeElement, button('Profile'));
    button('Security').click();
    await settled();
    equal(find('h1').innerText, 'Security');
    equal(find('.cl-navbar').matches(':popover-open'), false);
    same(document.activeElement, find('.cl-navbarMobileMenuButton'));
  });

  it('shows the frame of the profile while the user is unknown', async () => {
    const clerk = household();
    const user = clerk.user!;
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined });
    const { find, settled } = await mount({ clerk });
    const before = find('.cl-userProfile-root').getBoundingClientRect();
    equal(find('.cl-userProfile-root').ariaBusy, 'true');
    clerk.keep([user]);
    await settled();
    const after = find('.cl-userProfile-root').getBoundingClientRect();
    equal([after.width, after.height], [before.width, before.height]);
  });

  it('keeps the page of the profile when the element is moved, and shows what has changed', async () => {
    const { element, clerk, button, find, text, settled } = await mount();
    button('Security').click();
    await settled();
    element.remove();
    clerk.activate(person({ firstName: 'Later' }, () => clerk));
    document.body.append(element);
    await settled();
    equal(find('h1').innerText, 'Security');
    button('Profile').click();
    await settled();
    equal(text('.cl-profileSection__profile .cl-userPreviewMainIdentifier'), 'Later');
  });
});
