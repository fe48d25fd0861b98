import { EVERY_STEP, type StepState } from './every-step.ts';
import { showStep } from './show-step.ts';
import { environmentOf } from './offer.ts';
import { FakeClerk, SIGN_UP } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';
import { household, mountAccount } from './user-button/account.ts';
import { AccountClerk, deviceOf, person } from './user-button/account-clerk.ts';

const MARKUP = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script><b class=hostile>${7*7}{{7*7}}';
/** Names of properties whose values a user, a provider or an operator chose. */
const TEXTS =
  /^(identifier|to|safeIdentifier|safe_identifier|emailAddress|phoneNumber|username|firstName|lastName|name|application_name|support_email|matchNumber)$/;

const page = window as { hacked?: unknown };

/** Replaces each of their values by markup. */
function hostile<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (value && TEXTS.test(key) ? MARKUP : value) as T;
  // The names of fields are not texts either.
  if (key === 'fields') return value;
  if (Array.isArray(value)) return value.map((item) => hostile(item)) as T;
  if (typeof value !== 'object' || value === null || value.constructor !== Object) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hostile(item, name)])) as T;
}

/** Asserts that no markup has become an element or a script. */
function assertText(element: Element, where: string): void {
  equal(element.querySelectorAll('.hostile, script, [onerror], img[src="x"]').length, 0, where);
  equal(page.hacked, undefined, where);
}

describe('hostile texts', () => {
  afterEach(cleanUp);

  it('shows hostile texts as text on every step of sign-in and sign-up', async () => {
    let seen = 0;
    for (const [name, state] of Object.entries(EVERY_STEP)) {
      // The identifier of a step would turn accounts down that the browser keeps.
      const accounts = state.accounts?.map((account) => ({ ...account, name: MARKUP }));
      const { element } = await showStep({
        ...state,
        // The name of a step is not a text.
        step: {
          ...hostile(state.step),
          name: state.step.name,
          ...(accounts && { identifier: '' }),
        } as StepState['step'],
        ...(accounts && { accounts }),
        client: hostile(state.client),
        offer: { ...state.offer, display: { ...hostile(state.offer?.display), application_name: MARKUP } },
      });
      assertText(element, name);
      const values = [...element.querySelectorAll('input')].map(({ value }) => value);
      if (element.textContent?.includes('onerror') || values.includes(MARKUP)) seen += 1;
      cleanUp();
    }
    ok(seen > Object.keys(EVERY_STEP).length / 2, `${seen} screens showed one`);
  });

  it('shows a hostile name of a provider or wallet as text', async () => {
    const clerk = new FakeClerk();
    const known = environmentOf({ full: true, wallets: true });
    const social = known.user_settings.social as Record<string, object>;
    Object.assign(known.user_settings, {
      social: Object.fromEntries(
        Object.entries(social).map(([strategy, provider], i) => [strategy, { ...provider, name: `${i}${MARKUP}` }]),
      ),
    });
    clerk.__internal_environment = known;
    for (const tag of ['clerk-sign-in', 'clerk-sign-up'] as const) {
      const { element, settled } = await mount(tag, { clerk });
      await settled();
      assertText(element, tag);
      cleanUp();
    }
  });

  it('shows hostile texts of a localization or an attribute as text', async () => {
    const { element } = await mount('clerk-sign-in', {
      properties: {
        localization: {
          signIn: { start: { title: MARKUP, subtitle: MARKUP, actionLink: MARKUP, actionText: MARKUP } },
        },
        initialValues: { identifier: MARKUP, emailAddress: MARKUP },
      },
    });
    assertText(element, 'localization');
    ok(element.querySelector('.cl-headerTitle')?.textContent?.includes('onerror'), 'the title shows it');
  });

  for (const url of [
    'javascript:window.hacked=1',
    ' JaVa\tScRiPt:window.hacked=1',
    '\u0001javascript:window.hacked=1',
  ]) {
    it(`links to nothing that runs, whatever attributes, settings and texts say: ${JSON.stringify(url)}`, async () => {
      const display = {
        help_url: url,
        privacy_policy_url: url,
        terms_url: url,
        logo_image_url: url,
        logo_link_url: url,
      };
      const legal = `\u0001${url}\u0002words\u0003`;
      const localization = { signUp: { legalConsent: { checkbox: { label__onlyTermsOfService: legal } } } };
      for (const tag of ['clerk-sign-in', 'clerk-sign-up'] as const) {
        const clerk = new FakeClerk();
        clerk.__internal_environment = environmentOf({ display });
        const step = { ...SIGN_UP, fields: [{ name: 'legalAccepted' as const, required: true }] };
        clerk.signUp.set({ step });
        const { element, settled } = await mount(tag, {
          clerk,
          properties: { localization },
          attributes: { 'sign-up-url': url, 'sign-in-url': url, 'waitlist-url': url },
        });
        await settled();
        const links = [...element.querySelectorAll('a')];
        ok(links.length > 3, `${links.length} links`);
        for (const link of links) {
          ok(!/^(javascript|data):/.test(link.protocol), link.outerHTML);
          link.addEventListener('click', (event) => event.preventDefault());
          link.click();
        }
        equal(page.hacked, undefined);
        cleanUp();
      }
    });
  }

  it('shows a hostile name of a user as text in the account menu and the profile', async () => {
    const names = { firstName: MARKUP, lastName: MARKUP, username: MARKUP, emailAddress: `${MARKUP}@example.com` };
    for (const tag of ['clerk-user-button', 'clerk-user-profile'] as const) {
      const clerk: AccountClerk = new AccountClerk([person(names, () => clerk), person({ ...names, id: 'user_bo' })], {
        display: { application_name: MARKUP },
      });
      clerk.devices = [
        deviceOf(clerk, 'sess_user_ada', { browserName: MARKUP, city: MARKUP, country: MARKUP, deviceType: MARKUP }),
      ];
      const { element, settled } = await mountAccount(tag, {
        clerk,
        attributes: { 'show-name': '', routing: 'virtual' },
      });
      element.querySelector<HTMLElement>('.cl-userButtonTrigger')?.click();
      await settled();
      assertText(document.body, tag);
      ok(document.body.textContent?.includes('onerror'), `${tag} shows the name`);
      cleanUp();
    }
  });

  it('shows pictures from HTTPS and the origin of the page only', async () => {
    for (const imageUrl of [
      'javascript:window.hacked=1',
      'data:text/html,<script>1</script>',
      'http://evil.example/a.png',
    ]) {
      const clerk = household();
      Object.assign(clerk.user ?? {}, { imageUrl, hasImage: true });
      const { element } = await mountAccount('clerk-user-button', { clerk });
      equal(
        [...element.querySelectorAll('img')].map(({ src }) => src),
        [],
        imageUrl,
      );
      cleanUp();
    }
  });

  it('uses hostile texts of the hash and the query as values of fields only', async () => {
    const parameters = ['email_address', 'phone_number', 'username', 'first_name', 'last_name', 'redirect_url'];
    const query = new URLSearchParams(parameters.map((name) => [name, MARKUP]));
    for (const tag of ['clerk-sign-in', 'clerk-sign-up'] as const) {
      history.replaceState(null, '', `#/?${query}`);
      const { element, settled } = await mount(tag, { attributes: {} });
      await settled();
      assertText(element, tag);
      for (const { href } of element.querySelectorAll('a')) ok(!/^(javascript|data):/.test(href), href);
      cleanUp();
      history.replaceState(null, '', location.pathname + location.search.replace(/#.*/, ''));
    }
  });
});
