import { sendKeys } from '@web/test-runner-commands';
import { CODE_FACTOR, environment, FakeClerk, PASSWORD, START } from './fake-clerk.ts';
import { environmentOf } from './offer.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

const BOTH = { ...START, password: true } as const;
const TYPED = '__clerk_typed';

/** Shows the first screen of a sign-in, whose later code is loaded. */
async function start(step: typeof START = BOTH, factors = ['password', 'email_code'], properties: object = {}) {
  const clerk = new FakeClerk();
  clerk.startSignIn(step);
  clerk.signIn.reachable.start = step;
  const known = environment();
  clerk.__internal_environment = { ...known, auth_config: { ...known.auth_config, first_factors: factors } } as never;
  const shown = await mount('clerk-sign-in', { clerk, properties });
  const { deferredViews } = await import('../../src/elements/sign-in/deferred-views.ts');
  shown.element.extend(deferredViews);
  await shown.element.loadErrors();
  await shown.settled();
  return { ...shown, flow: clerk.signIn };
}

/** Shows the first screen of a sign-up, whose later code is loaded. */
async function startSignUp() {
  const shown = await mount('clerk-sign-up');
  shown.element.extend((await import('../../src/elements/sign-up/deferred-views.ts')).deferredViews);
  await shown.element.loadErrors();
  await shown.settled();
  return shown;
}

/** What the flow of a form was created with. */
const begunWith = (clerk: FakeClerk) => (clerk.created.at(-1) as { initialValues?: object }).initialValues;
const wrongPassword = { password: 'form_password_incorrect' };
const errorButton = (element: HTMLElement) => element.querySelector<HTMLElement>('.cl-formFieldErrorText button');

