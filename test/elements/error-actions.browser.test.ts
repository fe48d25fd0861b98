import { ClerkAPIResponseError } from '../../src/client/errors.ts';
import { errors } from '../../src/localization/en-us/errors.ts';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { showStep } from './show-step.ts';
import { apiError } from './fake-clerk.ts';
import { cleanUp, equal, ok } from './support.ts';
import { household, mountAccount } from './user-button/account.ts';

const TEXTS = (errors as { unstable__errors: Record<string, string> }).unstable__errors;

/** Shows a step once the views that are loaded in the background are there. */
async function shownWhole(state: StepState) {
  const shown = await showStep(state);
  const { deferredViews } = await (state.tag === 'clerk-sign-in'
    ? import('../../src/elements/sign-in/deferred-views.ts')
    : import('../../src/elements/sign-up/deferred-views.ts'));
  shown.element.extend(deferredViews);
  return shown;
}

/** Shows a step with an error of the whole form. */
async function withError(name: string, code: string, paramName?: string, change: Partial<StepState> = {}) {
  const shown = await shownWhole({ ...(EVERY_STEP[name] as StepState), ...change });
  shown.flow.set({ errors: { fields: {}, global: apiError(code, paramName) } });
  await shown.settled();
  const control = shown.element.querySelector<HTMLAnchorElement>('[role=alert] :is(a, button)');
  return { ...shown, control };
}

