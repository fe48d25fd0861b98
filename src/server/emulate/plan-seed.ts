import type { InstanceConfig } from '../config/config.ts';
import { flagNameOf, type SettingPath } from '../config/setting-table.ts';
import { parseDigest } from '../factors/password/digests/password-digests.ts';
import { ApiError } from '../http/errors.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readEmailAddress, readUsername } from '../identifiers/identifiers.ts';
import { parsePhoneNumber } from '../identifiers/parse-phone-number.ts';
import { checkWalletAddress } from '../identifiers/wallets.ts';
import { type IdPrefix, seededId } from '../ids.ts';
import { MAX_METADATA } from '../users/user-fields.ts';
import { SeedError, type SeedProblem } from './check-seed.ts';
import type { Seed, SeedExternalAccount, SeedUser } from './seed.ts';

/** A user of a seed whose identifiers are read, and whose ids are known. */
export interface PlannedUser {
  id: string;
  given: SeedUser;
  /** The text to store of a `passwordDigest`; null without one. */
  digest: string | null;
  /** Milliseconds. */
  createdAt: number;
  emails: { id: string; email: string; key: string; verified: boolean }[];
  phones: { id: string; phone: string; verified: boolean; isSecondFactor: boolean }[];
  wallets: { id: string; address: string }[];
  username: { name: string; key: string } | null;
  accounts: { id: string; provider: `oauth_${string}`; given: SeedExternalAccount }[];
}

/** Collects what is wrong with a seed, each with its place. */
class Problems {
  readonly list: SeedProblem[] = [];
  readonly #taken = new Map<string, string>();

  add(path: string, problem: string): void {
    this.list.push({ path, problem });
  }

  /** Reads a value; undefined when it is not one. */
  read<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.add(path, `cannot be used. ${error.items[0]?.long_message ?? ''}`.trim());
      return undefined;
    }
  }

  /** Notes a value that only one place of the seed may have. */
  unique(path: string, kind: string, value: string): void {
    const before = this.#taken.get(`${kind} ${value}`);
    if (before !== undefined) this.add(path, `is also that of ${before}.`);
    else this.#taken.set(`${kind} ${value}`, path);
  }

  /** Refuses what the settings switch off. */
  needs(path: string, isOn: boolean, what: string, setting: SettingPath, value: string): void {
    if (isOn) return;
    this.add(path, `needs ${what}, which the instance does not have. Set ${setting} (--${flagOf(setting)}${value}).`);
  }
}

/**
 * Reads the identifiers of a seed and gives every part an id. What has none of its own gets one that is made from it, so
 * that it is the same at every start.
 *
 * @throws {SeedError} that names every part that the instance cannot hold
 */
export function planSeed(config: InstanceConfig, { users = [] }: Seed, now: number): PlannedUser[] {
  const problems = new Problems();
  const planned = users.map((user, i) => planUser(problems, config, user, `users[${i}]`, now));
  if (problems.list.length > 0) throw new SeedError(problems.list);
  return planned;
}

function planUser(problems: Problems, config: InstanceConfig, given: SeedUser, path: string, now: number): PlannedUser {
  checkSettings(problems, config, given, path);
  const emails = (given.emailAddresses ?? []).flatMap((entry, i) => {
    const { emailAddress, id, verified = true } = typeof entry === 'string' ? { emailAddress: entry } : entry;
    const at = `${path}.emailAddresses[${i}]`;
    const email = problems.read(at, () => readEmailAddress(emailAddress));
    if (email === undefined) return [];
    const key = keyOf(email);
    if (verified) problems.unique(at, 'email', key);
    return [{ id: idOf(problems, at, 'idn', id, `${path} ${key}`), email, key, verified }];
  });
  const phones = (given.phoneNumbers ?? []).flatMap((entry, i) => {
    const { phoneNumber, id, ...more } = typeof entry === 'string' ? { phoneNumber: entry } : entry;
    const { verified = true, reservedForSecondFactor: isSecondFactor = false } = more;
    const at = `${path}.phoneNumbers[${i}]`;
    const phone = parsePhoneNumber(phoneNumber)?.number;
    if (phone === undefined) problems.add(at, 'is not a phone number in international form, such as +12015550123.');
    if (phone === undefined) return [];
    if (verified) problems.unique(at, 'phone', phone);
    return [{ id: idOf(problems, at, 'idn', id, `${path} ${phone}`), phone, verified, isSecondFactor }];
  });
  const wallets = (given.web3Wallets ?? []).flatMap((typed, i) => {
    const at = `${path}.web3Wallets[${i}]`;
    const address = problems.read(at, () => checkWalletAddress(typed).toLowerCase());
    if (address === undefined) return [];
    problems.unique(at, 'wallet', address);
    return [{ id: seededId('idn', `${path} ${address}`), address }];
  });
  const { username: typedName, externalId } = given;
  const name = typedName === undefined ? undefined : problems.read(`${path}.username`, () => readUsername(typedName));
  const username = name === undefined ? null : { name, key: keyOf(name) };
  if (username) problems.unique(`${path}.username`, 'username', username.key);
  if (externalId !== undefined) problems.unique(`${path}.externalId`, 'external id', externalId);
  const first = emails[0]?.key ?? phones[0]?.phone ?? wallets[0]?.address ?? username?.key;
  const hasAny = [given.emailAddresses, given.phoneNumbers, given.web3Wallets].some((list) => list?.length);
  if (first === undefined && !hasAny && typedName === undefined) {
    problems.add(path, 'needs an email address, a phone number, a wallet or a username.');
  }
  checkFactors(problems, given, phones, path);
  const digest = readDigest(problems, given, path);
  const id = idOf(problems, path, 'user', given.id, first ?? path);
  for (const [i, session] of (given.sessions ?? []).entries()) {
    if (session.id !== undefined) problems.unique(`${path}.sessions[${i}].id`, 'id', session.id);
  }
  return {
    id,
    given,
    digest,
    createdAt: given.createdAt === undefined ? now : Date.parse(given.createdAt),
    emails,
    phones,
    wallets,
    username,
    accounts: (given.externalAccounts ?? []).map((account, i) => {
      const provider = `oauth_${account.provider.replace(/^oauth_/, '')}` as const;
      const at = `${path}.externalAccounts[${i}]`;
      problems.unique(at, provider, account.providerUserId);
      const own = idOf(problems, at, 'eac', account.id, `${provider} ${account.providerUserId}`);
      return { id: own, provider, given: account };
    }),
  };
}

