import type { SignUpField } from '../../protocol/json/sign-up.ts';
import type { Administrator } from '../audit/audit.ts';
import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { recordSecurityEvent } from '../http/security-events.ts';
import { newId } from '../ids.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readEmailAddress, readUsername } from '../identifiers/identifiers.ts';
import { parsePhoneNumber } from '../identifiers/parse-phone-number.ts';
import { checkWalletAddress } from '../identifiers/wallets.ts';
import type { Services } from '../services.ts';
import { blankEmailAddress, blankPhoneNumber, blankUser, blankWeb3Wallet } from '../storage/blank-rows.ts';
import type { UserRow } from '../storage/rows.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import { taken } from '../users/identifier-errors.ts';
import { LOCK_MS, MAX_TRIES } from '../users/lockout.ts';
import { FIELDS } from '../users/user-fields.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { type ImportedSecondFactors, readSecondFactors, writeSecondFactors } from './import-second-factors.ts';
import { unused } from './unused.ts';

/** A user whom an administrator creates. */
export interface NewUser extends ImportedSecondFactors {
  /** The first one of each list is the primary one. All of them count as verified. */
  emailAddresses: readonly string[];
  phoneNumbers: readonly string[];
  wallets: readonly string[];
  username: string | null;
  password: string | null;
  /** What `parseDigest` returns of a digest that another system made, in place of a password. */
  passwordHash?: string | undefined;
  firstName: string | null;
  lastName: string | null;
  externalId: string | null;
  /** JSON objects. */
  metadata: Pick<UserRow, 'public_metadata' | 'private_metadata' | 'unsafe_metadata'>;
  /** Milliseconds; null = now. */
  createdAt: number | null;
  legalAcceptedAt: number | null;
  banned: boolean;
  /** The user is locked for an hour, as after too many wrong tries. */
  locked?: boolean | undefined;
  locale?: string | null | undefined;
  timezone?: string | null | undefined;
  /** Default: as the settings say. */
  deleteSelfEnabled?: boolean | undefined;
  bypassClientTrust?: boolean | undefined;
  /** The password policy is left out. */
  skipPasswordChecks: boolean;
  /** The user needs no password, even where the instance requires one. */
  skipPasswordRequirement: boolean;
  /** The user needs no other attribute that the instance requires, except one identifier. */
  skipUserRequirement: boolean;
  skipLegalChecks: boolean;
}

/**
 * Creates a user without a sign-up. The restrictions of sign-up do not apply, and nobody is told: the administrator
 * decides.
 *
 * @throws {ApiError} one that names every field at fault; `form_identifier_exists` when an identifier is taken
 */
export async function createUser(services: Services, administrator: Administrator, input: NewUser): Promise<UserRow> {
  const { now, ip } = administrator;
  requireFields(services, input);
  const userId = newId('user');
  const identifiers = readIdentifiers(input, userId, now);
  const { emails, phones, wallets, username } = identifiers;
  const user: UserRow = {
    ...blankUser(userId, input.createdAt ?? now),
    username,
    username_key: username === null ? null : keyOf(username),
    first_name: input.firstName,
    last_name: input.lastName,
    primary_email_address_id: emails[0]?.id ?? null,
    primary_phone_number_id: phones[0]?.id ?? null,
    primary_web3_wallet_id: wallets[0]?.id ?? null,
    ...input.metadata,
    external_id: input.externalId,
    legal_accepted_at: input.legalAcceptedAt,
    banned: input.banned,
    ...(input.locked && { failed_attempts: MAX_TRIES, retry_at: now + LOCK_MS }),
    locale: input.locale ?? null,
    timezone: input.timezone ?? null,
    delete_self_enabled: input.deleteSelfEnabled ?? null,
    bypass_client_trust: input.bypassClientTrust ?? false,
    ...(input.passwordHash && { password_hash: input.passwordHash, password_updated_at: now }),
    updated_at: now,
  };
  const secondFactors = await readSecondFactors(services, userId, input, now);
  if (input.password !== null) {
    const typed = { typed: input.password, param: 'password', isUnchecked: input.skipPasswordChecks };
    // The policy compares it with the identifiers, of which none is stored yet.
    const owner = { ...user, username: username ?? emails[0]?.email ?? null };
    Object.assign(user, await hashNewPassword(services, administrator, owner, typed));
  }
  try {
    await services.storage.transaction(async (tx) => {
      await tx.insertUser(user);
      for (const row of emails) await tx.insertEmailAddress(row);
      for (const row of phones) await tx.insertPhoneNumber(row);
      for (const row of wallets) await tx.insertWeb3Wallet(row);
      await recordEvent(tx, administrator, { type: 'user.created', userId });
      const by = { user, ip, now };
      await writeSecondFactors(tx, by, secondFactors, { tellsOwner: false });
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.field !== 'other') throw taken(error.field);
    throw error;
  }
  recordSecurityEvent(services, administrator, 'user_created', { userId, reason: administrator.by.kind });
  return user;
}

/** @throws {ApiError} that names every attribute that the instance requires and the user lacks, or does not have at all */
function requireFields({ config }: Pick<Services, 'config'>, input: NewUser): void {
  const given: Record<Exclude<SignUpField, 'legal_accepted'>, boolean> = {
    email_address: input.emailAddresses.length > 0,
    phone_number: input.phoneNumbers.length > 0,
    web3_wallet: input.wallets.length > 0,
    username: input.username !== null,
    password: input.password !== null || input.passwordHash !== undefined,
    first_name: input.firstName !== null,
    last_name: input.lastName !== null,
  };
  const errors: ApiError[] = [];
  for (const [param, isGiven] of Object.entries(given) as [keyof typeof given, boolean][]) {
    const mode = FIELDS[param](config);
    const isSkipped = param === 'password' ? input.skipPasswordRequirement : input.skipUserRequirement;
    if (isGiven && mode === 'off') errors.push(unused(param));
    else if (!isGiven && mode === 'required' && !isSkipped) errors.push(new ApiError('form_param_missing', { param }));
  }
  if (!given.email_address && !given.phone_number && !given.web3_wallet && !given.username && errors.length === 0) {
    const longMessage = 'A user needs an email address, a phone number, a wallet or a username.';
    errors.push(new ApiError('form_param_missing', { param: 'email_address', longMessage }));
  }
  if (config.signUp.legalConsent && input.legalAcceptedAt === null && !input.skipLegalChecks) {
    errors.push(new ApiError('legal_not_accepted', { param: 'legal_accepted_at' }));
  }
  ApiError.throwAll(errors);
}

function readIdentifiers({ emailAddresses, phoneNumbers, wallets, username }: NewUser, userId: string, now: number) {
  const proven = { verified: true, verified_at: now, strategy: 'admin' } as const;
  const own = () => ({ id: newId('idn'), user_id: userId });
  const emails = emailAddresses.map((typed) => {
    const email = readEmailAddress(typed);
    return { ...blankEmailAddress({ ...own(), email, email_key: keyOf(email) }, now), ...proven };
  });
  const phones = phoneNumbers.map((typed) => {
    const phone = parsePhoneNumber(typed)?.number;
    if (!phone) throw new ApiError('form_param_format_invalid', { param: 'phone_number' });
    return { ...blankPhoneNumber({ ...own(), phone }, now), verified: true, verified_at: now };
  });
  const addresses = wallets.map((typed) => {
    const address = checkWalletAddress(typed).toLowerCase();
    return { ...blankWeb3Wallet({ ...own(), address }, now), verified: true, verified_at: now };
  });
  return { emails, phones, wallets: addresses, username: username === null ? null : readUsername(username) };
}
