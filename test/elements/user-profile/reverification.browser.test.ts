import { sendKeys } from '@web/test-runner-commands';
import { createMountControls } from '../../../src/elements/mount/mount-controls.ts';
import { ClerkAPIResponseError, ClerkRuntimeError } from '../../../src/client/errors.ts';
import { apiError } from '../fake-clerk.ts';
import { cleanUp, equal, next, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { refusal } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';
import {
  type Asked,
  changeUsername,
  dialogOnPage,
  EMAIL_CODE,
  PHONE_CODE,
  stale,
  type,
  Verifiable,
} from './verifiable.ts';

const dialog = () => document.querySelector<HTMLDialogElement>('dialog[open]');

describe('reverification in the profile', () => {
  afterEach(async () => {
    for (const open of document.querySelectorAll('dialog')) {
      open.close();
      await settle(open);
    }
    cleanUp();
  });

  it('asks for the password in a dialog, then saves the form', async () => {
    const verifiable = new Verifiable();
    const asked = await changeUsername(verifiable);
    ok(asked.dialog.matches(':modal'), 'a modal dialog');
    equal(asked.dialog.ariaLabel, 'Confirm that it is you');
    ok(asked.element.querySelector('.cl-userVerification-root .cl-userVerification-password'), 'the hooks of Clerk');
    equal(asked.element.shadowRoot, null);
    const password = asked.find<HTMLInputElement>('input[name=password]');
    same(document.activeElement, password);
    equal(password.autocomplete, 'current-password');
    const username = asked.find<HTMLInputElement>('form input[autocomplete=username]');
    equal([username.value, username.readOnly, username.type], ['ada@example.com', true, 'text']);
    await type(asked, 'password', 'a fine long password');
    await asked.profile.settled();
    equal(verifiable.steps, ['start second_factor', 'attempt password a fine long password']);
    same(dialog(), null);
    equal(
      verifiable.clerk.changes.map(({ name, args }) => [name, ...args]),
      [
        ['update', { username: 'augusta' }],
        ['update', { username: 'augusta' }],
      ],
    );
    equal(asked.profile.text('.cl-profileSection__username .cl-profileSectionItemText'), 'augusta');
    same(document.activeElement, asked.profile.button('Update username'));
  });

  it('asks for no reverification if the API does not', async () => {
    const verifiable = new Verifiable();
    verifiable.isProven = true;
    const { clerk } = verifiable;
    clerk.answers.update = undefined;
    await changeUsername(verifiable).then(
      () => ok(false, 'no dialog'),
      () => {},
    );
    equal(verifiable.steps, []);
    equal(clerk.changes.length, 1);
  });

  it('repeats the call once, not forever', async () => {
    const verifiable = new Verifiable();
    const asked = await changeUsername(verifiable);
    const { clerk } = verifiable;
    clerk.call = async (name) => {
      clerk.calls.push({ name, args: [] });
      throw stale();
    };
    await type(asked, 'password', 'right');
    await asked.profile.settled();
    same(dialog(), null);
    equal(clerk.changes.length, 2);
    ok(asked.profile.find('.cl-actionCard__username [role=alert]').innerText, 'an alert');
  });

  it('keeps the form on Escape, says that the reverification was cancelled and returns the focus', async () => {
    const verifiable = new Verifiable();
    const asked = await changeUsername(verifiable);
    const closed = next(asked.dialog, 'close');
    await sendKeys({ press: 'Escape' });
    await closed;
    await asked.profile.settled();
    same(dialog(), null);
    same(document.activeElement, asked.profile.button('Save'));
    equal(asked.profile.find<HTMLInputElement>('input[name=username]').value, 'augusta');
    equal(
      asked.profile.text('.cl-actionCard__username [role=alert]'),
      'You did not confirm that it is you. Nothing was changed.',
    );
    equal(verifiable.clerk.changes.length, 1);
    asked.profile.button('Save').click();
    await asked.profile.settled();
    await dialogOnPage();
  });

  it('keeps the focus inside the reverification dialog', async () => {
    const asked = await changeUsername(new Verifiable());
    for (let press = 0; press < 6; press++) {
      await sendKeys({ press: 'Tab' });
      const { activeElement } = document;
      ok(activeElement === document.body || asked.dialog.contains(activeElement), 'no focus behind the dialog');
    }
  });

  it('submits the password of a reverification on Enter, once', async () => {
    const verifiable = new Verifiable();
    const asked = await changeUsername(verifiable);
    asked.find<HTMLInputElement>('input[name=password]').value = 'right';
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await asked.profile.settled();
    equal(verifiable.steps.filter((step) => step.startsWith('attempt')).length, 1);
  });

  it('shows a wrong password at its field, which keeps the focus', async () => {
    const verifiable = new Verifiable();
    const asked = await changeUsername(verifiable);
    verifiable.refusals['attempt'] = refusal('form_password_incorrect', 'password');
    await type(asked, 'password', 'wrong');
    ok(asked.text('.cl-formFieldErrorText__password'), 'an error');
    same(document.activeElement, asked.find('input[name=password]'));
    await type(asked, 'password', 'right');
    same(dialog(), null);
  });

  it('emails a reverification code, counts down, and sends another one', async () => {
    const verifiable = new Verifiable({ first: [EMAIL_CODE] });
    const asked = await changeUsername(verifiable);
    equal(verifiable.steps, ['start second_factor', 'prepare email_code']);
    equal(asked.text('.cl-identityPreview'), 'ada@example.com');
    same(asked.element.querySelector('.cl-identityPreviewEditButton'), null);
    const resend = asked.find('.cl-formResendCodeLink');
    equal(resend.ariaDisabled, 'true');
    equal(resend.innerText.trim(), 'Send again in 30 seconds');
    same(document.activeElement, asked.find('input[autocomplete=one-time-code]'));
    verifiable.refusals['attempt'] = refusal('form_code_incorrect', 'code');
    await type(asked, 'code', '111111');
    equal(asked.text('.cl-formFieldErrorText__code'), 'Wrong code. Check it and try again.');
    await type(asked, 'code', '424242');
    same(dialog(), null);
  });

  it('says how long to wait when the API sends no other code yet', async () => {
    const verifiable = new Verifiable({ first: [EMAIL_CODE] });
    verifiable.refusals['prepare'] = new ClerkAPIResponseError(429, [apiError('too_many_requests')], 12);
    const asked = await changeUsername(verifiable);
    equal(asked.text('.cl-formResendCodeLink'), 'Send again in 12 seconds');
    ok(asked.text('[role=alert]').startsWith('Too many attempts'), 'an alert');
  });

  it('asks for the second factor after the first one, with an empty field', async () => {
    const verifiable = new Verifiable({ first: [EMAIL_CODE], second: [PHONE_CODE, { strategy: 'totp' }] });
    const asked = await changeUsername(verifiable);
    await type(asked, 'code', '424242');
    ok(asked.find('.cl-userVerification-totp2Fa'), 'the app first');
    equal(asked.find<HTMLInputElement>('input[name=code]').value, '');
    same(document.activeElement, asked.find('input[name=code]'));
    equal(asked.find('.cl-liveRegion').textContent, 'Two-step verification');
    same(asked.element.querySelector('.cl-formResendCodeLink'), null);
    asked.button('Use another method').click();
    await asked.settled();
    asked.button('Text code to +15555550100').click();
    await asked.settled();
    ok(asked.find('.cl-userVerification-phoneCode2Fa'), 'the phone');
    await type(asked, 'code', '424242');
    same(dialog(), null);
    equal(verifiable.steps.slice(2), [
      'attempt email_code 424242',
      'prepare2 phone_code',
      'attempt2 phone_code 424242',
    ]);
  });

  it('accepts a backup code for a reverification', async () => {
    const verifiable = new Verifiable({ second: [{ strategy: 'totp' }, { strategy: 'backup_code' }] });
    const asked = await changeUsername(verifiable);
    await type(asked, 'password', 'right');
    asked.button('Use another method').click();
    await asked.settled();
    asked.button('Use a backup code').click();
    await asked.settled();
    await type(asked, 'code', ' k3jd82mx ');
    equal(verifiable.steps.at(-1), 'attempt2 backup_code k3jd82mx');
    same(dialog(), null);
  });

  it('opens the passkey dialog of the browser at the press of a button, and shows why it failed', async () => {
    const verifiable = new Verifiable({ first: [{ strategy: 'passkey' }, { strategy: 'password' }] });
    const asked = await changeUsername(verifiable);
    equal(verifiable.steps, ['start second_factor']);
    verifiable.refusals['passkey'] = new ClerkRuntimeError('passkey_retrieval_cancelled', 'closed');
    asked.button('Use your passkey').click();
    await asked.settled();
    ok(asked.text('[role=alert]').startsWith('No passkey was used'), 'an alert');
    asked.button('Use your passkey').click();
    await asked.settled();
    same(dialog(), null);
  });

  it('lists other methods of reverification, and leads back and to help', async () => {
    const asked = await changeUsername(new Verifiable());
    asked.button('Use another method').click();
    await asked.settled();
    equal(asked.text('.cl-alternativeMethods'), 'Email code to ada@example.com');
    asked.button('Get help').click();
    await asked.settled();
    equal(asked.text('h1'), 'Get help');
    asked.button('Back').click();
    await asked.settled();
    asked.button('Back').click();
    await asked.settled();
    ok(asked.find('input[name=password]'), 'the password again');
  });

  it('restarts a verification that was lost, and says so', async () => {
    const verifiable = new Verifiable();
    const asked = await changeUsername(verifiable);
    verifiable.refusals['attempt'] = refusal('session_reverification_missing');
    await type(asked, 'password', 'right');
    equal(asked.text('[role=alert]'), 'This took too long. Start again.');
    await type(asked, 'password', 'right');
    equal(
      verifiable.steps.map((step) => step.split(' ')[0]),
      ['start', 'attempt', 'start', 'attempt'],
    );
    same(dialog(), null);
  });

  it('offers to retry a reverification that could not begin', async () => {
    const verifiable = new Verifiable();
    verifiable.refusals['start'] = refusal('service_unavailable');
    const asked = await changeUsername(verifiable);
    ok(asked.text('[role=alert]'), 'an alert');
    asked.button('Try again').click();
    await asked.settled();
    ok(asked.find('input[name=password]'), 'the password');
  });

  it('says that the account has no factor for a reverification', async () => {
    const asked = await changeUsername(new Verifiable({ first: [{ strategy: 'ticket' }] }));
    ok(asked.find('.cl-userVerification-noAvailableMethods'), 'no methods');
  });

  it('closes the reverification dialog when the session ends', async () => {
    const verifiable = new Verifiable();
    await changeUsername(verifiable);
    verifiable.clerk.keep([]);
    same(dialog(), null);
  });

  it('uses the texts of the profile that asks for the reverification', async () => {
    const localization = { reverification: { password: { title: 'Wer bist du?' } } };
    const asked = await changeUsername(new Verifiable(), { localization });
    equal(asked.text('h1'), 'Wer bist du?');
  });

  it('opens the reverification for an application, and reports the result once', async () => {
    const { clerk, steps } = new Verifiable();
    const controls = createMountControls(clerk.asInstance);
    const log: string[] = [];
    const props = {
      level: 'first_factor',
      afterVerification: () => void log.push('verified'),
      afterVerificationCancelled: () => void log.push('cancelled'),
    };
    controls.open('UserVerification', props);
    controls.open('UserVerification', props);
    await settle(document.body);
    const asked = (await dialogOnPage()) as Asked;
    equal(document.querySelectorAll('dialog').length, 1);
    equal(steps, ['start first_factor']);
    controls.close('UserVerification');
    await settle(document.body);
    equal(log, ['cancelled', 'cancelled']);
    same(asked.element.isConnected ? asked.element : null, null);
    controls.open('UserVerification', props);
    await settle(document.body);
    await type((await dialogOnPage()) as Asked, 'password', 'right');
    equal(log, ['cancelled', 'cancelled', 'verified']);
    clerk.keep([]);
    controls.open('UserVerification', props);
    await settle(document.body);
    same(dialog(), null);
    equal(log.at(-1), 'cancelled');
    equal(log.length, 4);
  });
});
