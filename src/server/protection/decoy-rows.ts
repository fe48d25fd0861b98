import { createHmac } from 'node:crypto';
import { idCharacters, type IdPrefix } from '../ids.ts';
import type {
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  UserRow,
  Web3WalletRow,
} from '../storage/rows.ts';

/**
 * Hash of a password that nobody knows: 32 random bytes, thrown away. To check a typed one against it is the work of
 * any other check, and it is never right.
 */
export const DECOY_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$Ja/0kNwi9poeUVJ2s0X17g$RiZN9Xgupff9oEWRDoaDMRxK5IqNV7vZUvg1Aq6JEKs';

/** Makes ids that look random and are the same every time for the same identifier. */
export type DecoyIds = (prefix: IdPrefix, kind: string) => string;

/** @param key key of the HMAC @param identifier what was typed, in the form identifiers are compared in */
export function decoyIds(key: Uint8Array, identifier: string): DecoyIds {
  return (prefix, kind) => {
    const digest = createHmac('sha512', key).update(`${prefix}\n${kind}\n${identifier}`).digest();
    // Nobody can tell a decoy by its id.
    return `${prefix}_${idCharacters(digest)}`;
  };
}

export function decoyUser(ids: DecoyIds): UserRow {
  return {
    id: ids('user', 'user'),
    username: null,
    username_key: null,
    first_name: null,
    last_name: null,
    password_hash: null,
    password_updated_at: null,
    primary_email_address_id: null,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    image_url: '',
    unsafe_metadata: '{}',
    public_metadata: '{}',
    banned: 0,
    failed_attempts: 0,
    retry_at: 0,
    last_sign_in_at: null,
    last_active_at: null,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    legal_accepted_at: null,
    created_at: 0,
    updated_at: 0,
  };
}

/** @param email the typed one; undefined when something else was typed */
export function decoyEmail(ids: DecoyIds, userId: string, email: string | undefined): EmailAddressRow {
  const id = ids('idn', 'email_address');
  const address = email ?? `${id}@decoy.invalid`;
  return {
    id,
    user_id: userId,
    email: address,
    email_key: address.toLowerCase(),
    verified: 1,
    verified_at: 0,
    code_id: null,
    challenge_id: null,
    strategy: null,
    created_at: 0,
    updated_at: 0,
  };
}

/** @param phone the typed one in E.164 */
export function decoyPhone(ids: DecoyIds, userId: string, phone: string): PhoneNumberRow {
  return {
    id: ids('idn', 'phone_number'),
    user_id: userId,
    phone,
    verified: 1,
    verified_at: 0,
    code_id: null,
    reserved_for_second_factor: 0,
    default_second_factor: 0,
    created_at: 0,
    updated_at: 0,
  };
}

export function decoyWallet(ids: DecoyIds, userId: string, address: string): Web3WalletRow {
  return {
    id: ids('idn', 'web3_wallet'),
    user_id: userId,
    address,
    verified: 1,
    verified_at: 0,
    strategy: null,
    challenge_id: null,
    created_at: 0,
    updated_at: 0,
  };
}

/** One passkey is what a list of factors shows, however many there are. */
export function decoyPasskey(ids: DecoyIds, userId: string): PasskeyRow {
  return {
    id: ids('idn', 'passkey'),
    user_id: userId,
    name: '',
    credential_id: ids('idn', 'credential'),
    public_key: null,
    counter: 0,
    transports: '[]',
    backed_up: 0,
    verified: 1,
    challenge_id: null,
    last_used_at: null,
    created_at: 0,
    updated_at: 0,
  };
}

export function decoyExternalAccount(
  ids: DecoyIds,
  userId: string,
  provider: ExternalAccountRow['provider'],
): ExternalAccountRow {
  return {
    id: ids('idn', provider),
    user_id: userId,
    provider,
    provider_user_id: null,
    email: '',
    email_verified: 0,
    first_name: null,
    last_name: null,
    username: null,
    image_url: '',
    approved_scopes: '',
    email_address_id: null,
    challenge_id: null,
    verified: 1,
    created_at: 0,
    updated_at: 0,
  };
}
