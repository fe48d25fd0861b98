import { cleanUp, equal, next, ok } from '../support.ts';
import { type AccountOptions, mountAccount, type MountedAccount, same } from '../user-button/account.ts';

type Profile = MountedAccount<HTMLElementTagNameMap['clerk-user-profile']>;

const mount = (options: AccountOptions = {}): Promise<Profile> => mountAccount('clerk-user-profile', options);
const BILLING =
  '<clerk-user-profile-page label="Billing" hidden><h1>Plan</h1><input name="note" /></clerk-user-profile-page>';

const labels = ({ element }: Profile): string[] =>
  [...element.querySelectorAll<HTMLElement>('.cl-navbarButton')].map((button) => button.innerText.trim());

function pageOf(label: string, content: string): HTMLElement {
  const page = document.createElement('clerk-user-profile-page');
  page.setAttribute('label', label);
  page.innerHTML = content;
  return page;
}

describe('pages that an application adds to the profile', () => {
  afterEach(cleanUp);

  it('orders its own pages and those of the application as the children of the profile say', async () => {
    const children = `<clerk-user-profile-page label="security"></clerk-user-profile-page>${BILLING}
      <clerk-user-profile-link label="Terms" url="/terms"></clerk-user-profile-link>
      <clerk-user-profile-page label="account"></clerk-user-profile-page>`;
    const mounted = await mount({ children });
    equal(labels(mounted), ['Security', 'Billing', 'Terms', 'Profile']);
    equal(mounted.find('.cl-pageScrollBox h1').innerText, 'Security');
    mounted.button('Terms').click();
    equal(
      mounted.clerk.navigations.map(({ to }) => to),
      [`${location.origin}/terms`],
    );
  });

  it('reaches every page in whatever order the application asks for', async () => {
    const children = `<clerk-user-profile-page label="security"></clerk-user-profile-page>
      <clerk-user-profile-page label="account"></clerk-user-profile-page>`;
    const mounted = await mount({ children });
    for (const [label, title] of [
      ['Profile', 'Profile details'],
      ['Security', 'Security'],
    ] as const) {
      mounted.button(label).click();
      await mounted.settled();
      equal(mounted.find('.cl-pageScrollBox h1').innerText, title);
    }
  });

  it('shows at once which pages come, are renamed and go', async () => {
    const mounted = await mount({ children: BILLING });
    const team = pageOf('Team', '<p>Everyone</p>');
    mounted.element.prepend(team);
    await mounted.settled();
    equal(labels(mounted), ['Profile', 'Security', 'Team', 'Billing']);
    team.setAttribute('label', 'People');
    await mounted.settled();
    equal(labels(mounted), ['Profile', 'Security', 'People', 'Billing']);
    mounted.button('People').click();
    await mounted.settled();
    equal(team.innerText.trim(), 'Everyone');
    team.remove();
    await mounted.settled();
    equal(labels(mounted), ['Profile', 'Security', 'Billing']);
    equal(mounted.find('.cl-pageScrollBox h1').innerText, 'Profile details');
  });

  it('keeps what the user has typed into a page of the application, and the nodes in it', async () => {
    const mounted = await mount({ children: BILLING });
    const field = mounted.find<HTMLInputElement>('input[name=note]');
    mounted.button('Billing').click();
    await mounted.settled();
    field.value = 'half a';
    mounted.button('Security').click();
    await mounted.settled();
    equal(field.getBoundingClientRect().width, 0);
    mounted.button('Billing').click();
    await mounted.settled();
    same(mounted.find('input[name=note]'), field);
    equal(field.value, 'half a');
    ok(field.getBoundingClientRect().width > 0, 'a visible field');
  });

  it('copies the icon of a page into the list, follows its changes, and does not show it in the page', async () => {
    const icon = '<svg slot="icon" viewBox="0 0 1 1" data-icon="one"></svg>';
    const children = `<clerk-user-profile-page label="Team" url="team">${icon}<p>Everyone</p></clerk-user-profile-page>`;
    const mounted = await mount({ children });
    const shown = () => mounted.find('.cl-navbarButtonIcon__team').querySelector('svg')?.getAttribute('data-icon');
    equal(shown(), 'one');
    const own = mounted.find('clerk-user-profile-page > svg');
    own.setAttribute('data-icon', 'two');
    await mounted.settled();
    equal(shown(), 'two');
    mounted.button('Team').click();
    await mounted.settled();
    equal(own.getBoundingClientRect().width, 0);
    own.remove();
    await mounted.settled();
    ok(mounted.find('.cl-navbarButtonIcon__team .cl-icon'), 'the icon of every page');
  });

  it('renders nothing anew when an application changes the content of its page', async () => {
    const mounted = await mount({ children: BILLING });
    let renders = 0;
    const { requestUpdate } = mounted.element;
    mounted.element.requestUpdate = (...args) => {
      renders++;
      requestUpdate.apply(mounted.element, args);
    };
    mounted.find('clerk-user-profile-page').append('more');
    await mounted.settled();
    equal(renders, 0);
  });

  for (const [routing, attributes, url] of [
    ['hash', {}, '#/billing'],
    ['path', { path: '/user' }, '/user/billing'],
  ] as const) {
    it(`opens the page of the application that the ${routing} names, also if it arrives after the profile`, async () => {
      const home = location.href;
      history.replaceState(null, '', url);
      try {
        const mounted = await mount({ attributes });
        equal(mounted.find('h1').innerText, 'Profile details');
        mounted.element.append(pageOf('Billing', '<h1>Plan</h1>'));
        await mounted.settled();
        equal(mounted.button('Billing').getAttribute('aria-current'), 'page');
        ok(mounted.find('clerk-user-profile-page h1').getBoundingClientRect().width > 0, 'the page');
        equal(location.href, new URL(url, home).href);
      } finally {
        history.replaceState(null, '', home);
      }
    });
  }

  it('writes the page of the application into the path, and follows the back button', async () => {
    const home = location.href;
    history.replaceState(null, '', '/user');
    try {
      const mounted = await mount({ attributes: { path: '/user' }, children: BILLING });
      const step = next(mounted.element, 'clerk-step');
      mounted.button('Billing').click();
      equal(((await step) as Event & { step: string }).step, 'billing');
      equal(location.pathname, '/user/billing');
      equal(mounted.find('.cl-liveRegion').textContent, 'Billing');
      const back = next(window, 'popstate');
      history.back();
      await back;
      await mounted.settled();
      equal(mounted.find('clerk-user-profile-page').hidden, true);
    } finally {
      history.replaceState(null, '', home);
    }
  });
});
