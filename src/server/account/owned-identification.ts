import { ApiError } from '../http/errors.ts';
import { isId } from '../ids.ts';
import type { Services } from '../services.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import type { Account } from '../users/account.ts';
import type { RequestContext } from '../http/request-context.ts';
import { loadAccount } from '../users/find-account.ts';
import { keepsSignInMethod } from './keeps-sign-in-method.ts';
import { taken } from '../users/identifier-errors.ts';

/** An identifier that somebody may add more than one of. */
type Field = 'email_address' | 'phone_number' | 'web3_wallet';

/** What is known of an identifier that is to be added. */
export interface Addition {
  field: Field;
  /** The user has it already, proven or not. */
  isOwn: boolean;
  /** How many of its kind the user has, and may have. */
  count: number;
  most: number;
  /** What those who have `most` are told. */
  enough: string;
  /** Looks for whoever has proven it. */
  findVerified: () => Promise<unknown>;
}

/** How something that its owner can sign in with is removed. */
export interface Removal<Row> {
  find: (tx: StorageOps) => Promise<Row>;
  /** Can it be signed in with now? Default: when it was verified. */
  isUsed?: (row: Row) => boolean;
  /** The account as it will be. */
  without: (account: Account) => Account;
  /** Would the account lack what every account has to have? */
  isMissed?: (after: Account) => boolean;
  /** Part of the transaction, as everything here; may be run again. */
  remove: (tx: StorageOps, after: Account) => Promise<unknown>;
}

/** What somebody has, by its id. @throws {ApiError} 404 when it is not theirs */
export async function findOwned<Row>(id: string, find: (id: string) => Promise<Row | undefined>): Promise<Row> {
  const row = isId(id) ? await find(id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

/** @throws {ApiError} when the identifier is taken, or its owner has enough of its kind */
export async function requireAddable(
  { config }: Pick<Services, 'config'>,
  { field, isOwn, count, most, enough, findVerified }: Addition,
): Promise<void> {
  // Where nobody may learn who has an account, somebody else's identifier looks free until it is to be proven.
  if (isOwn || (!config.enumerationProtection && (await findVerified()))) throw taken(field);
  if (count >= most) throw new ApiError('form_param_value_invalid', { param: field, longMessage: enough });
}

/** Runs a transaction that adds or proves an identifier. @throws {ApiError} when somebody else was first */
export async function translateUniqueViolation<T>(field: Field, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UniqueViolation) throw taken(field);
    throw error;
  }
}

/**
 * Removes something that its owner can sign in with, unless it is the last way in.
 *
 * @returns what was removed
 * @throws {ApiError} `identification_deletion_failed` when it is needed
 */
export async function removeSignInMethod<Row extends { verified: boolean }>(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  { now }: Pick<RequestContext, 'now'>,
  { user }: Pick<SignedIn, 'user'>,
  { find, isUsed = ({ verified }) => verified, without, isMissed = () => false, remove }: Removal<Row>,
): Promise<Row> {
  return storage.transaction(async (tx) => {
    // Locks the user first, so that two parallel removals cannot each think another way in is left.
    await tx.updateUser(user.id, {}, now);
    const account = await loadAccount({ storage: tx }, user.id, null);
    if (!account) throw new ApiError('authentication_invalid');
    const row = await find(tx);
    const after = without(account);
    const isNeeded = isUsed(row) && (isMissed(after) || !keepsSignInMethod(config, after));
    if (isNeeded) throw new ApiError('identification_deletion_failed');
    await remove(tx, after);
    return row;
  });
}
