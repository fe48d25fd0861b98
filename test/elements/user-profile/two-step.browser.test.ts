import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { CODES, mountTwoStep, SECRET, SHOWN, TwoStepClerk, URI } from './two-step-clerk.ts';

const PHONE = { id: 'idn_p1', number: '+12015550123' };
const OTHER = { id: 'idn_p2', number: '+12015550124' };
const second = { reserved: true } as const;

function called(clerk: TwoStepClerk, name: string): unknown[] {
  return clerk.calls.filter((call) => call.name === name).map(({ args }) => args[0]);
}

/** Records the files that are saved, in place of the browser. Ends with the returned function. */
function recordFiles(): { files: { name: string; blob: Blob | undefined }[]; restore(): void } {
  const { click } = HTMLAnchorElement.prototype;
  const { createObjectURL } = URL;
  const files: { name: string; blob: Blob | undefined }[] = [];
  let blob: Blob | undefined;
  URL.createObjectURL = (object: Blob) => {
    blob = object;
    return createObjectURL.call(URL, object);
  };
  HTMLAnchorElement.prototype.click = function () {
    files.push({ name: this.download, blob });
  };
  return {
    files,
    restore() {
      HTMLAnchorElement.prototype.click = click;
      URL.createObjectURL = createObjectURL;
    },
  };
}