function readDigest(problems: Problems, given: SeedUser, path: string): string | null {
  const { password, passwordDigest: digest, passwordHasher: hasher } = given;
  if (digest === undefined && hasher === undefined) return null;
  const at = `${path}.passwordDigest`;
  if (password !== undefined) problems.add(at, 'is one password too many beside password.');
  if (digest === undefined || hasher === undefined) problems.add(at, 'and passwordHasher go together.');
  if (digest === undefined || hasher === undefined) return null;
  return problems.read(at, () => parseDigest(hasher, digest)) ?? null;
}

/** Returns the given id, which no other part may have, or one that is made from `key`. */
function idOf(problems: Problems, path: string, prefix: IdPrefix, id: string | undefined, key: string): string {
  if (id !== undefined) problems.unique(`${path}.id`, 'id', id);
  return id ?? seededId(prefix, key);
}

/** Refuses what users of this instance cannot have. */
function checkSettings(
  problems: Problems,
  { attributes, secondFactors }: InstanceConfig,
  user: SeedUser,
  path: string,
) {
  const attribute = (name: keyof SeedUser, setting: keyof typeof attributes, what: string) => {
    const value = user[name];
    const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined;
    const isOn = !isGiven || attributes[setting] !== 'off';
    problems.needs(`${path}.${name}`, isOn, what, `attributes.${setting}`, ' optional');
  };
  attribute('emailAddresses', 'emailAddress', 'email addresses');
  attribute('phoneNumbers', 'phoneNumber', 'phone numbers');
  attribute('web3Wallets', 'web3Wallet', 'wallets');
  attribute('username', 'username', 'usernames');
  attribute('password', 'password', 'passwords');
  attribute('passwordDigest', 'password', 'passwords');
  attribute('firstName', 'firstName', 'first names');
  attribute('lastName', 'lastName', 'last names');
  const hasApp = user.totpSecret === undefined || secondFactors.totp;
  problems.needs(`${path}.totpSecret`, hasApp, 'authenticator apps', 'secondFactors.totp', '');
  const hasCodes = !user.backupCodes?.length || secondFactors.backupCode;
  problems.needs(`${path}.backupCodes`, hasCodes, 'backup codes', 'secondFactors.backupCode', '');
}

function checkFactors(problems: Problems, user: SeedUser, phones: PlannedUser['phones'], path: string): void {
  if (
    user.backupCodes?.length &&
    user.totpSecret === undefined &&
    !phones.some(({ isSecondFactor }) => isSecondFactor)
  ) {
    problems.add(`${path}.backupCodes`, 'need another second factor beside them: totpSecret, or a phone number.');
  }
  for (const name of ['publicMetadata', 'privateMetadata', 'unsafeMetadata'] as const) {
    const bytes = Buffer.byteLength(JSON.stringify(user[name] ?? {}));
    if (bytes > MAX_METADATA) problems.add(`${path}.${name}`, `has ${bytes} bytes; at most ${MAX_METADATA} fit.`);
  }
}

function flagOf(path: SettingPath): string {
  return flagNameOf({ path, kind: 'text', help: '' });
}
