import { ApiError } from '../http/errors.ts';
import { type OwnerNotice, recordEvent } from '../events/domain-events.ts';
import type { Actor } from '../http/request-context.ts';
import { isId } from '../ids.ts';
import type { Services } from '../services.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import type { Account } from '../users/account.ts';
import { taken } from '../users/identifier-errors.ts';
import { refuseRestricted } from '../users/restrictions-for.ts';
import { lockUnchanged, lockUser } from '../users/lock-unchanged.ts';
import type { ForUser } from './for-user.ts';
import { requireSignInMethod } from './require-sign-in-method.ts';

interface OwnedRow {
  id: string;
  user_id: string;
  verified: boolean;
  suspended_at: number | null;
}

/** A kind of identifier of which a user may have several. */
export interface IdentifierKind<Row extends OwnedRow> {
  /** The form field, which error answers name. */
  readonly field: 'email_address' | 'phone_number' | 'web3_wallet';
  /** The attribute in the settings, and in the names of events. */
  readonly attribute: 'emailAddress' | 'phoneNumber' | 'web3Wallet';
  /** How many a user may have, verified or not, and the message for a user who has that many. */
  readonly most: number;
  readonly tooMany: string;
  /** The identifier as restrictions see it, and as two spellings of it compare. */
  valueOf(row: Row): string;
  keyOf(row: Row): string;
  /** Oldest first. */
  list(storage: StorageOps, userId: string): Promise<Row[]>;
  findVerified(storage: StorageOps, key: string): Promise<Row | undefined>;
  insert(tx: StorageOps, row: Row): Promise<void>;
}

/** A kind of identifier of which a user has one primary one. */
export interface PrimaryIdentifierKind<Row extends OwnedRow> extends IdentifierKind<Row> {
  /** The column of the user that names the primary one. */
  readonly primary: 'primary_email_address_id' | 'primary_web3_wallet_id';
  /** The list of an account that holds the verified ones, oldest first. */
  readonly verified: 'emails' | 'wallets';
  find(storage: StorageOps, userId: string, id: string): Promise<Row | undefined>;
  /** @returns undefined when the row is gone */
  verify(tx: StorageOps, id: string, now: number): Promise<Row | undefined>;
  delete(tx: StorageOps, userId: string, id: string): Promise<unknown>;
  /** What the owner is told when a row is verified, which may make it the primary one; undefined = nothing. */
  noticeOfVerified(row: Row, isPrimary: boolean): OwnerNotice | undefined;
  /** What the owner is told when a row is removed that is verified or was. */
  noticeOfRemoved(row: Row): OwnerNotice;
}

/** How to remove something that its owner can sign in with. All of it runs in one transaction, and may run again. */
export interface Removal<Row> {
  find(tx: StorageOps): Promise<Row>;
  /**
   * Removes the row and records that.
   *
   * @param user the owner, locked
   */
  remove(tx: StorageOps, user: UserRow, row: Row): Promise<unknown>;
  /** Whether the row is a sign-in method now. Default: when it is verified. */
  isSignInMethod?(row: Row): boolean;
  /** Whether an account lacks something that this instance requires of every account. Default: it never does. */
  lacksRequired?(account: Account): boolean;
}

