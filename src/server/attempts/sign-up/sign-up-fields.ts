import type { SignUpField } from '../../../protocol/json/sign-up.ts';
import type { AttributeMode } from '../../config/config.ts';
import { ApiError } from '../../http/errors.ts';
import type { Params } from '../../http/params.ts';
import { validateNewPassword } from '../../factors/password/validate-new-password.ts';
import { checkPasswordSize } from '../../factors/password/password-policy.ts';
import { normalizePassword } from '../../factors/password/verify-password.ts';
import { checkPhoneNumber } from '../../identifiers/check-phone-number.ts';
import type { Services } from '../../services.ts';
import { isFormless, needsEmailOrPhone } from '../../config/read-factors.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { Browser } from '../../sessions/browser.ts';
import { checkWalletAddress } from '../../identifiers/wallets.ts';
import { readEmailAddress, readUsername } from '../../identifiers/identifiers.ts';
import { keyOf, tidy } from '../../identifiers/identifier-key.ts';
import { refuse, taken } from '../../users/identifier-errors.ts';
import { FIELDS, MAX_METADATA } from '../../users/user-fields.ts';

/** Changes of an attempt. The password is still in clear: it is hashed once all fields are found to be good. */
export interface SignUpChanges {
  row: Partial<SignUpRow>;
  password?: string;
}

/** Stands for two fields of which one is needed. */
export const EMAIL_OR_PHONE = 'email_address_or_phone_number';

/** What the instance asks everybody for, and what may be given. */
export function listFields(config: Services['config']): { required: string[]; optional: string[] } {
  const names = (wanted: AttributeMode) =>
    Object.entries(FIELDS).flatMap(([name, mode]) => (mode(config) === wanted ? [name] : []));
  const either = needsEmailOrPhone(config.attributes) ? [EMAIL_OR_PHONE] : [];
  return { required: [...either, ...names('required')], optional: names('optional') };
}

/**
 * Reads the fields of a sign-up. Those the instance does not ask for are ignored; an empty one takes a value back.
 *
 * @param before the attempt as it is, undefined for a new one
 * @throws {ApiError} one that names every field at fault
 */
export async function readSignUpFields(
  services: Services,
  browser: Browser,
  before?: SignUpRow,
): Promise<SignUpChanges> {
  const { storage, config, restrictions } = services;
  const params = withEmailOrPhone(browser.params);
  // Whoever proves it may then know that it has an account: making a second one fails.
  const isHidden = config.enumerationProtection;
  const errors: ApiError[] = [];
  const row: Partial<SignUpRow> = {};
  const read = async (field: SignUpField, reader: () => unknown): Promise<void> => {
    if (!params.has(field) || FIELDS[field](config) === 'off') return;
    try {
      await reader();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(error);
    }
  };

  await read('email_address', async () => {
    const typed = params.nullable('email_address') ?? null;
    const email = typed === null ? null : readEmailAddress(typed);
    // An invitation is for one address: neither another one nor none at all.
    if (before?.ticket_id) {
      if (keyOf(email ?? '') === keyOf(before.email ?? '')) return;
      throw new ApiError('form_param_value_invalid', { param: 'email_address' });
    }
    if (email !== null) {
      refuse(restrictions.refuse({ kind: 'email_address', value: email }), 'email_address');
      if (!isHidden && (await storage.findVerifiedEmailAddress(keyOf(email)))) throw taken('email_address');
    }
    row.email = email;
    if (keyOf(email ?? '') !== keyOf(before?.email ?? '')) {
      Object.assign(row, { email_verified: false, code_id: null, email_challenge_id: null, email_strategy: null });
    }
  });
  await read('phone_number', async () => {
    const typed = params.nullable('phone_number') ?? null;
    const phone = typed === null ? null : checkPhoneNumber(config, typed);
    if (phone !== null) refuse(restrictions.refuse({ kind: 'phone_number', value: phone }), 'phone_number');
    if (!isHidden && phone !== null && (await storage.findVerifiedPhoneNumber(phone))) throw taken('phone_number');
    row.phone = phone;
    if (phone !== (before?.phone ?? null)) Object.assign(row, { phone_verified: false, phone_code_id: null });
  });
  await read('username', async () => {
    const typed = params.nullable('username') ?? null;
    const username = typed === null ? null : readUsername(typed);
    if (username !== null && (await storage.findUserByUsername(keyOf(username)))) throw taken('username');
    row.username = username;
  });
  await read('web3_wallet', async () => {
    const typed = params.nullable('web3_wallet') ?? null;
    const wallet = typed === null ? null : keyOf(checkWalletAddress(typed));
    if (!isHidden && wallet !== null && (await storage.findVerifiedWeb3Wallet(wallet))) throw taken('web3_wallet');
    if (wallet !== null) refuse(restrictions.refuse({ kind: 'web3_wallet', value: wallet }), 'web3_wallet');
    row.wallet = wallet;
    if (wallet !== (before?.wallet ?? null)) {
      Object.assign(row, { wallet_verified: false, wallet_challenge_id: null, wallet_strategy: null });
    }
  });
  await read('first_name', () => {
    row.first_name = params.name('first_name') ?? null;
  });
  await read('last_name', () => {
    row.last_name = params.name('last_name') ?? null;
  });
  await read('legal_accepted', () => {
    const accepted = params.boolean('legal_accepted');
    if (accepted !== undefined) row.legal_accepted_at = accepted ? (before?.legal_accepted_at ?? browser.now) : null;
  });
  let password: string | undefined;
  await read('password', async () => {
    const typed = params.raw('password') ?? '';
    const owner = { emailAddress: row.email ?? before?.email, username: row.username ?? before?.username };
    const problem =
      typed === '' ? new ApiError('form_param_nil', { param: 'password' }) : checkPasswordSize(typed, config);
    const refused = problem ?? (await validateNewPassword(services, normalizePassword(typed), owner));
    if (refused) throw refused;
    password = normalizePassword(typed);
  });
  ApiError.throwAll(errors);

  const metadata = params.object('unsafe_metadata', MAX_METADATA);
  if (metadata) row.unsafe_metadata = JSON.stringify(metadata);
  for (const name of ['locale', 'timezone'] as const) {
    const value = params.nullable(name, 64);
    if (value !== undefined) row[name] = value;
  }
  return { row, password };
}

