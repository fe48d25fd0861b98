import type { IdentifierType } from '../../protocol/strategies.ts';
import { placeholderIds, placeholderUser } from '../enumeration/placeholder-rows.ts';
import { createUniformAccount } from '../enumeration/uniform-account.ts';
import { keyOf, tidy } from '../identifiers/identifier-key.ts';
import { isPhoneShape, parsePhoneNumber } from '../identifiers/parse-phone-number.ts';
import type { Services } from '../services.ts';
import type { SignInRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { Account } from './account.ts';

const ATTRIBUTE = {
  email_address: 'emailAddress',
  phone_number: 'phoneNumber',
  web3_wallet: 'web3Wallet',
  username: 'username',
} as const;

/** Tells the kind of an identifier by its shape alone. */
export function kindOfIdentifier(identifier: string): IdentifierType | 'web3_wallet' {
  const text = tidy(identifier);
  if (text.includes('@')) return 'email_address';
  if (/^0x[0-9a-f]{40}$/i.test(text)) return 'web3_wallet';
  return isPhoneShape(text) ? 'phone_number' : 'username';
}

/**
 * Finds the account that has an identifier: a verified email address, phone number or wallet, or a username. With
 * enumeration protection it returns a uniform account, whether or not there is one.
 */
export async function findAccount(services: Services, identifier: string): Promise<Account | undefined> {
  const { storage, config } = services;
  const { attributes } = config;
  const key = lookUpKey(identifier);
  const find: Record<ReturnType<typeof kindOfIdentifier>, () => Promise<string | undefined>> = {
    email_address: async () =>
      attributes.emailAddress === 'off' ? undefined : (await storage.findVerifiedEmailAddress(key))?.user_id,
    phone_number: async () => {
      const phone = attributes.phoneNumber === 'off' ? undefined : await storage.findVerifiedPhoneNumber(key);
      // A number that is reserved for the second factor does not identify the account.
      return phone?.reserved_for_second_factor ? undefined : phone?.user_id;
    },
    web3_wallet: async () =>
      attributes.web3Wallet === 'off' ? undefined : (await storage.findVerifiedWeb3Wallet(key))?.user_id,
    username: async () => (attributes.username === 'off' ? undefined : (await storage.findUserByUsername(key))?.id),
  };
  const kind = kindOfIdentifier(identifier);
  const userId = await find[kind]();
  if (config.enumerationProtection && attributes[ATTRIBUTE[kind]] !== 'off') {
    return loadUniformAccount(services, userId, identifier);
  }
  return userId === undefined ? undefined : loadAccount(services, userId, identifier);
}

/**
 * Loads the account of a sign-in as the current step may see it: uniform until a factor is proven, where enumeration
 * protection is on. Undefined when no identifier was typed.
 */
export async function accountOfSignIn(
  services: Services,
  row: Pick<SignInRow, 'user_id' | 'identifier' | 'status'>,
): Promise<Account | undefined> {
  const { user_id, identifier, status } = row;
  const isProven = status !== 'needs_first_factor';
  if (services.config.enumerationProtection && !isProven && identifier !== null) {
    return loadUniformAccount(services, user_id ?? undefined, identifier);
  }
  return loadAccount(services, user_id, identifier);
}

/** Runs the same queries whether or not there is an account, so that the time does not tell. */
async function loadUniformAccount(
  services: Services,
  userId: string | undefined,
  identifier: string,
): Promise<Account> {
  const { config, placeholderKey, storage } = services;
  const typed = { kind: kindOfIdentifier(identifier), key: lookUpKey(identifier), text: identifier };
  const unknownUser = placeholderUser(placeholderIds(placeholderKey, typed.key));
  const user = await storage.findUser(userId ?? unknownUser.id);
  // Hashes of other systems take another time. So an identifier without a password takes the time of some account's.
  const near = config.attributes.password === 'off' ? undefined : await storage.findPasswordHashFrom(unknownUser.id);
  const account = await accountOf(storage, user ?? unknownUser, typed.key);
  return createUniformAccount(config, placeholderKey, typed, user && account, near);
}

/**
 * Loads the account of a user; undefined when the user was deleted.
 *
 * @param identifier the identifier that was typed; null when none was
 */
export async function loadAccount(
  services: { storage: StorageOps },
  userId: string | null,
  identifier: string | null,
): Promise<Account | undefined> {
  const user = userId === null ? undefined : await services.storage.findUser(userId);
  return user && accountOf(services.storage, user, lookUpKey(identifier ?? ''));
}

/** Returns the form under which an identifier is stored: E.164 for a phone number, lower case for the others. */
function lookUpKey(identifier: string): string {
  const number = kindOfIdentifier(identifier) === 'phone_number' ? parsePhoneNumber(identifier)?.number : undefined;
  return number ?? keyOf(identifier);
}

async function accountOf(storage: StorageOps, user: UserRow, key: string): Promise<Account> {
  const ids = [user.id];
  const [emails, phones, wallets, passkeys, externalAccounts, totp, backupCodes] = await Promise.all([
    storage.listEmailAddresses(ids),
    storage.listPhoneNumbers(ids),
    storage.listWeb3Wallets(ids),
    storage.listPasskeys(ids),
    storage.listExternalAccounts(ids),
    storage.findTotp(user.id),
    storage.listBackupCodes(ids),
  ]);
  const verified = <T extends { verified: boolean }>(rows: T[]): T[] => rows.filter((row) => row.verified);
  return {
    user,
    emails: verified(emails),
    typedEmail: verified(emails).find((email) => email.email_key === key),
    phones: verified(phones),
    typedPhone: verified(phones).find(({ phone }) => phone === key),
    wallets: verified(wallets),
    typedWallet: verified(wallets).find(({ address }) => address === key),
    passkeys: verified(passkeys),
    externalAccounts: verified(externalAccounts),
    totp: totp?.verified ? totp : undefined,
    backupCodes,
  };
}
