import type { SignUpField } from '../../../protocol/json/sign-up.ts';
import { checkPasswordSize } from '../../factors/password/password-policy.ts';
import { normalizePassword } from '../../factors/password/password-hasher.ts';
import { validateNewPassword } from '../../factors/password/validate-new-password.ts';
import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import { checkPhoneNumber } from '../../identifiers/check-phone-number.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { readEmailAddress, readUsername } from '../../identifiers/identifiers.ts';
import { checkWalletAddress } from '../../identifiers/wallets.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { taken } from '../../users/identifier-errors.ts';
import { refuseRestricted } from '../../users/restrictions-for.ts';
import { FIELDS } from '../../users/user-fields.ts';

/** The fields of a sign-up form. Null removes a value; undefined leaves it as it is. */
export interface SignUpFields {
  email_address?: string | null | undefined;
  phone_number?: string | null | undefined;
  web3_wallet?: string | null | undefined;
  username?: string | null | undefined;
  password?: string | undefined;
  first_name?: string | null | undefined;
  last_name?: string | null | undefined;
  legal_accepted?: boolean | undefined;
  unsafe_metadata?: Record<string, unknown> | undefined;
  locale?: string | null | undefined;
  timezone?: string | null | undefined;
}

/** Changes of an attempt. The password is not hashed yet: that happens once all fields are found to be good. */
export interface SignUpChanges {
  row: Partial<SignUpRow>;
  password?: string | undefined;
}

/**
 * Checks the fields of a sign-up. Fields that the instance does not ask for are ignored.
 *
 * @param before the attempt as it is
 * @throws {ApiError} one that names every field at fault
 */
export async function checkSignUpFields(
  services: Services,
  { now }: Pick<Actor, 'now'>,
  fields: SignUpFields,
  before: SignUpRow,
): Promise<SignUpChanges> {
  const { storage, config } = services;
  // With enumeration protection, an identifier that has an account looks free until it is verified.
  const isHidden = config.enumerationProtection;
  const errors: ApiError[] = [];
  const row: Partial<SignUpRow> = {};
  const check = async <Name extends SignUpField>(
    name: Name,
    take: (value: Exclude<SignUpFields[Name], undefined>) => unknown,
  ): Promise<void> => {
    const value = fields[name];
    if (value === undefined || FIELDS[name](config) === 'off') return;
    try {
      await take(value as Exclude<SignUpFields[Name], undefined>);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(error);
    }
  };

  await check('email_address', async (typed) => {
    const email = typed === null ? null : readEmailAddress(typed);
    // An invitation is for one address, which cannot be changed or removed.
    if (before.ticket_id) {
      if (keyOf(email ?? '') === keyOf(before.email ?? '')) return;
      throw new ApiError('form_param_value_invalid', { param: 'email_address' });
    }
    if (email !== null) {
      await refuseRestricted(services, { kind: 'email_address', value: email });
      if (!isHidden && (await storage.findVerifiedEmailAddress(keyOf(email)))) throw taken('email_address');
    }
    row.email = email;
    if (keyOf(email ?? '') !== keyOf(before.email ?? '')) {
      Object.assign(row, { email_verified: false, code_id: null, email_challenge_id: null, email_strategy: null });
    }
  });
  await check('phone_number', async (typed) => {
    const phone = typed === null ? null : checkPhoneNumber(config, typed);
    if (phone !== null) await refuseRestricted(services, { kind: 'phone_number', value: phone });
    if (!isHidden && phone !== null && (await storage.findVerifiedPhoneNumber(phone))) throw taken('phone_number');
    row.phone = phone;
    if (phone !== before.phone) Object.assign(row, { phone_verified: false, phone_code_id: null });
  });
  await check('username', async (typed) => {
    const username = typed === null ? null : readUsername(typed);
    if (username !== null && (await storage.findUserByUsername(keyOf(username)))) throw taken('username');
    row.username = username;
  });
  await check('web3_wallet', async (typed) => {
    const wallet = typed === null ? null : keyOf(checkWalletAddress(typed));
    if (!isHidden && wallet !== null && (await storage.findVerifiedWeb3Wallet(wallet))) throw taken('web3_wallet');
    if (wallet !== null) await refuseRestricted(services, { kind: 'web3_wallet', value: wallet });
    row.wallet = wallet;
    if (wallet !== before.wallet) {
      Object.assign(row, { wallet_verified: false, wallet_challenge_id: null, wallet_strategy: null });
    }
  });
  await check('first_name', (name) => {
    row.first_name = name;
  });
  await check('last_name', (name) => {
    row.last_name = name;
  });
  await check('legal_accepted', (isAccepted) => {
    row.legal_accepted_at = isAccepted ? (before.legal_accepted_at ?? now) : null;
  });
  let password: string | undefined;
  await check('password', async (typed) => {
    if (typed === '') throw new ApiError('form_param_nil', { param: 'password' });
    const owner = { emailAddress: row.email ?? before.email, username: row.username ?? before.username };
    const problem =
      checkPasswordSize(typed, config) ?? (await validateNewPassword(services, normalizePassword(typed), owner));
    if (problem) throw problem;
    password = normalizePassword(typed);
  });
  ApiError.throwAll(errors);

  const { unsafe_metadata: metadata, locale, timezone } = fields;
  if (metadata) row.unsafe_metadata = JSON.stringify(metadata);
  if (locale !== undefined) row.locale = locale;
  if (timezone !== undefined) row.timezone = timezone;
  return { row, password };
}