describe('two-step verification in the profile', () => {
  afterEach(cleanUp);

  it('lists the second factors with their kind, and marks the one that sign-in asks for first', async () => {
    const { rows, clerk, settled } = await mountTwoStep({
      totp: true,
      backupCodes: true,
      phones: [
        { ...OTHER, ...second },
        { ...PHONE, ...second, isDefault: true },
        { id: 'idn_3', number: '+12015550125' },
      ],
    });
    equal(rows(), [
      'Authenticator app Default',
      'Text message +1 (201) 555-0123',
      'Text message +1 (201) 555-0124',
      'Backup codes',
    ]);
    clerk.publish({ totp: false });
    await settled();
    equal(rows()[0], 'Text message +1 (201) 555-0123 Default');
  });

  it('shows nothing of second factors where the instance has none', async () => {
    const { element } = await mountTwoStep({ offers: [] });
    same(element.querySelector('.cl-profileSection__mfa'), null);
  });

  it('offers the second factors that the user lacks', async () => {
    const { press, element, clerk, settled } = await mountTwoStep({ totp: true });
    const titles = () => [...element.querySelectorAll<HTMLElement>('.cl-choiceName')].map((each) => each.innerText);
    await press('Add two-step verification');
    equal(titles(), ['Text message', 'Backup codes']);
    clerk.publish({ totp: false });
    await settled();
    equal(titles(), ['Authenticator app', 'Text message']);
  });

  it('opens the only second factor that is left at once', async () => {
    const { press, text } = await mountTwoStep({ offers: ['totp'] });
    await press('Add two-step verification');
    equal(text('.cl-actionCardTitle'), 'Add an authenticator app');
  });

  it('sets up an authenticator app with QR code, key and code, and shows the backup codes once', async () => {
    const { press, type, find, text, rows, element, clerk, settled } = await mountTwoStep();
    await press('Add two-step verification');
    find('.cl-choice__totp').click();
    await settled();
    const qr = find('.cl-qrCode');
    equal([qr.getAttribute('role'), qr.ariaLabel], ['img', 'QR code for your authenticator app']);
    equal(element.querySelector('[style]'), null);
    await press('Can’t scan?');
    equal(text('.cl-copyableText__secret'), SECRET);
    equal(text('.cl-copyableText__uri'), URI);
    await press('Continue');
    same(document.activeElement, find('input[name=code]'));
    await type('123456');
    equal(called(clerk, 'verifyTOTP'), ['123456']);
    equal(text('.cl-actionCardTitle'), 'Backup codes');
    equal(
      [...element.querySelectorAll<HTMLElement>('.cl-backupCodes li')].map((each) => each.innerText),
      SHOWN,
    );
    equal(
      find('.cl-liveRegion').textContent,
      'Your authenticator app is set up. We ask for a code from it when you sign in.',
    );
    await press('I have saved them');
    equal(rows(), ['Authenticator app Default', 'Backup codes']);
    ok(
      !element.innerHTML.includes(SHOWN[0] as string) && !element.innerHTML.includes(SECRET),
      'nothing secret is left',
    );
    same(document.activeElement, find('[data-opens=secondFactor]'));
  });

  it('tells of the clock after a wrong code of the app, and keeps the secret', async () => {
    const clerk = new TwoStepClerk({ offers: ['totp'] });
    const { press, type, find, text, settled } = await mountTwoStep({}, clerk);
    await press('Add two-step verification');
    await press('Continue');
    const answer = (clerk.answers.verifyTOTP = deferred<unknown>());
    await type('000000');
    answer.reject(refusal('form_code_incorrect', 'code'));
    await settled();
    ok(text('.cl-formFieldErrorText__code').includes('Wrong code'), text('.cl-formFieldErrorText__code'));
    ok(find('.cl-actionCard').innerText.includes('set its time automatically'), 'the advice');
    await press('Back to the QR code');
    find('.cl-qrCode');
    equal(called(clerk, 'createTOTP').length, 1);
  });

  it('keeps the secret of the app when the user cancels while a code is being checked', async () => {
    const clerk = new TwoStepClerk({ offers: ['totp'] });
    const { press, type, find, settled } = await mountTwoStep({}, clerk);
    await press('Add two-step verification');
    await press('Continue');
    const answer = (clerk.answers.verifyTOTP = deferred<unknown>());
    await type('000000');
    await press('Cancel');
    answer.reject(refusal('form_code_incorrect', 'code'));
    await settled();
    await press('Back to the QR code');
    find('.cl-qrCode');
    equal(called(clerk, 'createTOTP').length, 1);
  });

  it('offers another try when the secret could not be created', async () => {
    const clerk = new TwoStepClerk({ offers: ['totp'] });
    const answer = (clerk.answers.createTOTP = deferred<unknown>());
    const { press, find, text, settled } = await mountTwoStep({}, clerk);
    await press('Add two-step verification');
    equal(find('.cl-qrCodeRow').ariaBusy, 'true');
    answer.reject(refusal('too_many_requests'));
    await settled();
    ok(text('.cl-actionCard [role=alert]').startsWith('Too many attempts'), text('.cl-actionCard'));
    clerk.answers.createTOTP = undefined;
    await press('Try again');
    find('.cl-qrCode');
  });

  it('uses a number of the user as second factor', async () => {
    const { press, find, rows, clerk, element, settled } = await mountTwoStep({
      offers: ['phone_code'],
      phones: [PHONE, { ...OTHER, verified: false }],
    });
    await press('Add two-step verification');
    equal(
      [...element.querySelectorAll<HTMLElement>('.cl-choice')].map((each) => each.innerText),
      ['+1 (201) 555-0123'],
    );
    find('.cl-choice').click();
    await settled();
    equal(called(clerk, 'setReserved'), [['idn_p1', true]]);
    equal(rows(), ['Text message +1 (201) 555-0123 Default']);
  });

  it('adds a new number as second factor once a code has proven it', async () => {
    const { press, type, find, text, rows, clerk } = await mountTwoStep({ offers: ['phone_code', 'backup_code'] });
    await press('Add two-step verification');
    find<HTMLInputElement>('input[name=phoneNumber]').value = '+1 201 555 0123';
    await press('Continue');
    equal(called(clerk, 'createPhoneNumber'), ['+12015550123']);
    equal(called(clerk, 'prepareVerification'), ['idn_new']);
    equal(text('.cl-actionCardText'), 'Enter the 6-digit code we sent to +1 (201) 555-0123.');
    ok(text('.cl-formResendCodeLink').startsWith('Send again in'), text('.cl-formResendCodeLink'));
    await type('424242');
    equal(called(clerk, 'attemptVerification'), ['424242']);
    equal(text('.cl-backupCodes').split(' '), SHOWN);
    await press('I have saved them');
    equal(rows(), ['Text message +1 (201) 555-0123 Default', 'Backup codes']);
  });

  it('does not verify a number again when only the step after it has failed', async () => {
    const clerk = new TwoStepClerk({ offers: ['phone_code'] });
    const { press, type, find, rows, settled } = await mountTwoStep({}, clerk);
    await press('Add two-step verification');
    find<HTMLInputElement>('input[name=phoneNumber]').value = '+1 201 555 0123';
    await press('Continue');
    const answer = (clerk.answers.setReserved = deferred<unknown>());
    await type('424242');
    answer.reject(new TypeError('no network'));
    await settled();
    clerk.answers.setReserved = undefined;
    await press('Continue');
    equal(called(clerk, 'attemptVerification'), ['424242']);
    equal(rows(), ['Text message +1 (201) 555-0123 Default']);
  });

  it('makes another number the default one', async () => {
    const { menu, rows, find, clerk } = await mountTwoStep({
      phones: [
        { ...PHONE, ...second, isDefault: true },
        { ...OTHER, ...second },
      ],
    });
    await menu('idn_p2', 'default');
    equal(called(clerk, 'makeDefaultSecondFactor'), ['idn_p2']);
    ok(rows().includes('Text message +1 (201) 555-0124 Default'), `${rows()}`);
    equal(find('.cl-liveRegion').textContent, 'The default number is changed.');
  });

  it('warns before the last second factor is removed, and only then', async () => {
    const { menu, text, clerk, find, settled } = await mountTwoStep({ totp: true, phones: [{ ...PHONE, ...second }] });
    await menu('idn_p1', 'remove');
    ok(!text('.cl-actionCardText').includes('only second step'), text('.cl-actionCardText'));
    find('.cl-actionCard .cl-formButtonPrimary').click();
    await settled();
    equal(called(clerk, 'setReserved'), [['idn_p1', false]]);
    await menu('totp', 'remove');
    ok(text('.cl-actionCardText').includes('only second step'), text('.cl-actionCardText'));
    find('.cl-actionCard .cl-formButtonPrimary').click();
    await settled();
    equal(called(clerk, 'disableTOTP').length, 1);
  });

  it('warns that the old backup codes stop working before new ones are made', async () => {
    const { menu, text, find, settled, clerk } = await mountTwoStep({ totp: true, backupCodes: true });
    await menu('backup_code', 'regenerate');
    equal(text('.cl-actionCardText'), 'The backup codes you have now stop working.');
    equal(called(clerk, 'createBackupCode').length, 0);
    find('.cl-actionCard .cl-formButtonPrimary').click();
    await settled();
    equal(text('.cl-backupCodes').split(' '), SHOWN);
  });

  it('forgets the backup codes when the user leaves the card', async () => {
    const { menu, find, settled, element, press } = await mountTwoStep({ totp: true, backupCodes: true });
    await menu('backup_code', 'regenerate');
    find('.cl-actionCard .cl-formButtonPrimary').click();
    await settled();
    await press('Profile');
    await press('Security');
    same(element.querySelector('.cl-backupCodes'), null);
    const stored = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href].join();
    ok(![...CODES, ...SHOWN].some((code) => stored.includes(code)), 'no code is stored');
  });

  it('forgets the backup codes when the profile is taken out of the page, but not when it is moved', async () => {
    const { menu, find, settled, element } = await mountTwoStep({ totp: true, backupCodes: true });
    await menu('backup_code', 'regenerate');
    find('.cl-actionCard .cl-formButtonPrimary').click();
    await settled();
    const other = document.body.appendChild(document.createElement('div'));
    other.append(element);
    await settled();
    ok(element.innerHTML.includes(SHOWN[0] as string), 'the codes after the move');
    element.remove();
    await settled();
    ok(!element.innerHTML.includes(SHOWN[0] as string), 'no code is left');
    other.remove();
  });

  it('downloads the backup codes as a text file with the application and the account', async () => {
    const { menu, find, settled, press } = await mountTwoStep({ totp: true, backupCodes: true });
    await menu('backup_code', 'regenerate');
    find('.cl-actionCard .cl-formButtonPrimary').click();
    await settled();
    const { files, restore } = recordFiles();
    await press('Download .txt').finally(restore);
    const [file] = files;
    ok(file?.blob && /^[\p{L}\p{N}-]+backup-codes\.txt$/u.test(file.name), file?.name ?? 'a file');
    const lines = (await file.blob.text()).split('\n');
    equal(lines[1], 'ada@example.com');
    equal(lines.slice(4, 14), SHOWN);
  });

  it('prints the backup codes alone, and removes what it printed', async () => {
    const { menu, find, settled, press, element } = await mountTwoStep({ totp: true, backupCodes: true });
    await menu('backup_code', 'regenerate');
    find('.cl-actionCard .cl-formButtonPrimary').click();
    await settled();
    let printed = '';
    const take = ({ target }: Event) => {
      const { contentWindow, contentDocument } = target as HTMLIFrameElement;
      if (contentWindow) contentWindow.print = () => void (printed = contentDocument?.body.innerText ?? '');
    };
    document.addEventListener('load', take, true);
    await press('Print').finally(() => document.removeEventListener('load', take, true));
    equal(printed.split('\n').filter(Boolean).slice(-11), ['ada@example.com', ...SHOWN]);
    await press('I have saved them');
    same(element.querySelector('iframe'), null);
  });
});
