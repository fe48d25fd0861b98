import { readSecondFactors } from '../account/import-second-factors.ts';
import { metadataText } from '../account/administer-user.ts';
import { detectHasher, parseDigest } from '../factors/password/digests/password-digests.ts';
import { normalizePassword } from '../factors/password/password-hasher.ts';
import { checkPasswordSize } from '../factors/password/password-policy.ts';
import { isId, newId } from '../ids.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readEmailAddress, readUsername } from '../identifiers/identifiers.ts';
import { parsePhoneNumber } from '../identifiers/parse-phone-number.ts';
import { checkWalletAddress } from '../identifiers/wallets.ts';
import type { Services } from '../services.ts';
import {
  blankEmailAddress,
  blankExternalAccount,
  blankPhoneNumber,
  blankUser,
  blankWeb3Wallet,
} from '../storage/blank-rows.ts';
import type { UserRow } from '../storage/rows.ts';
import type { AccountRows } from '../storage/tables/bulk-accounts-table.ts';
import { RowProblem, type UserRecord } from './user-record.ts';

export interface BuildOptions {
  /** The user keeps the id of the file, which begins with `user_`. */
  keepIds?: boolean | undefined;
  /** Every address and number counts as verified. */
  assumeVerified?: boolean | undefined;
}

/** What making the rows of an account needs. */
export type BuildServices = Pick<Services, 'config' | 'passwords' | 'totpSeeds' | 'backupCodeKey'>;

const MAX_NAME = 256;
const MAX_EXTERNAL_ID = 256;
const MOST = 50;
/** Characters nobody sees. */
const INVISIBLE = /^[\s\p{C}]*$/u;

/**
 * Makes the rows of an account from what a file says of a user. It writes nothing.
 *
 * @param userId of a user who exists, whose rows these will be besides the present ones
 * @throws {RowProblem | ApiError} when something of it cannot be stored
 */
export async function buildAccount(
  services: BuildServices,
  record: UserRecord,
  { keepIds = false, assumeVerified = false }: BuildOptions,
  now: number,
  userId: string = idOf(record, keepIds),
): Promise<AccountRows> {
  const { emails, phones, wallets } = identifiersOf(record, userId, assumeVerified, now);
  const username = record.username === undefined ? null : readUsername(record.username);
  const externalAccounts = record.externalAccounts.map((account, place) => ({
    ...blankExternalAccount({ id: newId('eac'), user_id: userId, provider: account.provider }, now + place),
    provider_user_id: account.providerUserId,
    email: account.email,
    email_verified: account.emailVerified,
    first_name: account.firstName,
    last_name: account.lastName,
    username: account.username,
    // The picture is requested by browsers.
    image_url: account.imageUrl.startsWith('https://') ? account.imageUrl : '',
    email_address_id: emails.find((row) => row.verified && row.email_key === keyOf(account.email))?.id ?? null,
    verified: true,
  }));
  if (emails.length + phones.length + wallets.length + externalAccounts.length === 0 && username === null) {
    throw new RowProblem('a user needs an email address, a phone number, a wallet, a username or a connected account');
  }
  // What the settings switch off is kept, too: they may change.
  const secondFactors = { ...services.config.secondFactors, totp: true, backupCode: true };
  const everything = { ...services, config: { ...services.config, secondFactors } };
  const { totp = null, backupCodes = [] } = await readSecondFactors(everything, userId, record, now);
  const hasSecondFactor = totp !== null || phones.some((row) => row.reserved_for_second_factor);
  const user: UserRow = {
    ...blankUser(userId, record.createdAt ?? now),
    username,
    username_key: username === null ? null : keyOf(username),
    first_name: nameOf(record.firstName, 'first_name'),
    last_name: nameOf(record.lastName, 'last_name'),
    password_hash: await passwordHashOf(services, record),
    primary_email_address_id: emails.find(({ verified }) => verified)?.id ?? null,
    primary_phone_number_id: phones.find((row) => row.verified && !row.reserved_for_second_factor)?.id ?? null,
    primary_web3_wallet_id: wallets.find(({ verified }) => verified)?.id ?? null,
    ...metadataOf(record),
    external_id: externalIdOf(record, keepIds),
    banned: record.banned ?? false,
    password_compromised: record.passwordCompromised ?? false,
    locale: codeOf(record.locale, 'locale'),
    timezone: codeOf(record.timezone, 'timezone'),
    delete_self_enabled: record.deleteSelfEnabled ?? null,
    bypass_client_trust: record.bypassClientTrust ?? false,
    last_sign_in_at: record.lastSignInAt ?? null,
    mfa_enabled_at: hasSecondFactor ? now : null,
    legal_accepted_at: record.legalAcceptedAt ?? null,
    updated_at: now,
  };
  if (user.created_at > now) throw new RowProblem('created_at is in the future');
  return { user, emails, phones, wallets, externalAccounts, totp, backupCodes, events: [] };
}

