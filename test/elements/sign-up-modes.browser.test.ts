import type { SignInStep, SignUpStep } from '../../src/client/flows/types.ts';
import type { SessionResource } from '../../src/client/resources/types/session.ts';
import { environment, FakeClerk, SIGN_UP } from './fake-clerk.ts';
import { environmentOf } from './offer.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

// Loaded beforehand, so that no test has to wait for them.
await Promise.all([
  import('../../src/elements/sign-up/views/legal-field.ts'),
  import('../../src/elements/sign-up/views/waitlist.ts'),
  import('../../src/elements/sign-in/views/choose.ts'),
  import('../../src/elements/sign-in/views/create.ts'),
]);

function session(id: string, firstName: string): SessionResource {
  const publicUserData = { userId: `user_${id}`, firstName, lastName: null, imageUrl: '', hasImage: false };
  return {
    id,
    user: null,
    publicUserData: { ...publicUserData, identifier: `${id}@example.com` },
  } as unknown as SessionResource;
}

describe('sign-up modes', () => {
  afterEach(cleanUp);

  const withConsent = (display: object): FakeClerk => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environment({ display });
    clerk.startSignUp({ ...SIGN_UP, fields: [{ name: 'legalAccepted', required: true }] });
    return clerk;
  };

  it('asks for consent to the terms in one sentence, with links that open in a new tab', async () => {
    const clerk = withConsent({ terms_url: 'https://example.com/terms', privacy_policy_url: 'https://example.com/p' });
    const { find, element, input } = await mount('clerk-sign-up', { clerk });
    const label = find<HTMLLabelElement>('.cl-formFieldCheckboxLabel__legalAccepted');
    equal(label.textContent?.replace(/\s+/g, ' ').trim(), 'I agree to the terms of service and the privacy policy');
    equal([label.htmlFor, input('legalAccepted').type], [input('legalAccepted').id, 'checkbox']);
    const links = [...element.querySelectorAll<HTMLAnchorElement>('.cl-formFieldCheckboxLabelLink')];
    equal(
      links.map(({ href, target, rel }) => [href, target, rel]),
      [
        ['https://example.com/terms', '_blank', 'noopener'],
        ['https://example.com/p', '_blank', 'noopener'],
      ],
    );
  });

  it('names only the documents that the instance has', async () => {
    const one = await mount('clerk-sign-up', { clerk: withConsent({ terms_url: 'https://example.com/terms' }) });
    equal(one.find('.cl-formFieldCheckboxLabel').textContent?.trim(), 'I agree to the terms of service');
    const none = await mount('clerk-sign-up', { clerk: withConsent({}) });
    equal(none.element.querySelectorAll('.cl-formFieldCheckboxLabelLink').length, 0);
    ok(none.find('.cl-formFieldCheckboxLabel').textContent?.includes('terms of service'), 'the words without a link');
  });

  it('shows markup in a translated consent as text', async () => {
    const clerk = withConsent({ terms_url: 'https://example.com/terms' });
    const label__onlyTermsOfService = '<b>Ja</b>: {{ termsOfServiceLink || link("AGB <i>") }}.';
    const localization = { signUp: { legalConsent: { checkbox: { label__onlyTermsOfService } } } };
    const { find, element } = await mount('clerk-sign-up', { clerk, properties: { localization } });
    equal(find('.cl-formFieldCheckboxLabel').textContent?.trim(), '<b>Ja</b>: AGB <i>.');
    equal(element.querySelector('b, i'), null);
  });

  it('requires consent to the terms, and sends it with the other values', async () => {
    const { clerk, find, input, settled } = await mount('clerk-sign-up', { clerk: withConsent({}) });
    find('.cl-formButtonPrimary').click();
    await settled();
    equal([clerk.signUp.actions.length, input('legalAccepted').getAttribute('aria-invalid')], [0, 'true']);
    equal(find('.cl-formFieldErrorText__legalAccepted').textContent?.trim(), 'Tick the box to continue.');
    ok(document.activeElement === input('legalAccepted'), 'focus on the box');
    // The flow may report something else meanwhile.
    clerk.signUp.set({});
    await settled();
    equal(find('.cl-formFieldErrorText__legalAccepted').textContent?.trim(), 'Tick the box to continue.');
    input('legalAccepted').click();
    find('.cl-formButtonPrimary').click();
    equal(clerk.signUp.actions, [{ type: 'fields', values: { legalAccepted: 'true' } }]);
  });

  it('adds the user to the waitlist instead of creating an account', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environment({ mode: 'waitlist' });
    const step: SignUpStep = { name: 'waitlist', joined: false, values: { emailAddress: 'ada@example.com' } };
    clerk.startSignUp(step);
    const { find, input, settled, element } = await mount('clerk-sign-up', { clerk });
    ok(find('.cl-waitlist-root'), 'the root that published tests look for');
    equal([input('emailAddress').value, input('emailAddress').autocomplete], ['ada@example.com', 'email']);
    equal(find('.cl-formButtonPrimary').textContent?.trim(), 'Join the waitlist');
    find('.cl-formButtonPrimary').click();
    equal(clerk.signUp.actions, [{ type: 'join-waitlist', emailAddress: 'ada@example.com' }]);
    clerk.signUp.set({ step: { ...step, joined: true } });
    await settled();
    equal([find('.cl-headerTitle').textContent, element.querySelector('form')], ['You are on the list', null]);
    ok(find('.cl-headerSubtitle').textContent?.includes('ada@example.com'), 'the address');
  });

  it('links from sign-in to the waitlist, and nowhere if sign-up is closed', async () => {
    for (const [mode, links] of [
      ['waitlist', 1],
      ['restricted', 0],
    ] as const) {
      const clerk = new FakeClerk();
      clerk.__internal_environment = environment({ mode });
      const { element } = await mount('clerk-sign-in', { clerk });
      equal(element.querySelectorAll('.cl-footerActionLink__signIn').length, links, mode);
    }
  });

  it('links from sign-in to the page of the waitlist that the page or the instance names', async () => {
    const linkOf = async (mode: string, attributes: Record<string, string>, options = {}) => {
      const clerk = new FakeClerk();
      clerk.__internal_environment = environment({ mode });
      Object.assign(clerk.options, options);
      const { find } = await mount('clerk-sign-in', { clerk, attributes });
      return new URL(find<HTMLAnchorElement>('.cl-footerActionLink__signIn').href).pathname;
    };
    equal(await linkOf('waitlist', { 'waitlist-url': '/wait', 'sign-up-url': '/up' }), '/wait');
    equal(await linkOf('waitlist', { 'sign-up-url': '/up' }, { waitlistUrl: '/early' }), '/early');
    equal(await linkOf('waitlist', { 'sign-up-url': '/up' }), '/up');
    equal(await linkOf('public', { 'waitlist-url': '/wait' }), '/sign-up');
  });

  it('asks an invited user for every field but the email address if sign-up is closed', async () => {
    history.replaceState(null, '', '?__clerk_ticket=T');
    const clerk = new FakeClerk();
    clerk.__internal_environment = environment({ mode: 'restricted' });
    const { element } = await mount('clerk-sign-up', { clerk, attributes: {} });
    history.replaceState(null, '', location.pathname);
    const names = [...element.querySelectorAll<HTMLInputElement>('input')].map(({ name }) => name);
    equal(names, ['password', 'firstName']);
  });

  it('lists the accounts that are signed in, and a button to add another', async () => {
    const clerk = new FakeClerk();
    const sessions = [session('ada', 'Ada'), session('bo', 'Bo')];
    clerk.client = { id: 'client_1', signedInSessions: sessions };
    const step: SignInStep = { name: 'choose', sessions };
    clerk.signIn.reachable.start = clerk.signIn.state.step;
    const { element, find, settled } = await mount('clerk-sign-in', { clerk });
    clerk.signIn.set({ step });
    await settled();
    const accounts = [...element.querySelectorAll<HTMLElement>('.cl-accountSwitcherButton')];
    equal(
      accounts.map((account) => account.querySelector('.cl-userPreviewSecondaryIdentifier')?.textContent),
      ['ada@example.com', 'bo@example.com'],
    );
    accounts[1]?.click();
    equal(clerk.signIn.actions, [{ type: 'choose-session', sessionId: 'bo' }]);
    find('.cl-accountSwitcherActionButton__addAccount').click();
    await settled();
    ok(find('input[name=identifier]'), 'the first step');
  });

  it('leads from sign-in to the waitlist by words of its own', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environmentOf({ mode: 'waitlist' });
    const { element, find, settled } = await mount('clerk-sign-in', { clerk });
    element.extend((await import('../../src/elements/sign-in/deferred-views.ts')).deferredViews);
    await element.loadErrors();
    await settled();
    equal(find('.cl-footerAction__signIn').textContent?.trim(), 'No account yet? Join waitlist');
    element.localization = { signIn: { start: { actionLink__join_waitlist: 'Auf die Warteliste' } } };
    await settled();
    equal(find('.cl-footerActionLink__signIn').textContent, 'Auf die Warteliste');
  });

  it('shows sign-up below the path of sign-in, and comes back', async () => {
    const clerk = new FakeClerk();
    clerk.signIn.reachable.start = clerk.signIn.state.step;
    const attributes = { routing: 'virtual', 'with-sign-up': '', 'sign-up-force-redirect-url': '/hello' };
    const { element, find, settled } = await mount('clerk-sign-in', { clerk, attributes });
    ok(!element.querySelector('.cl-footerActionLink'), 'no link to another page');
    clerk.signIn.set({ step: { name: 'create', values: { emailAddress: 'new@example.com' } } });
    await settled();
    const nested = find<HTMLElementTagNameMap['clerk-sign-up']>('clerk-sign-up');
    await nested.updateComplete;
    equal([nested.initialValues, nested.forceRedirectUrl], [{ emailAddress: 'new@example.com' }, '/hello']);
    await settled();
    nested.querySelector<HTMLElement>('.cl-footerActionLink__signUp')?.click();
    await settled();
    equal([element.querySelector('clerk-sign-up'), clerk.navigations.length], [null, 0]);
    ok(find('input[name=identifier]'), 'the first step');
  });
});