describe('actions of errors', () => {
  afterEach(cleanUp);

  for (const step of ['verify-email-address', 'verify-email-link', 'verify-phone-number', 'continue', 'sign-up']) {
    it(`links to sign-in if the email address was taken meanwhile: ${step}`, async () => {
      const { control, clerk } = await withError(step, 'form_identifier_exists', 'email_address');
      equal(
        [control?.textContent, control?.getAttribute('href')],
        ['Sign in', new URL('/sign-in', location.href).href],
      );
      control?.click();
      equal(clerk.navigations.at(-1)?.to, new URL('/sign-in', location.href).href);
    });
  }

  it('links to sign-in below the field of a taken email address', async () => {
    const { find, flow, settled } = await shownWhole(EVERY_STEP['sign-up'] as StepState);
    flow.fail({ emailAddress: 'form_identifier_exists' });
    await settled();
    equal(find('.cl-formFieldErrorText a').textContent, 'Sign in');
  });

  it('the line of an error is never scrolled while it opens, which would move its link away from a click', async () => {
    const { find, flow, settled } = await shownWhole(EVERY_STEP['sign-up'] as StepState);
    flow.fail({ emailAddress: 'form_identifier_exists' });
    await settled();
    const line = find('.cl-formFieldErrorText__emailAddress');
    const box = line.parentElement as HTMLElement;
    Object.assign(box.style, { transition: 'none', gridTemplateRows: '0fr' });
    find('.cl-formFieldErrorText a').scrollIntoView();
    equal([line.clientHeight, line.scrollTop], [0, 0]);
  });

  it('leads from a browser that is full of accounts to the list of them, which a sign-up does not have', async () => {
    const { control, flow } = await withError('password', 'session_quota_exceeded');
    equal(control?.textContent, 'Choose an account');
    control?.click();
    equal(flow.asked.at(-1), 'choose');
    const signUp = await withError('sign-up', 'session_quota_exceeded');
    equal(signUp.control, null);
  });

  it('links nowhere if a username is taken', async () => {
    const { find, element, flow, settled } = await shownWhole(EVERY_STEP['sign-up-every-field'] as StepState);
    flow.fail({ username: 'form_identifier_exists' });
    await settled();
    ok(find('.cl-formFieldErrorText__username').textContent?.includes('This username is taken'), 'what is wrong');
    equal(element.querySelectorAll('.cl-formFieldErrorText a').length, 0);
  });

  it('links to sign-up if the identifier is unknown, unless sign-up is closed', async () => {
    for (const [mode, expected] of [
      ['public', ['Create an account']],
      ['waitlist', ['Sign up']],
      ['restricted', []],
    ] as const) {
      const { element, flow, settled } = await shownWhole({
        ...(EVERY_STEP['start'] as StepState),
        offer: { mode },
      });
      flow.fail({ identifier: 'form_identifier_not_found' });
      await settled();
      const links = [...element.querySelectorAll('.cl-formFieldErrorText a')].map(({ textContent }) => textContent);
      equal(links, expected, mode);
      const text = element.querySelector('.cl-formFieldErrorText')?.textContent ?? '';
      equal(/sign up|create an account/i.test(text), mode !== 'restricted', `the text of ${mode}`);
      cleanUp();
    }
  });

  for (const code of [
    'captcha_invalid',
    'captcha_missing_token',
    'captcha_not_enabled',
    'client_not_found',
    'resource_not_found',
  ]) {
    it(`offers to reload the page if the text of the error says so: ${code}`, async () => {
      ok(/reload/i.test(TEXTS[code] ?? ''), 'its text');
      const { control } = await withError('password', code);
      equal([control?.localName, control?.textContent], ['button', 'Reload page']);
    });
  }

  for (const code of ['user_banned', 'not_allowed_access']) {
    it(`links to support if there is an address: ${code}`, async () => {
      const address = { display: { support_email: 'help@example.com' } };
      equal(
        (await withError('password', code, undefined, { offer: address })).control?.href,
        'mailto:help@example.com',
      );
      cleanUp();
      equal((await withError('password', code)).control, null);
    });
  }

  for (const code of ['authentication_invalid', 'signed_out']) {
    it(`links a user who was signed out of the profile to sign-in: ${code}`, async () => {
      const clerk = household();
      Object.assign(clerk, { buildSignInUrl: () => '/sign-in#back' });
      const { button, element, find, settled } = await mountAccount('clerk-user-profile', { clerk });
      button('Update username').click();
      await settled();
      clerk.call = async () => {
        throw new ClerkAPIResponseError(401, [apiError(code)]);
      };
      find<HTMLInputElement>('input[name=username]').value = 'countess';
      button('Save').click();
      await settled();
      const link = element.querySelector<HTMLAnchorElement>('[role=alert] a');
      equal([link?.textContent, link?.getAttribute('href')], ['Sign in', '/sign-in#back']);
    });
  }

  it('says that only the newest code works, on every step that sends one', async () => {
    for (const name of [
      'email-code',
      'phone-code',
      'phone-code-2',
      'client-trust',
      'reset-code',
      'verify-email-address',
    ]) {
      const { flow, find, settled } = await showStep(EVERY_STEP[name] as StepState);
      const error = apiError('form_code_incorrect', 'code');
      flow.set({
        errors: { fields: { code: { ...error, meta: { ...error.meta, is_replaced: true } } }, global: null },
      });
      await settled();
      const text = () => find('.cl-formFieldErrorText').textContent?.trim();
      equal(text(), 'A newer code was sent. Use that one.', name);
      flow.fail({ code: 'form_code_incorrect' });
      await settled();
      ok(text()?.startsWith('Wrong code.'), `${name}: ${text()}`);
      cleanUp();
    }
  });

  // Words of a text, a step with that error, and the control that the words name.
  const OFFERED: readonly [words: RegExp, step: string, control: string][] = [
    [/send a new one|ask for a new one, or/i, 'email-code', '.cl-formResendCodeLink'],
    [/another method/i, 'passkey', '.cl-footerActionLink'],
    [/set a new one/i, 'password', '.cl-formFieldAction__password'],
  ];
  for (const [words, step, control] of OFFERED) {
    it(`shows the control that the text of an error names: ${words.source}`, async () => {
      const codes = Object.keys(TEXTS).filter((code) => words.test(TEXTS[code] ?? ''));
      ok(codes.length > 0, 'such texts');
      const { element } = await withError(step, codes[0] ?? '');
      ok(element.querySelector(control), `${control} on ${step}`);
    });
  }

  it('names no control that does not exist', () => {
    const known =
      /^(captcha_(invalid|missing_token|not_enabled)|client_not_found|resource_not_found|authentication_invalid|signed_out|invitation_.+|session_reverification_required)$/;
    const asking = Object.entries(TEXTS).filter(([, text]) =>
      /\b(sign in (again|instead)|sign up|reload)\b/i.test(text),
    );
    equal(
      asking.map(([code]) => code).filter((code) => !known.test(code)),
      [],
    );
  });

  it('links an invited user to sign-up, even if sign-up is closed', async () => {
    const { control } = await withError('password', 'invitation_account_not_exists', undefined, {
      offer: { mode: 'restricted' },
    });
    equal(control?.textContent, 'Sign up');
  });
});
