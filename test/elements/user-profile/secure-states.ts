import { ClerkRuntimeError } from '../../../src/client/errors.ts';
import { household } from '../user-button/account.ts';
import { deferred } from '../user-button/account-clerk.ts';
import { passkey, secureClerk, type SecureOptions, type Security, security } from './secure-clerk.ts';

/** The states of the password, the passkeys, the devices and the deletion in the profile. */
export const SECURE_STATES: Readonly<Record<string, () => Promise<Security>>> = {
  'the security page': () => secure(),
  'the security page with passkeys': () => secure(undefined, withPasskeys()),
  'the form of a first password': () => secure((page) => page.open('password'), { user: { passwordEnabled: false } }),
  'the password form with errors': () =>
    secure(
      async (page) => {
        await page.open('password');
        await page.save();
      },
      { password: { disable_password_reverification: true } },
    ),
  'the question before the password is removed': () => secure((page) => page.choose('password', 'remove')),
  'the wait for a passkey': () => secure((page) => page.open('addPasskey'), {}, deferred<unknown>()),
  'a passkey that was not created': () => {
    const answer = deferred<unknown>();
    const act = async (page: Security) => {
      await page.open('addPasskey');
      answer.reject(new ClerkRuntimeError('passkey_registration_cancelled', 'cancelled'));
    };
    return secure(act, {}, answer);
  },
  'the form that renames a passkey': () => secure((page) => page.choose('passkeys', 'rename'), withPasskeys()),
  'the question before a passkey is removed': () => secure((page) => page.choose('passkeys', 'remove'), withPasskeys()),
  'the question before all other devices are signed out': () => secure((page) => page.open('revokeOtherDevices')),
  'the question before the account is deleted': () =>
    secure(async (page) => {
      await page.open('deleteAccount');
      page.type('deleteConfirmation', 'Delete');
      await page.save();
    }),
};

async function secure(
  act: (page: Security) => Promise<void> = async () => {},
  options: SecureOptions = {},
  creation?: ReturnType<typeof deferred<unknown>>,
): Promise<Security> {
  const clerk = secureClerk(options);
  clerk.answers['createPasskey'] = creation;
  const page = await security(clerk);
  await act(page);
  return page;
}

function withPasskeys(): SecureOptions {
  const clerk = household();
  return { user: { passkeys: [passkey(clerk, 'pky_1'), passkey(clerk, 'pky_2', { name: 'My phone', isOn: false })] } };
}
