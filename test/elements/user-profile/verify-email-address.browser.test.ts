import { ClerkAPIResponseError } from '../../../src/client/errors.ts';
import { apiError } from '../fake-clerk.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { ADA, mountIdentifiers, WORK } from './identifiers-clerk.ts';

const UNVERIFIED = { ...WORK, verified: false };

/** The refusal of a call that may be made again after some seconds. */
function tooSoon(seconds: number): ClerkAPIResponseError {
  return new ClerkAPIResponseError(429, [apiError('too_many_requests')], seconds);
}

/** Adds an address, and goes as far as the code. */
async function adding(...args: Parameters<typeof mountIdentifiers>) {
  const mounted = await mountIdentifiers(...args);
  await mounted.press('Add email address');
  await mounted.send('emailAddress', WORK.value);
  return mounted;
}

describe('verification of an email address in the profile', () => {
  afterEach(cleanUp);

  it('adds an email address, verifies it by a code, announces it and returns the focus', async () => {
    const { press, send, input, calls, text, rows, said, button } = await mountIdentifiers();
    await press('Add email address');
    same(document.activeElement, input('emailAddress'));
    equal(input('emailAddress')?.type, 'email');
    await send('emailAddress', ` ${WORK.value} `);
    equal(calls('createEmailAddress'), [WORK.value]);
    equal(calls('prepare'), [{ strategy: 'email_code' }]);
    same(document.activeElement, input('code'));
    equal(text('.cl-actionCardText'), 'Enter the 6-digit code we sent to ada@work.example.');
    ok(text('.cl-formResendCodeLink').startsWith('Send again in'), 'a countdown');
    await send('code', '123456');
    equal(calls('attempt'), ['123456']);
    equal(rows('emailAddresses'), ['ada@example.com Primary', 'ada@work.example']);
    equal(said(), 'ada@work.example is verified.');
    same(document.activeElement, button('Add email address'));
  });

  it('refuses what is no email address before anything is sent, and keeps it', async () => {
    const { press, send, input, text, clerk } = await mountIdentifiers();
    await press('Add email address');
    await send('emailAddress', 'ada@');
    equal(text('.cl-formFieldErrorText__emailAddress'), 'Enter an email address such as name@example.com.');
    equal(input('emailAddress')?.value, 'ada@');
    same(document.activeElement, input('emailAddress'));
    await send('emailAddress', '');
    equal(text('.cl-formFieldErrorText__emailAddress'), 'Enter an email address.');
    equal(clerk.calls, []);
  });

  it('points out a typing mistake in the domain of a large provider, and corrects it on request', async () => {
    const { press, send, text, calls, input } = await mountIdentifiers();
    await press('Add email address');
    await send('emailAddress', 'ada@gmial.com');
    equal(text('.cl-formFieldWarningText'), 'Did you mean ada@gmail.com?');
    equal(input('emailAddress')?.value, 'ada@gmial.com');
    equal(calls('createEmailAddress'), []);
    await press('ada@gmail.com');
    equal(calls('createEmailAddress'), ['ada@gmail.com']);
  });

  it('takes an unusual domain that the user insists on', async () => {
    const { press, send, calls } = await mountIdentifiers();
    await press('Add email address');
    await send('emailAddress', 'ada@gmial.com');
    await press('Add');
    equal(calls('createEmailAddress'), ['ada@gmial.com']);
  });

  for (const [code, param, shown] of [
    [
      'form_identifier_exists',
      'email_address',
      'This email address is already in use, in your account or in another one.',
    ],
    ['form_email_address_blocked', 'email_address', 'This email address cannot be used here. Use another one.'],
    ['form_param_format_invalid', 'email_address', 'Enter an email address such as name@example.com.'],
  ] as const) {
    it(`shows ${code} at the new email address, and keeps what was typed`, async () => {
      const { press, send, clerk, text, input, settled, button } = await mountIdentifiers();
      const answer = (clerk.answers['createEmailAddress'] = deferred<unknown>());
      await press('Add email address');
      await send('emailAddress', WORK.value);
      equal(button('Add').getAttribute('aria-busy'), 'true');
      answer.reject(refusal(code, param));
      await settled();
      equal(text('.cl-formFieldErrorText__emailAddress'), shown);
      equal(input('emailAddress')?.value, WORK.value);
      same(document.activeElement, input('emailAddress'));
    });
  }

  it('keeps an email address that was left before it was verified, and goes on with it', async () => {
    const { press, menu, rows, calls, button, send, text } = await adding();
    await press('Cancel');
    same(document.activeElement, button('Add email address'));
    equal(rows('emailAddresses'), ['ada@example.com Primary', 'ada@work.example Unverified']);
    equal(await menu('idn_new', 'Complete verification'), ['Complete verification', 'Remove email']);
    equal(text('.cl-actionCardTitle'), 'Verify email address');
    equal(calls('prepare').length, 2);
    await send('code', '123456');
    equal(rows('emailAddresses'), ['ada@example.com Primary', 'ada@work.example']);
    same(document.activeElement, document.querySelector('.cl-menuButton[data-item="idn_new"]'));
  });

  it('goes on with an unverified email address that is added once more', async () => {
    const { press, send, calls, input } = await mountIdentifiers({ emails: [ADA, UNVERIFIED] });
    await press('Add email address');
    await send('emailAddress', 'Ada@Work.Example');
    equal(calls('createEmailAddress'), []);
    ok(input('code'), 'a field for the code');
  });

  for (const [code, shown] of [
    ['form_code_incorrect', 'Wrong code.'],
    ['verification_expired', 'That code has expired. Send a new one.'],
    ['verification_failed', 'Too many wrong codes. Send a new one.'],
  ] as const) {
    it(`shows ${code} at the code of an email address, and takes another one`, async () => {
      const { clerk, send, text, input, settled, rows } = await adding();
      const answer = (clerk.answers['attempt'] = deferred<unknown>());
      await send('code', '111111');
      answer.reject(refusal(code));
      await settled();
      ok(text('.cl-formFieldErrorText__code').startsWith(shown), text('.cl-formFieldErrorText__code'));
      same(document.activeElement, input('code'));
      clerk.answers['attempt'] = undefined;
      await send('code', '222222');
      equal(rows('emailAddresses')[1], 'ada@work.example');
    });
  }

  for (const [code, param, shown] of [
    ['form_identifier_exists', 'email_address', 'This email address is already in use'],
    ['too_many_requests', undefined, 'Too many attempts'],
  ] as const) {
    it(`shows ${code} above the code, where there is no field for it`, async () => {
      const { clerk, send, text, settled, input } = await adding();
      const answer = (clerk.answers['attempt'] = deferred<unknown>());
      await send('code', '111111');
      answer.reject(refusal(code, param));
      await settled();
      ok(text('.cl-actionCard [role=alert]').startsWith(shown), text('.cl-actionCard [role=alert]'));
      ok(input('code'), 'the field is still there');
    });
  }

  it('goes on to the code when it could not be sent, says why, and sends it on request', async () => {
    const clerkAnswer = deferred<unknown>();
    const { press, send, clerk, text, settled, element, calls } = await mountIdentifiers();
    clerk.answers['prepare'] = clerkAnswer;
    await press('Add email address');
    await send('emailAddress', WORK.value);
    clerkAnswer.reject(refusal('verification_not_sent', 'email_address'));
    await settled();
    ok(text('.cl-actionCard [role=alert]').startsWith('This address or number cannot'), 'the reason');
    same(element.querySelector('.cl-actionCardText'), null);
    clerk.answers['prepare'] = undefined;
    await press('No code yet? Send a new one');
    equal(text('.cl-actionCardText'), 'Enter the 6-digit code we sent to ada@work.example.');
    same(element.querySelector('.cl-actionCard [role=alert]'), null);
    equal(calls('prepare').length, 2);
  });

  it('counts down until a code may be sent that was asked for too soon', async () => {
    const { press, send, clerk, text, settled } = await mountIdentifiers();
    const answer = (clerk.answers['prepare'] = deferred<unknown>());
    await press('Add email address');
    await send('emailAddress', WORK.value);
    answer.reject(tooSoon(300));
    await settled();
    ok(text('.cl-actionCard [role=alert]').includes('5 minutes'), text('.cl-actionCard [role=alert]'));
    equal(text('.cl-formResendCodeLink'), 'Send again in 300 seconds');
  });

  it('asks for the code that was sent before when it is too soon for another one', async () => {
    const verification = {
      status: 'unverified',
      strategy: 'email_code',
      expireAt: new Date(Date.now() + 60_000),
    } as const;
    const { menu, clerk, text, settled, element } = await mountIdentifiers({
      emails: [ADA, { ...WORK, verified: false, verification }],
    });
    const answer = (clerk.answers['prepare'] = deferred<unknown>());
    await menu(WORK.id, 'Complete verification');
    answer.reject(tooSoon(20));
    await settled();
    equal(text('.cl-actionCardText'), 'Enter the 6-digit code we sent to ada@work.example.');
    equal(text('.cl-formResendCodeLink'), 'Send again in 20 seconds');
    same(element.querySelector('.cl-actionCard [role=alert]'), null);
  });

  it('closes when the email address is verified in another tab, and says so', async () => {
    const { clerk, said, settled, input, button } = await adding();
    clerk.change('idn_new', { verified: true });
    await settled();
    same(input('code'), null);
    equal(said(), 'ada@work.example is verified.');
    same(document.activeElement, button('Add email address'));
  });

  it('counts an email address as verified when the API says that it is already', async () => {
    const { clerk, send, said, settled } = await adding();
    const answer = (clerk.answers['attempt'] = deferred<unknown>());
    await send('code', '111111');
    answer.reject(refusal('verification_already_verified'));
    await settled();
    equal(said(), 'ada@work.example is verified.');
  });

  it('keeps a code half typed in one row when another row goes', async () => {
    const { menu, clerk, input, settled } = await mountIdentifiers({
      emails: [ADA, { id: 'idn_3', value: 'c@example.com' }, UNVERIFIED],
    });
    await menu(WORK.id, 'Complete verification');
    const field = input('code') as HTMLInputElement;
    field.value = '123';
    clerk.publish({ emails: [ADA, UNVERIFIED] });
    await settled();
    same(input('code'), field);
    same(document.activeElement, field);
    equal(field.value, '123');
  });

  it('sends a link where the instance prefers links, and shows the number for another device', async () => {
    const rules = { ways: ['email_link', 'email_code'] };
    const { calls, text, clerk, settled, element, said } = await adding({}, rules);
    equal(calls('prepare'), [{ strategy: 'email_link', redirectUrl: location.href, numberMatch: true }]);
    equal(text('.cl-actionCardText').startsWith('Open the link we sent to ada@work.example.'), true);
    const verification = { status: 'unverified', strategy: 'email_link', matchNumber: '42' } as const;
    clerk.change('idn_new', { verification });
    await settled();
    equal(text('.cl-linkMatchNumber'), '42');
    ok(text('.cl-formResendCodeLink').startsWith('Send again in'), 'a countdown');
    clerk.change('idn_new', { verification: { ...verification, status: 'expired' } });
    await settled();
    equal(text('.cl-actionCard [role=alert]'), 'This link no longer works. Send a new one.');
    clerk.change('idn_new', { verified: true, verification: { status: 'verified', strategy: 'email_link' } });
    await settled();
    same(element.querySelector('.cl-actionCard'), null);
    equal(said(), 'ada@work.example is verified.');
  });

  it('says that a link no longer works when its time has passed, which the API does not tell', async () => {
    const { text, element, settled } = await adding({}, { ways: ['email_link', 'email_code'] });
    const { now } = performance;
    const passed = 601_000;
    performance.now = () => now.call(performance) + passed;
    try {
      element.requestUpdate();
      await settled();
      equal(text('.cl-actionCard [role=alert]'), 'This link no longer works. Send a new one.');
    } finally {
      performance.now = now;
    }
  });

  it('takes the code of the same email in place of the link', async () => {
    const { send, rows } = await adding({}, { ways: ['email_link', 'email_code'] });
    await send('code', '123456');
    equal(rows('emailAddresses')[1], 'ada@work.example');
  });

  it('leads to the sign-in page of the organization that an email address belongs to', async () => {
    const url = 'https://sso.example/start';
    const { menu, calls, find, clerk, settled, input, said } = await mountIdentifiers({
      emails: [ADA, { ...UNVERIFIED, matchesSsoConnection: true }],
    });
    await menu(WORK.id, 'Complete verification');
    equal(calls('prepare'), [{ strategy: 'enterprise_sso', redirectUrl: location.href }]);
    same(input('code'), null);
    const verification = { status: 'unverified', strategy: 'enterprise_sso' } as const;
    clerk.change(WORK.id, { verification: { ...verification, externalVerificationRedirectURL: new URL(url) } });
    await settled();
    const link = find<HTMLAnchorElement>('.cl-actionCard a');
    equal([link.href, link.target], [url, '_blank']);
    clerk.change(WORK.id, { verification: { ...verification, status: 'verified' } });
    await settled();
    equal(said(), 'ada@work.example is verified.');
  });
});
