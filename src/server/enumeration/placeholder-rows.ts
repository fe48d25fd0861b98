import { createHmac } from 'node:crypto';
import { keyOf } from '../identifiers/identifier-key.ts';
import { type IdPrefix, idCharacters } from '../ids.ts';
import {
  blankEmailAddress,
  blankExternalAccount,
  blankPasskey,
  blankPhoneNumber,
  blankUser,
  blankWeb3Wallet,
} from '../storage/blank-rows.ts';
import type {
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  UserRow,
  Web3WalletRow,
} from '../storage/rows.ts';

/**
 * The argon2id hash of a password that is not known: 32 random bytes that were thrown away. Verifying a typed password
 * against it takes the work of any other verification, and never succeeds.
 */
export const PLACEHOLDER_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$Ja/0kNwi9poeUVJ2s0X17g$RiZN9Xgupff9oEWRDoaDMRxK5IqNV7vZUvg1Aq6JEKs';

/** Begins a decoy. No hasher has this name. */
const DECOY = 'decoy:';

/**
 * Returns what stands in place of the hash of an account that has no password: it takes the work of another account's
 * hash, and no password is right for it, not even that of the other account.
 */
export function decoyOf(stored: string): string {
  return `${DECOY}${stored}`;
}

/** Returns the hash whose work a decoy takes; undefined for a hash that is none. */
export function modelOfDecoy(stored: string): string | undefined {
  return stored.startsWith(DECOY) ? stored.slice(DECOY.length) : undefined;
}

/** Placeholders have one date for all, so that dates tell nothing about when one was first asked for. */
const SINCE = 0;
const VERIFIED = { verified: true, verified_at: SINCE };

/** Returns an id that looks random and is always the same for one identifier. */
export type PlaceholderIds = (prefix: IdPrefix, kind: string) => string;

/**
 * Creates the function that derives the ids of an identifier's placeholders.
 *
 * @param key key of the HMAC
 * @param identifier the typed identifier, in the form in which identifiers are compared
 */
export function placeholderIds(key: Uint8Array, identifier: string): PlaceholderIds {
  return (prefix, kind) => {
    const digest = createHmac('sha512', key).update(`${prefix}\n${kind}\n${identifier}`).digest();
    return `${prefix}_${idCharacters(digest)}`;
  };
}

export function placeholderUser(ids: PlaceholderIds): UserRow {
  return blankUser(ids('user', 'user'), SINCE);
}

/** @param email the typed address; undefined when another kind of identifier was typed */
export function placeholderEmail(ids: PlaceholderIds, userId: string, email: string | undefined): EmailAddressRow {
  const id = ids('idn', 'email_address');
  const address = email ?? `${id}@placeholder.invalid`;
  const own = { id, user_id: userId, email: address, email_key: keyOf(address) };
  return { ...blankEmailAddress(own, SINCE), ...VERIFIED };
}

/** @param phone the typed number in E.164 */
export function placeholderPhone(ids: PlaceholderIds, userId: string, phone: string): PhoneNumberRow {
  return { ...blankPhoneNumber({ id: ids('idn', 'phone_number'), user_id: userId, phone }, SINCE), ...VERIFIED };
}

export function placeholderWallet(ids: PlaceholderIds, userId: string, address: string): Web3WalletRow {
  return { ...blankWeb3Wallet({ id: ids('idn', 'web3_wallet'), user_id: userId, address }, SINCE), ...VERIFIED };
}

/** One passkey is enough: a list of factors shows the strategy once, however many passkeys an account has. */
export function placeholderPasskey(ids: PlaceholderIds, userId: string): PasskeyRow {
  const blank = blankPasskey({ id: ids('idn', 'passkey'), user_id: userId }, SINCE);
  return { ...blank, credential_id: ids('idn', 'credential'), verified: true };
}

export function placeholderExternalAccount(
  ids: PlaceholderIds,
  userId: string,
  provider: ExternalAccountRow['provider'],
): ExternalAccountRow {
  return { ...blankExternalAccount({ id: ids('idn', provider), user_id: userId, provider }, SINCE), verified: true };
}