/** Returns a row of the user's own. @throws {ApiError} 404 when there is none of that id, or it is another user's */
export async function requireOwned<Row>(id: string, find: (id: string) => Promise<Row | undefined>): Promise<Row> {
  const row = isId(id) ? await find(id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

/**
 * Guards the new proof of an identifier that a password reset has switched off. The intruder who added it could give the
 * proof, and lets themselves in by it as by a new one.
 *
 * @throws {ApiError} 403 `session_reverification_required`
 */
export async function requireFreshIfSuspended(
  services: Services,
  signedIn: SignedIn,
  { suspended_at }: { suspended_at: number | null },
): Promise<void> {
  if (suspended_at !== null) await requireFresh(services, signedIn);
}

/**
 * Adds an identifier to its user, who has yet to verify it.
 *
 * @throws {ApiError} when it is restricted or taken, or the user has enough of its kind
 */
export async function addIdentifier<Row extends OwnedRow>(
  services: Services,
  actor: Pick<Actor, 'ip' | 'now'>,
  kind: IdentifierKind<Row>,
  row: Row,
): Promise<Row> {
  const { storage, config } = services;
  const { field } = kind;
  await refuseRestricted(services, { kind: field, value: kind.valueOf(row) });
  await translateUniqueViolation(
    field,
    storage.transaction(async (tx) => {
      // Of parallel requests, each counts what those before it have added.
      await lockUser(tx, row.user_id, actor.now);
      // With enumeration protection another user's identifier looks free until it is verified.
      await insertIdentifier(tx, actor, kind, row, { hidesOthers: config.enumerationProtection });
    }),
  );
  return row;
}

/**
 * Inserts an identifier whose user is locked, as part of a transaction.
 *
 * @param options.hidesOthers an identifier that another user has verified counts as free
 * @throws {ApiError} when it is taken, or the user has enough of its kind
 */
export async function insertIdentifier<Row extends OwnedRow>(
  tx: StorageOps,
  actor: Pick<Actor, 'ip' | 'now'>,
  kind: IdentifierKind<Row>,
  row: Row,
  { hidesOthers }: { hidesOthers: boolean },
): Promise<void> {
  const { field } = kind;
  const key = kind.keyOf(row);
  const own = await kind.list(tx, row.user_id);
  const isOwn = own.some((each) => kind.keyOf(each) === key);
  if (isOwn || (!hidesOthers && (await kind.findVerified(tx, key)))) throw taken(field);
  if (own.length >= kind.most) {
    throw new ApiError('identification_quota_exceeded', { param: field, longMessage: kind.tooMany });
  }
  await kind.insert(tx, row);
  await recordEvent(tx, actor, { type: `${kind.attribute}.created`, userId: row.user_id, id: row.id });
}

/**
 * Marks an identifier as verified. It becomes the primary one when its user has none.
 *
 * @param user the owner, as read before the proof was checked
 * @param consume takes the code, link or signature in the same transaction
 * @throws {ApiError} 404 when it was removed meanwhile
 */
export async function verifyIdentifier<Row extends OwnedRow>(
  { storage }: Pick<Services, 'storage'>,
  actor: Pick<Actor, 'ip' | 'now'>,
  user: UserRow,
  kind: PrimaryIdentifierKind<Row>,
  row: Row,
  consume: (tx: StorageOps) => Promise<void>,
): Promise<void> {
  const { now } = actor;
  await translateUniqueViolation(
    kind.field,
    storage.transaction(async (tx) => {
      await lockUnchanged(tx, user, now);
      await consume(tx);
      // A parallel request may have removed it.
      if (!(await kind.verify(tx, row.id, now))) throw new ApiError('resource_not_found');
      const primary = (await tx.findUser(row.user_id))?.[kind.primary] ?? row.id;
      await tx.updateUser(row.user_id, { [kind.primary]: primary }, now);
      const notice = kind.noticeOfVerified(row, primary === row.id);
      await recordEvent(tx, actor, { type: `${kind.attribute}.verified`, userId: row.user_id, id: row.id, notice });
    }),
  );
}

/**
 * Removes an identifier, unless its owner needs it. The oldest other verified one takes the place of a primary one.
 *
 * @returns the row that was removed
 */
export function removeIdentifier<Row extends OwnedRow>(
  services: Pick<Services, 'storage' | 'config'>,
  by: ForUser,
  kind: PrimaryIdentifierKind<Row>,
  id: string,
): Promise<Row> {
  const isRequired = services.config.attributes[kind.attribute] === 'required';
  return removeSignInMethod(services, by, {
    find: (tx) => requireOwned(id, () => kind.find(tx, by.user.id, id)),
    async remove(tx, user, row) {
      await kind.delete(tx, user.id, id);
      // One that a password reset has switched off may be the only one that the owner reads.
      const wasVerified = row.verified || row.suspended_at !== null;
      const notice = wasVerified ? kind.noticeOfRemoved(row) : undefined;
      await recordEvent(tx, by, { type: `${kind.attribute}.deleted`, userId: user.id, id, notice });
      if (user[kind.primary] !== id) return;
      const next = (await kind.list(tx, user.id)).find((each) => each.verified);
      await tx.updateUser(user.id, { [kind.primary]: next?.id ?? null }, by.now);
    },
    lacksRequired: (account) => isRequired && account[kind.verified].length === 0,
  });
}

/**
 * Removes something that its owner can sign in with, unless it is the last sign-in method.
 *
 * @returns the row that was removed
 * @throws {ApiError} `identification_deletion_failed` when the owner needs it
 */
export async function removeSignInMethod<Row extends { verified: boolean }>(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  { user: { id: userId }, now }: ForUser,
  { find, remove, isSignInMethod = ({ verified }) => verified, lacksRequired }: Removal<Row>,
): Promise<Row> {
  return storage.transaction(async (tx) => {
    const user = await lockUser(tx, userId, now);
    const row = await find(tx);
    await remove(tx, user, row);
    if (isSignInMethod(row)) await requireSignInMethod({ config }, tx, userId, lacksRequired && { lacksRequired });
    return row;
  });
}

/** Runs a transaction that adds or verifies an identifier. @throws {ApiError} when another user was first */
export async function translateUniqueViolation<T>(
  field: IdentifierKind<OwnedRow>['field'],
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UniqueViolation) throw taken(field);
    throw error;
  }
}