/** Returns the id under which a user of a file is found again: an import that is repeated leaves such users out. */
export function externalIdOf(record: UserRecord, keepIds: boolean): string | null {
  const id = record.externalId ?? (keepIds ? undefined : record.id);
  if (id !== undefined && id.length > MAX_EXTERNAL_ID) throw new RowProblem('external_id is too long');
  return id ?? null;
}

function idOf({ id }: UserRecord, keepIds: boolean): string {
  if (!keepIds) return newId('user');
  if (id !== undefined && id.startsWith('user_') && isId(id)) return id;
  throw new RowProblem('the id cannot be kept: it has to begin with user_ and have letters and digits alone');
}

function identifiersOf(record: UserRecord, user_id: string, assumeVerified: boolean, now: number) {
  for (const list of [record.emails, record.phones, record.wallets, record.externalAccounts]) {
    if (list.length > MOST) throw new RowProblem(`a user may have ${MOST} addresses, numbers or accounts of a kind`);
  }
  // The times keep the order of the file.
  const provenAt = (is: boolean, place: number) => ({ verified: is, verified_at: is ? now + place : null });
  const emails = record.emails.map(({ text, verified }, place) => {
    const email = readEmailAddress(text);
    const is = verified || assumeVerified;
    const row = blankEmailAddress({ id: newId('idn'), user_id, email, email_key: keyOf(email) }, now + place);
    return { ...row, ...provenAt(is, place), strategy: is ? ('admin' as const) : null };
  });
  const phones = record.phones.map(({ text, verified, isSecondFactor, isDefaultSecondFactor }, place) => {
    const phone = parsePhoneNumber(text)?.number;
    if (phone === undefined) throw new RowProblem('a phone number is none in international form, such as +14155550123');
    return {
      ...blankPhoneNumber({ id: newId('idn'), user_id, phone }, now + place),
      ...provenAt(verified || assumeVerified, place),
      reserved_for_second_factor: isSecondFactor ?? false,
      default_second_factor: isDefaultSecondFactor ?? false,
    };
  });
  const wallets = record.wallets.map(({ text, verified }, place) => {
    const address = checkWalletAddress(text).toLowerCase();
    const row = blankWeb3Wallet({ id: newId('idn'), user_id, address }, now + place);
    return { ...row, ...provenAt(verified || assumeVerified, place) };
  });
  return {
    emails: uniqueBy(emails, ({ email_key }) => email_key),
    phones: uniqueBy(phones, ({ phone }) => phone),
    wallets: uniqueBy(wallets, ({ address }) => address),
  };
}

/** One user has an address once, however it is written. */
function uniqueBy<Row>(rows: readonly Row[], keyOfRow: (row: Row) => string): Row[] {
  const first = new Map<string, Row>();
  for (const row of rows) if (!first.has(keyOfRow(row))) first.set(keyOfRow(row), row);
  return [...first.values()];
}

function nameOf(text: string | undefined, field: string): string | null {
  if (text === undefined || INVISIBLE.test(text)) return null;
  if (text.length > MAX_NAME) throw new RowProblem(`${field} has more than ${MAX_NAME} characters`);
  return text.trim();
}

function codeOf(text: string | undefined, field: string): string | null {
  if (text !== undefined && !/^[\w+/-]{2,64}$/.test(text)) throw new RowProblem(`${field} is none`);
  return text ?? null;
}

async function passwordHashOf(
  { config, passwords }: BuildServices,
  { password, digest }: UserRecord,
): Promise<string | null> {
  if (digest !== undefined) {
    const hasher = digest.hasher ?? detectHasher(digest.digest);
    if (hasher === undefined) {
      throw new RowProblem('the digest does not say what made it: give password_hasher as well');
    }
    return parseDigest(hasher, digest.digest);
  }
  if (password === undefined) return null;
  const tooLong = checkPasswordSize(password, config);
  if (tooLong) throw tooLong;
  return passwords.admit((argon) => argon.hash(normalizePassword(password)));
}

function metadataOf({ publicMetadata, privateMetadata, unsafeMetadata }: UserRecord) {
  return {
    public_metadata: metadataText(publicMetadata ?? {}, 'public_metadata'),
    private_metadata: metadataText(privateMetadata ?? {}, 'private_metadata'),
    unsafe_metadata: metadataText(unsafeMetadata ?? {}, 'unsafe_metadata'),
  };
}
