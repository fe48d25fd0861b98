import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import { maskEmail, maskPhoneNumber } from '../identifiers/mask.ts';
import type { Services } from '../services.ts';
import type { EmailAddressRow, SignInRow } from '../storage/rows.ts';
import type { Account } from '../users/account.ts';
import {
  decoyOf,
  PLACEHOLDER_PASSWORD_HASH,
  placeholderEmail,
  placeholderExternalAccount,
  placeholderIds,
  placeholderPasskey,
  placeholderPhone,
  placeholderUser,
  placeholderWallet,
} from './placeholder-rows.ts';

/** An identifier as a user typed it, and its kind. */
export interface TypedIdentifier {
  /** The kind, as the shape of the text tells. */
  readonly kind: 'email_address' | 'phone_number' | 'web3_wallet' | 'username';
  /** The form in which identifiers are compared. */
  readonly key: string;
  /** The text as typed. */
  readonly text: string;
}

/** What a uniform account hides. */
export interface UniformDetails {
  /** The account as it is; undefined when no account has the identifier. */
  readonly real: Account | undefined;
  /** Ids of the rows that do not exist. */
  readonly placeholders: ReadonlySet<string>;
  /**
   * An id that follows from the typed identifier and that no user has. Tries are counted under it; see `withLockout`.
   */
  readonly typedId: string;
  /** The masked recipient to show. It follows from what was typed, not from how the owner once wrote it. */
  readonly safeIdentifier: string;
  /** A username was typed: rate limits must not show its email address either, so they count the username too. */
  readonly hidesTargets: boolean;
}

/** Stands for an address that must not be shown. A placeholder has no address to mask. */
const HIDDEN = '***';

type Settings = Pick<InstanceConfig, 'attributes' | 'passkeys' | 'oauth'>;

/**
 * Makes an account that looks the same whether or not the identifier has one. The factors it offers follow from the
 * settings and from the typed identifier alone, never from what its owner has set up. Placeholders fill in what is
 * missing: to a person who does not own the account they behave exactly like real rows. Details that a person who
 * knows the identifier need not learn are left out. Every id follows from the typed identifier, because real ids would
 * tell which username and which address belong together.
 *
 * An email address or phone number can be proven by a code or link to itself, by password, by passkey, and by every
 * provider. A username offers its email address as well, without showing it.
 *
 * @param key key of the placeholders' ids, so that an identifier has the same ids every time
 * @param real undefined when no account has the identifier
 * @param hash of some account's password: an account without a password takes the time of it
 */
export function createUniformAccount(
  config: Settings,
  key: Uint8Array,
  { kind, key: identifier, text }: TypedIdentifier,
  real: Account | undefined,
  hash?: string,
): Account {
  const ids = placeholderIds(key, identifier);
  const placeholders = new Set<string>();
  /** The real row under the placeholder's id, or the placeholder when there is no such row. */
  const either = <Row extends { id: string }>(row: Row | undefined, placeholder: Row): Row => {
    if (row) return { ...row, id: placeholder.id };
    placeholders.add(placeholder.id);
    return placeholder;
  };
  const unknownUser = placeholderUser(ids);
  if (!real) placeholders.add(unknownUser.id);
  const user = real?.user ?? unknownUser;
  const isUsername = kind === 'username';
  const { attributes } = config;

  const email =
    kind === 'email_address'
      ? either(real?.typedEmail, placeholderEmail(ids, user.id, text))
      : isUsername && attributes.emailAddress !== 'off'
        ? either(primaryEmailOf(real), placeholderEmail(ids, user.id, undefined))
        : undefined;
  // A number that is reserved for the second factor proves nothing in the first.
  const typedPhone = real?.typedPhone?.reserved_for_second_factor ? undefined : real?.typedPhone;
  const phone = kind === 'phone_number' ? either(typedPhone, placeholderPhone(ids, user.id, identifier)) : undefined;
  const wallet =
    kind === 'web3_wallet' ? either(real?.typedWallet, placeholderWallet(ids, user.id, identifier)) : undefined;

  return {
    user: {
      ...user,
      password_hash:
        attributes.password === 'off'
          ? null
          : (user.password_hash ?? (hash === undefined ? PLACEHOLDER_PASSWORD_HASH : decoyOf(hash))),
      primary_email_address_id: email?.id ?? null,
      primary_phone_number_id: phone?.id ?? null,
      primary_web3_wallet_id: wallet?.id ?? null,
    },
    emails: email ? [email] : [],
    typedEmail: kind === 'email_address' ? email : undefined,
    phones: phone ? [{ ...phone, default_second_factor: false }] : [],
    typedPhone: phone,
    wallets: wallet ? [wallet] : [],
    typedWallet: wallet,
    passkeys: !config.passkeys.enabled
      ? []
      : real?.passkeys.length
        ? real.passkeys
        : [placeholderPasskey(ids, user.id)],
    externalAccounts: config.oauth.map(({ strategy }) => placeholderExternalAccount(ids, user.id, strategy)),
    totp: undefined,
    backupCodes: [],
    uniform: {
      real,
      placeholders,
      typedId: unknownUser.id,
      safeIdentifier: kind === 'phone_number' ? maskPhoneNumber(identifier) : isUsername ? HIDDEN : maskEmail(text),
      hidesTargets: isUsername,
    },
  };
}

/**
 * Returns the account as it is, once a factor was proven.
 *
 * @throws {ApiError} `form_identifier_not_found` when there is no account: the owner of a wallet may learn that
 */
export function requireRealAccount(account: Account): Account {
  if (!account.uniform) return account;
  if (!account.uniform.real) throw new ApiError('form_identifier_not_found', { param: 'identifier' });
  return account.uniform.real;
}

/** Whether the row with this id is a placeholder. */
export function isPlaceholder(account: Account | undefined, id: string): boolean {
  return account?.uniform?.placeholders.has(id) ?? false;
}

/**
 * Refuses a code whose recipient is a placeholder. It was never sent, so a right one was guessed.
 *
 * @param account the account as it looked when the code was verified
 * @throws {ApiError} `form_code_incorrect`
 */
export async function refusePlaceholderCode(
  { storage }: Pick<Services, 'storage'>,
  { code_id }: Pick<SignInRow, 'code_id'>,
  account: Account | undefined,
): Promise<void> {
  if (!account?.uniform || code_id === null) return;
  const { placeholders } = account.uniform;
  const code = await storage.findCode(code_id);
  const targets = [
    ...account.emails.map(({ id, email_key }) => ({ id, to: email_key })),
    ...account.phones.map(({ id, phone }) => ({ id, to: phone })),
  ];
  if (targets.some(({ id, to }) => placeholders.has(id) && to === code?.identifier)) {
    throw new ApiError('form_code_incorrect', { param: 'code' });
  }
}

function primaryEmailOf(real: Account | undefined): EmailAddressRow | undefined {
  return real?.emails.find(({ id }) => id === real.user.primary_email_address_id) ?? real?.emails[0];
}
