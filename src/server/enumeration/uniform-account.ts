import type { InstanceConfig } from '../config/config.ts';
import { maskEmail } from '../identifiers/mask-email.ts';
import { ApiError } from '../http/errors.ts';
import { maskPhoneNumber } from '../identifiers/mask-phone-number.ts';
import type { EmailAddressRow } from '../storage/rows.ts';
import type { Account } from '../factors/factor.ts';
import {
  PLACEHOLDER_PASSWORD_HASH,
  placeholderEmail,
  placeholderExternalAccount,
  placeholderIds,
  placeholderPasskey,
  placeholderPhone,
  placeholderUser,
  placeholderWallet,
} from './placeholder-rows.ts';

/** What was typed, and what it is by its shape. */
export interface TypedIdentifier {
  readonly kind: 'email_address' | 'phone_number' | 'web3_wallet' | 'username';
  /** In the form identifiers are compared in. */
  readonly key: string;
  /** As it was typed. */
  readonly text: string;
}

/** What is behind an account that looks like any other. */
export interface Disguise {
  /** The account as it is; undefined when nobody has the identifier. */
  readonly real: Account | undefined;
  /** Ids of the rows that do not exist. */
  readonly decoys: ReadonlySet<string>;
  /** Stands for what was typed: under this id tries are counted, see `withLockout`. Nobody has it. */
  readonly typedId: string;
  /** What is shown of where a code may go: follows from what was typed, not from how the owner once wrote it. */
  readonly safeIdentifier: string;
  /** The address behind a username must not show in limits either: they are counted for the username, too. */
  readonly hidesTargets: boolean;
}

/** Instead of an address that must not be told: a made-up one has no look. */
const HIDDEN = '***';

type Settings = Pick<InstanceConfig, 'attributes' | 'passkeys' | 'oauth'>;

/**
 * Makes the account behind an identifier look as any other would: what can be proven follows from the settings and
 * from what was typed alone, never from what somebody has set up or whether there is anybody. What is missing is
 * filled in with decoys, which behave in every way as the real thing does for somebody who does not have it; what an
 * attacker who knows the identifier need not learn is left out. Every id is one that follows from what was typed: the
 * real ones would tell that a username and an address belong together.
 *
 * An e-mail address or phone number can be proven by a code or link to itself, by password, by passkey, and by every
 * provider. A username names an e-mail address in addition, which is not shown.
 *
 * @param key key of the decoys' ids: the same identifier has the same ones every time
 * @param real undefined when nobody has the identifier
 */
export function disguise(
  config: Settings,
  key: Uint8Array,
  { kind, key: identifier, text }: TypedIdentifier,
  real: Account | undefined,
): Account {
  const ids = placeholderIds(key, identifier);
  const decoys = new Set<string>();
  /** The row that is there, under the id of the decoy; else the decoy. */
  const shown = <Row extends { id: string }>(row: Row | undefined, decoy: Row): Row => {
    if (row) return { ...row, id: decoy.id };
    decoys.add(decoy.id);
    return decoy;
  };
  const nobody = placeholderUser(ids);
  if (!real) decoys.add(nobody.id);
  const user = real?.user ?? nobody;
  const isNamed = kind === 'username';
  const { attributes } = config;

  const email =
    kind === 'email_address'
      ? shown(real?.typedEmail, placeholderEmail(ids, user.id, text))
      : isNamed && attributes.emailAddress !== 'off'
        ? shown(primaryOf(real), placeholderEmail(ids, user.id, undefined))
        : undefined;
  // One that is kept for the second step proves nothing in the first.
  const typedPhone = real?.typedPhone?.reserved_for_second_factor ? undefined : real?.typedPhone;
  const phone = kind === 'phone_number' ? shown(typedPhone, placeholderPhone(ids, user.id, identifier)) : undefined;
  const wallet =
    kind === 'web3_wallet' ? shown(real?.typedWallet, placeholderWallet(ids, user.id, identifier)) : undefined;

  return {
    user: {
      ...user,
      password_hash: attributes.password === 'off' ? null : (user.password_hash ?? PLACEHOLDER_PASSWORD_HASH),
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
    disguise: {
      real,
      decoys,
      typedId: nobody.id,
      safeIdentifier: kind === 'phone_number' ? maskPhoneNumber(identifier) : isNamed ? HIDDEN : maskEmail(text),
      hidesTargets: isNamed,
    },
  };
}

/**
 * The account as it is, once something was proven.
 *
 * @throws {ApiError} `form_identifier_not_found` when there is nobody: who owns a wallet may know that it has no account
 */
export function unmask(account: Account): Account {
  if (!account.disguise) return account;
  if (!account.disguise.real) throw new ApiError('form_identifier_not_found', { param: 'identifier' });
  return account.disguise.real;
}

/** Does the row exist only for the looks of it? */
export function isPlaceholder(account: Account | undefined, id: string): boolean {
  return account?.disguise?.decoys.has(id) ?? false;
}

function primaryOf(real: Account | undefined): EmailAddressRow | undefined {
  return real?.emails.find(({ id }) => id === real.user.primary_email_address_id) ?? real?.emails[0];
}
