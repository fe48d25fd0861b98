import type { ApiErrorCode } from '../../protocol/error-codes.ts';
import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { StorageOps } from '../storage/storage.ts';
import { offerFirstFactors } from '../factors/first-factors.ts';
import type { Account } from '../users/account.ts';
import { loadAccount } from '../users/find-account.ts';

/** Factors that identify the account by themselves. All others need an identifier first. */
const IDENTIFIERLESS = /^(passkey$|oauth_)/;
/** Factors that only lead to a new password, or that an administrator has to issue. */
const NOT_A_SIGN_IN_METHOD = /^(reset_password_|ticket$)/;

export interface SignInMethodRule {
  /** Whether the account lacks something that this instance requires of every account. Default: it never does. */
  lacksRequired?: (account: Account) => boolean;
  /** The error to throw. Default: `identification_deletion_failed`. */
  code?: ApiErrorCode;
}

/**
 * Makes sure that a user can still sign in. Call it in the transaction that takes a sign-in method away, after the
 * removal and with the user locked: two parallel removals could otherwise each count on the method that the other takes.
 *
 * @returns the account as it is after the removal
 * @throws {ApiError} when no sign-in method is left, which undoes the removal
 */
export async function requireSignInMethod(
  { config }: Pick<Services, 'config'>,
  tx: StorageOps,
  userId: string,
  { lacksRequired = () => false, code = 'identification_deletion_failed' }: SignInMethodRule = {},
): Promise<Account> {
  const account = await loadAccount({ storage: tx }, userId, null);
  if (!account || lacksRequired(account) || !hasSignInMethod(config, account)) throw new ApiError(code);
  return account;
}

function hasSignInMethod(config: InstanceConfig, account: Account): boolean {
  const methods = offerFirstFactors(config, { ...account, isSignedIn: true }).filter(
    ({ strategy }) => !NOT_A_SIGN_IN_METHOD.test(strategy),
  );
  return (
    methods.some(({ strategy }) => IDENTIFIERLESS.test(strategy)) ||
    (methods.length > 0 && hasIdentifier(config, account))
  );
}

function hasIdentifier({ attributes }: InstanceConfig, { user, emails, phones, wallets }: Account): boolean {
  return (
    (attributes.emailAddress !== 'off' && emails.length > 0) ||
    (attributes.phoneNumber !== 'off' && phones.some((phone) => !phone.reserved_for_second_factor)) ||
    (attributes.username !== 'off' && user.username !== null) ||
    (attributes.web3Wallet !== 'off' && wallets.length > 0)
  );
}