describe('the first screen of a sign-in', () => {
  afterEach(cleanUp);

  it('keeps every control in its place when the style sheets of the other screens arrive', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environmentOf({ codes: true });
    clerk.startSignIn(BOTH);
    const { element, find } = await mount('clerk-sign-in', { clerk });
    const places = () =>
      [...element.querySelectorAll('label, input, button')].map((node) => Math.round(node.getBoundingClientRect().y));
    const before = places();
    const label = find('.cl-formFieldLabel__password').getBoundingClientRect();
    const action = find('.cl-formFieldAction__password').getBoundingClientRect();
    ok(action.top < label.bottom && label.top < action.bottom, 'the action is beside the label');
    element.extend((await import('../../src/elements/sign-in/deferred-views.ts')).deferredViews);
    equal(places(), before);
  });
  afterEach(() => sessionStorage.removeItem(TYPED));

  for (const [instead, selector, name] of [
    ['forgot', '.cl-formFieldAction__password', 'Forgot password?'],
    ['another', '.cl-footerActionLink__alternativeMethods', 'Use another method'],
  ] as const) {
    it(`goes straight on with the typed address, without the password: ${name}`, async () => {
      const { input, find, flow } = await start();
      input('identifier').value = ' ada@example.com ';
      input('password').value = 'half of it';
      equal(find(selector).textContent, name);
      find(selector).click();
      equal(flow.actions, [{ type: 'identify', identifier: 'ada@example.com', password: 'half of it', instead }]);
      equal([input('identifier').value, input('password').value], ['ada@example.com', 'half of it'], 'what was typed');
    });

    it(`asks for the address first, and keeps the password: ${name}`, async () => {
      const { input, find, flow, settled } = await start();
      input('password').value = 'half of it';
      find(selector).focus();
      find(selector).click();
      await settled();
      ok(document.activeElement === input('identifier'), 'the focus is on the address');
      equal(find('.cl-formFieldErrorText__identifier').textContent?.trim(), 'Enter your email address.');
      equal([flow.actions, input('password').value], [[], 'half of it']);
      // The next press of Enter is an ordinary one.
      await sendKeys({ type: 'ada@example.com' });
      await sendKeys({ press: 'Enter' });
      equal(flow.actions, [{ type: 'identify', identifier: 'ada@example.com', password: 'half of it' }]);
    });
  }

  it('offers other methods only where the instance has some, and neither without a password', async () => {
    const alone = await start(BOTH, ['password']);
    equal(alone.element.querySelectorAll('.cl-footerActionLink__alternativeMethods').length, 0);
    equal(alone.find('.cl-formFieldAction__password').textContent, 'Forgot password?');
    cleanUp();
    const { element } = await start(START);
    equal(element.querySelectorAll('form button:not(.cl-formButtonPrimary)').length, 0);
  });

  it('goes from the address to the password with one press of the Tab key', async () => {
    const { input, find } = await start();
    input('identifier').focus();
    await sendKeys({ press: 'Tab' });
    ok(document.activeElement === input('password'), 'the password');
    const label = find('.cl-formFieldLabel__password').getBoundingClientRect();
    const action = find('.cl-formFieldAction__password').getBoundingClientRect();
    ok(action.top < label.bottom && action.left > label.right, 'the link stands beside the label');
  });

  it('shows the list of other methods at once, and the factor after going back', async () => {
    const { find, flow, settled, element } = await start();
    flow.set({ step: { ...PASSWORD, choosing: 'another' } });
    await settled();
    ok(find('.cl-signIn-alternativeMethods'), 'the list');
    find('.cl-backLink').click();
    await settled();
    ok(find('.cl-signIn-password'), 'the password');
    flow.set({ step: BOTH });
    await settled();
    flow.set({ step: { ...PASSWORD, alternatives: [], choosing: 'help' } });
    await settled();
    equal(element.querySelectorAll('.cl-signIn-password').length, 0);
    equal(find('.cl-headerTitle').textContent, 'Get help');
  });

  for (const [name, step] of [
    ['first screen', BOTH],
    ['password screen', PASSWORD],
  ] as const) {
    it(`keeps a wrong password and selects it, so that typing replaces it: ${name}`, async () => {
      const { input, flow, settled } = await start();
      flow.set({ step: step as never });
      await settled();
      if (name === 'first screen') input('identifier').value = 'ada@example.com';
      const field = input('password');
      field.value = 'wrong';
      flow.fail(wrongPassword);
      await settled();
      ok(document.activeElement === field, 'the focus');
      equal([field.value, field.selectionStart, field.selectionEnd], ['wrong', 0, 5]);
      await sendKeys({ type: 'right' });
      equal(field.value, 'right');
    });
  }

  it('sends a code instead of a wrong password with one press', async () => {
    const { input, element, flow, settled } = await start();
    input('identifier').value = 'ada@example.com';
    input('password').value = 'wrong';
    flow.fail(wrongPassword);
    await settled();
    const button = errorButton(element);
    equal(button?.textContent, 'Email me a code instead');
    button?.focus();
    await sendKeys({ press: 'Enter' });
    equal(flow.actions, [{ type: 'identify', identifier: 'ada@example.com', password: 'wrong', instead: 'code' }]);
  });

  it('sends a code instead of a wrong password on the password screen', async () => {
    const { element, flow, settled } = await start();
    flow.set({ step: PASSWORD });
    await settled();
    flow.fail(wrongPassword);
    await settled();
    errorButton(element)?.click();
    equal(flow.actions, [{ type: 'choose-factor', factor: CODE_FACTOR }]);
  });

  for (const [why, factors, typed, code] of [
    ['the instance sends no codes', ['password'], 'ada@example.com', 'form_password_incorrect'],
    ['a user name tells nothing of the address', ['password', 'email_code'], 'ada', 'form_password_incorrect'],
    [
      'enumeration protection is on',
      ['password', 'email_code'],
      'ada@example.com',
      'form_password_or_identifier_incorrect',
    ],
  ] as const) {
    it(`offers no code instead of a wrong password: ${why}`, async () => {
      const { input, element, flow, settled } = await start({ ...BOTH, identifiers: ['email_address', 'username'] }, [
        ...factors,
      ]);
      input('identifier').value = typed;
      flow.fail({ password: code });
      await settled();
      equal(errorButton(element), null);
    });
  }

  it('offers no code on the password screen of an account without an address', async () => {
    const { element, flow, settled } = await start();
    flow.set({ step: { ...PASSWORD, alternatives: [{ strategy: 'passkey' }] } });
    await settled();
    flow.fail(wrongPassword);
    await settled();
    equal(errorButton(element), null);
  });

  it('returns from the pencil to the selected address, not to the password', async () => {
    const { input, find, flow, settled } = await start();
    flow.set({ step: PASSWORD });
    await settled();
    flow.reachable.start = { ...BOTH, identifier: 'ada@example.com' };
    find('.cl-identityPreviewEditButton').click();
    await settled();
    const field = input('identifier');
    ok(document.activeElement === field, 'the focus is on the address');
    equal(getSelection()?.toString() || field.value, 'ada@example.com');
    await sendKeys({ type: 'b' });
    equal(field.value, 'b', 'typing replaces the address');
  });

  it('begins with the password where the page knows the address', async () => {
    const { input } = await start({ ...BOTH, identifier: 'ada@example.com' }, undefined, { autofocus: true });
    ok(document.activeElement === input('password'), 'the focus is on the password');
  });
});

