import { refusal } from '../user-button/account-clerk.ts';
import { type Asked, changeUsername, EMAIL_CODE, type, Verifiable } from './verifiable.ts';

/** Every screen of the dialog that asks who it is. */
export const REVERIFICATION_STATES: Readonly<Record<string, () => Promise<{ element: HTMLElement }>>> = {
  'the reverification dialog': () => asked(),
  'the reverification dialog after a wrong password': () => {
    const verifiable = new Verifiable();
    return asked(verifiable, async (dialog) => {
      verifiable.refusals['attempt'] = refusal('form_password_incorrect', 'password');
      await type(dialog, 'password', 'wrong');
    });
  },
  'the reverification dialog for a mailed code': () => asked(new Verifiable({ first: [EMAIL_CODE] })),
  'the reverification dialog for a passkey': () => asked(new Verifiable({ first: [{ strategy: 'passkey' }] })),
  'the other methods of the reverification dialog': () =>
    asked(new Verifiable(), async (dialog) => {
      dialog.button('Use another method').click();
      await dialog.settled();
    }),
  'the reverification dialog for the code of an app': () =>
    asked(new Verifiable({ second: [{ strategy: 'totp' }] }), (dialog) => type(dialog, 'password', 'right')),
};

async function asked(
  verifiable = new Verifiable(),
  act: (dialog: Asked) => Promise<void> = async () => {},
): Promise<{ element: HTMLElement }> {
  const dialog = await changeUsername(verifiable);
  await act(dialog);
  return { element: dialog.dialog };
}
