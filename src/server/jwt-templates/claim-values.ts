import { CLAIM_NAME_ROWS, type ClaimName, type ClaimNameText } from '../expressions/claim-names.ts';
import type { Json, Lookup } from '../expressions/evaluate.ts';
import { toChecksumAddress } from '../identifiers/wallets.ts';
import type { Services } from '../services.ts';
import type {
  EmailAddressRow,
  ExternalAccountRow,
  PhoneNumberRow,
  SessionRow,
  TotpRow,
  UserRow,
  Web3WalletRow,
} from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { type Picture, presentPicture } from '../users/present-picture.ts';

/** What claims need of a session. */
export type ClaimSession = Pick<SessionRow, 'id' | 'user_id' | 'actor'> & Partial<Pick<SessionRow, 'actor'>>;

/** What claims are read with; the storage may be that of a transaction. */
export interface ClaimServices extends Pick<Services, 'config'> {
  readonly storage: StorageOps;
}

/** Columns of a user as they will be, for the check before a change. */
export type UserChange = Partial<UserRow>;

type Needs = ClaimName['needs'];

/** What is read of a user. What no claim needs stays empty. */
interface Subject {
  session: ClaimSession;
  user: UserRow;
  emails: readonly EmailAddressRow[];
  phones: readonly PhoneNumberRow[];
  wallets: readonly Web3WalletRow[];
  accounts: readonly ExternalAccountRow[];
  totps: readonly TotpRow[];
  picture: () => Picture;
}

/** Returns whether the names need more than what the session says itself. */
export function needsUser(names: Iterable<string>): boolean {
  return [...needsOf(names)].some((needs) => needs !== 'session' && needs !== 'organization');
}

/**
 * Reads what the names need, and nothing else.
 *
 * @param change columns that the user is about to have
 * @returns the values; undefined when there is no such user
 */
export async function loadClaimValues(
  { storage, config }: ClaimServices,
  session: ClaimSession,
  names: Iterable<string>,
  change: UserChange = {},
): Promise<Lookup | undefined> {
  const needs = needsOf(names);
  const ids = [session.user_id];
  const readIf = async <T>(isNeeded: boolean, read: () => Promise<T[]>): Promise<T[]> => (isNeeded ? read() : []);
  const [users, emails, phones, wallets, accounts, totps] = await Promise.all([
    readIf(needsUser(names), () => storage.findUsers(ids)),
    readIf(needs.has('email') || needs.has('picture'), () => storage.listEmailAddresses(ids)),
    readIf(needs.has('phone') || needs.has('factors'), () => storage.listPhoneNumbers(ids)),
    readIf(needs.has('wallet'), () => storage.listWeb3Wallets(ids)),
    readIf(needs.has('picture'), () => storage.listExternalAccounts(ids)),
    readIf(needs.has('factors'), () => storage.listTotps(ids)),
  ]);
  const [found] = users;
  if (!found && needsUser(names)) return undefined;
  const user = { ...found, ...change } as UserRow;
  const primary = emails.find(({ id }) => id === user.primary_email_address_id);
  const email = primary?.verified ? primary : undefined;
  const picture = () => presentPicture(config, user, { email, accounts });
  const subject: Subject = { session, user, emails, phones, wallets, accounts, totps, picture };
  return (name) => READ[name as ClaimNameText]?.(subject) ?? null;
}

function needsOf(names: Iterable<string>): Set<Needs | undefined> {
  return new Set([...names].map((name) => CLAIM_NAME_ROWS[name]?.needs));
}

const none = (): null => null;

/** How each value is read. A name without an entry does not compile. */
const READ: Record<ClaimNameText, (subject: Subject) => Json> = {
  'user.id': ({ session }) => session.user_id,
  'user.external_id': ({ user }) => user.external_id,
  'user.username': ({ user }) => user.username,
  'user.first_name': ({ user }) => user.first_name,
  'user.last_name': ({ user }) => user.last_name,
  'user.full_name': ({ user }) => [user.first_name, user.last_name].filter(Boolean).join(' ') || null,
  'user.primary_email_address': (subject) => emailOf(subject)?.email ?? null,
  'user.email_verified': (subject) => emailOf(subject)?.verified ?? false,
  'user.primary_phone_number': (subject) => phoneOf(subject)?.phone ?? null,
  'user.phone_number_verified': (subject) => phoneOf(subject)?.verified ?? false,
  'user.primary_web3_wallet': ({ wallets, user }) => {
    const wallet = wallets.find(({ id }) => id === user.primary_web3_wallet_id);
    return wallet ? toChecksumAddress(wallet.address) : null;
  },
  'user.image_url': ({ picture }) => picture().url,
  'user.has_image': ({ picture }) => picture().isOwn,
  'user.two_factor_enabled': ({ totps, phones }) =>
    totps.some(({ verified }) => verified) ||
    phones.some((phone) => phone.reserved_for_second_factor && phone.verified),
  'user.last_sign_in_at': ({ user }) => secondsOf(user.last_sign_in_at),
  'user.created_at': ({ user }) => secondsOf(user.created_at),
  'user.updated_at': ({ user }) => secondsOf(user.updated_at),
  'user.public_metadata': ({ user }) => JSON.parse(user.public_metadata),
  'user.unsafe_metadata': ({ user }) => JSON.parse(user.unsafe_metadata),
  'session.id': ({ session }) => session.id,
  'session.actor': ({ session }) => (session.actor ? JSON.parse(session.actor) : null),
  'org.id': none,
  'org.name': none,
  'org.slug': none,
  'org.role': none,
  'org.image_url': none,
  'org.has_image': none,
  'org.public_metadata': none,
  'org_membership.role': none,
  'org_membership.permissions': none,
  'org_membership.public_metadata': none,
};

function emailOf({ emails, user }: Subject): EmailAddressRow | undefined {
  return emails.find(({ id }) => id === user.primary_email_address_id);
}

function phoneOf({ phones, user }: Subject): PhoneNumberRow | undefined {
  return phones.find(({ id }) => id === user.primary_phone_number_id);
}

function secondsOf(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.floor(milliseconds / 1000);
}