describe('the method that was used last', () => {
  afterEach(cleanUp);

  it('is marked at the identifier once the client is known, and nothing moves', async () => {
    const { clerk, element, find, input, settled } = await start();
    const mark = () => element.querySelector<HTMLElement>('.cl-lastUsed');
    const { top } = input('identifier').getBoundingClientRect();
    for (const [lastAuthenticationStrategy, isMarked] of [
      ['oauth_google', false],
      ['password', true],
      ['phone_code', false],
      ['email_code', true],
    ] as const) {
      clerk.set({ client: { id: 'client_1', lastAuthenticationStrategy } });
      await settled();
      equal(!!mark()?.checkVisibility(), isMarked, lastAuthenticationStrategy);
      equal(input('identifier').getBoundingClientRect().top, top, 'the place of the field');
    }
    equal(mark()?.textContent, 'Last used');
    const ids = input('identifier').getAttribute('aria-describedby')?.split(' ') ?? [];
    ok(
      ids.some((id) => document.getElementById(id)?.textContent === 'Last used'),
      'part of the description',
    );
    ok(find('.cl-formFieldLabel__identifier').offsetWidth > 0, 'the label');
  });
});

describe('what was typed', () => {
  afterEach(cleanUp);
  afterEach(() => sessionStorage.removeItem(TYPED));

  it('goes from sign-in to sign-up without being in a URL, and is forgotten there', async () => {
    const { input, find, clerk } = await start();
    input('identifier').value = 'ada@example.com';
    input('password').value = 'a secret';
    find('.cl-footerActionLink__signIn').click();
    ok(!clerk.navigations.at(-1)?.to.includes('ada'), 'the URL');
    equal(sessionStorage.getItem(TYPED), '{"emailAddress":"ada@example.com"}');
    cleanUp();
    const signUp = await startSignUp();
    equal(begunWith(signUp.clerk), { emailAddress: 'ada@example.com' });
    equal(sessionStorage.getItem(TYPED), null, 'what is kept');
  });

  it('goes from sign-up to sign-in', async () => {
    const { input, find } = await startSignUp();
    input('emailAddress').value = 'ada@example.com';
    input('password').value = 'a secret';
    find('.cl-footerActionLink__signUp').click();
    cleanUp();
    const { clerk } = await start();
    equal(begunWith(clerk), { emailAddress: 'ada@example.com' });
  });

  it('goes along with the link of an error', async () => {
    const { input, find, flow, settled } = await start();
    input('identifier').value = 'nobody@example.com';
    flow.fail({ identifier: 'form_identifier_not_found' });
    await settled();
    const link = find('.cl-formFieldErrorText a');
    equal(link.textContent, 'Create an account');
    link.click();
    equal(sessionStorage.getItem(TYPED), '{"emailAddress":"nobody@example.com"}');
  });

  it('stays where it is when the link opens in a new tab, and when nothing was typed', async () => {
    const { input, find } = await start();
    const link = find('.cl-footerActionLink__signIn');
    link.click();
    equal(sessionStorage.getItem(TYPED), null);
    input('identifier').value = 'ada@example.com';
    link.addEventListener('click', (event) => event.preventDefault());
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ctrlKey: true }));
    equal(sessionStorage.getItem(TYPED), null);
  });

  it('wins over what the page begins with', async () => {
    sessionStorage.setItem(TYPED, '{"emailAddress":"ada@example.com"}');
    const { clerk } = await start(BOTH, undefined, { initialValues: { emailAddress: 'guest@example.com' } });
    equal(begunWith(clerk), { emailAddress: 'ada@example.com' });
  });

  it('does not disturb the form where the storage has something else', async () => {
    sessionStorage.setItem(TYPED, 'no JSON');
    const { find } = await start();
    ok(find('input[name=identifier]'), 'the field');
  });
});
