import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { Account } from '../../users/account.ts';

/**
 * Keeps out whom the lists name, on instances where they count at sign-in too, whichever factor was proven.
 *
 * @throws {ApiError} `not_allowed_access`
 */
export function requireSignInAdmission({ restrictions }: Services, { emails, phones, wallets }: Account): void {
  const isAdmitted = restrictions.admitsSignIn([
    ...emails.map(({ email }) => ({ kind: 'email_address', value: email }) as const),
    ...phones.map(({ phone }) => ({ kind: 'phone_number', value: phone }) as const),
    ...wallets.map(({ address }) => ({ kind: 'web3_wallet', value: address }) as const),
  ]);
  if (!isAdmitted) throw new ApiError('not_allowed_access');
}