/** Required fields without a value, and those that are still to be proven. */
export function openFields(
  row: SignUpRow,
  config: Services['config'],
): { missing: string[]; unverified: SignUpField[] } {
  const has: Record<SignUpField, boolean> = {
    email_address: row.email !== null,
    phone_number: row.phone !== null,
    web3_wallet: row.wallet !== null,
    username: row.username !== null,
    // Who comes from a provider or with a wallet has a way in already.
    password: row.password_hash !== null || row.external_verified || row.wallet_verified || row.status === 'complete',
    first_name: row.first_name !== null,
    last_name: row.last_name !== null,
    legal_accepted: row.legal_accepted_at !== null,
  };
  const { verifyEmailAddress, verifyPhoneNumber } = config.signUp;
  const isOpen: Partial<Record<SignUpField, boolean>> = {
    email_address: has.email_address && !row.email_verified && verifyEmailAddress,
    phone_number: has.phone_number && !row.phone_verified && verifyPhoneNumber,
    web3_wallet: has.web3_wallet && !row.wallet_verified,
  };
  const fields = Object.keys(FIELDS) as SignUpField[];
  const isNamed = has.email_address || has.phone_number || row.wallet_verified || row.external_verified;
  // An address alone, such as that of an invitation, would be an account that nobody could sign in to.
  const isShut = isFormless(config) && !row.external_verified && !has.web3_wallet;
  return {
    missing: [
      ...(isShut ? config.oauth.map(({ strategy }) => strategy) : []),
      ...(isShut && config.attributes.web3Wallet === 'optional' ? ['web3_wallet'] : []),
      ...(needsEmailOrPhone(config.attributes) && !isNamed ? ([EMAIL_OR_PHONE] as const) : []),
      ...fields.filter((field) => FIELDS[field](config) === 'required' && !has[field]),
    ],
    unverified: fields.filter((field) => isOpen[field]),
  };
}

/** The field that takes either stands for the one it looks like. */
function withEmailOrPhone(params: Params): Params {
  const either = params.text(EMAIL_OR_PHONE);
  if (either === undefined) return params;
  return params.with(tidy(either).includes('@') || either === '' ? 'email_address' : 'phone_number', either);
}
