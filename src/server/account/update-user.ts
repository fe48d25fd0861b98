import type { SignUpField } from '../../protocol/json/sign-up.ts';
import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readUsername } from '../identifiers/identifiers.ts';
import { requireSessionTokenFits } from '../jwt-templates/session-claims.ts';
import type { Services } from '../services.ts';
import { activityOf } from '../sessions/place.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import type { UserPatch } from '../storage/tables/users-table.ts';
import { taken } from '../users/identifier-errors.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import { FIELDS } from '../users/user-fields.ts';
import { requireSignInMethod } from './require-sign-in-method.ts';
import { noticesOfUpdate } from './update-notices.ts';

/** Finds an identifier of a user that may be the primary one of its kind once it is verified. */
type FindPrimary = (
  storage: StorageOps,
  userId: string,
  id: string,
) => Promise<{ id: string; verified: boolean } | undefined>;

/** The columns that name the primary identifier of each kind. */
const PRIMARIES = {
  primary_email_address_id: (storage, userId, id) => storage.findEmailAddress(userId, id),
  async primary_phone_number_id(storage, userId, id) {
    const row = await storage.findPhoneNumber(userId, id);
    // A number reserved for the second factor is no identifier.
    return row?.reserved_for_second_factor ? undefined : row;
  },
  primary_web3_wallet_id: (storage, userId, id) => storage.findWeb3Wallet(userId, id),
} as const satisfies Partial<Record<keyof UserRow, FindPrimary>>;

type Primary = keyof typeof PRIMARIES;
export const PRIMARY_COLUMNS = Object.keys(PRIMARIES) as Primary[];
/** What a thief of a session would change to keep the account. */
const SENSITIVE = ['username', ...PRIMARY_COLUMNS] as const;

/** New values of a user's columns. Those that are undefined stay as they are; null removes a value. */
export interface UserChanges extends Partial<Pick<UserRow, 'first_name' | 'last_name' | 'username' | Primary>> {
  /** Replaces the metadata as a whole. */
  unsafe_metadata?: Record<string, unknown> | undefined;
}

/**
 * Changes names, username, primary identifiers or unsafe metadata of the user, and tells the owner of a new username
 * or primary identifier. Attributes that the instance does not use are ignored.
 *
 * @throws {ApiError} one that names every field at fault
 */
export async function updateUser(services: Services, signedIn: SignedIn, changes: UserChanges): Promise<void> {
  const { user } = signedIn;
  const { now } = signedIn;
  const patch = await checkChanges(services, user.id, changes);
  const isSensitive = SENSITIVE.some((column) => patch[column] !== undefined && patch[column] !== user[column]);
  if (isSensitive) await requireFresh(services, signedIn);
  if (changes.unsafe_metadata) patch.unsafe_metadata = JSON.stringify(changes.unsafe_metadata);
  try {
    await services.storage.transaction(async (tx) => {
      const before = await lockUser(tx, user.id, now);
      // Checks again: a parallel request may have removed the identifier.
      for (const column of PRIMARY_COLUMNS) if (patch[column]) await requirePrimary(tx, user.id, column, patch[column]);
      if (patch.unsafe_metadata !== undefined) {
        await requireSessionTokenFits({ ...services, storage: tx }, user.id, patch, 'unsafe_metadata');
      }
      await tx.updateUser(user.id, patch, now);
      if (patch.username === null && before.username !== null) await requireSignInMethod(services, tx, user.id);
      await touchSessionAndClient(tx, signedIn);
      const notices = await noticesOfUpdate(tx, before, patch);
      const event = { type: 'user.updated', userId: user.id } as const;
      if (notices.length === 0) await recordEvent(tx, signedIn, event);
      for (const notice of notices) await recordEvent(tx, signedIn, { ...event, notice });
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.field === 'username') throw taken('username');
    throw error;
  }
}

/**
 * Lets `updated_at` of the session and the client grow. Their JSON includes the user, and clients compare `updated_at`
 * to see that something has changed.
 */
export async function touchSessionAndClient(tx: StorageOps, signedIn: SignedIn): Promise<void> {
  const { session, client, now } = signedIn;
  await tx.touchSession(session.id, session.abandon_at, now, true, activityOf(signedIn));
  await tx.updateClient(client.id, {}, now);
}

/**
 * Checks new values of a user's columns.
 *
 * @returns the columns to write. Attributes that the instance does not use are left out
 * @throws {ApiError} one that names every field at fault
 */
export async function checkChanges(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  userId: string,
  changes: UserChanges,
): Promise<UserPatch> {
  const patch: UserPatch = {};
  const errors: ApiError[] = [];
  const check = async <T>(value: T | undefined, apply: (value: T) => unknown): Promise<void> => {
    try {
      if (value !== undefined) await apply(value);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(error);
    }
  };
  const checkAttribute = async (
    field: SignUpField & keyof UserChanges,
    apply: (value: string | null) => unknown,
  ): Promise<void> => {
    const mode = FIELDS[field](config);
    if (mode === 'off') return;
    await check(changes[field], (value) => {
      if (value === null && mode === 'required') throw new ApiError('form_param_nil', { param: field });
      return apply(value);
    });
  };
  await checkAttribute('first_name', (name) => {
    patch.first_name = name;
  });
  await checkAttribute('last_name', (name) => {
    patch.last_name = name;
  });
  await checkAttribute('username', async (typed) => {
    const username = typed === null ? null : readUsername(typed);
    const key = username === null ? null : keyOf(username);
    const other = key === null ? undefined : await storage.findUserByUsername(key);
    if (other && other.id !== userId) throw taken('username');
    Object.assign(patch, { username, username_key: key });
  });
  for (const column of PRIMARY_COLUMNS) {
    await check(changes[column], async (id) => {
      patch[column] = await requirePrimary(storage, userId, column, id);
    });
  }
  ApiError.throwAll(errors);
  return patch;
}

/** @returns the id. @throws {ApiError} when the user has no verified identifier of that kind and id */
export async function requirePrimary(
  storage: StorageOps,
  userId: string,
  column: Primary,
  id: string | null,
): Promise<string> {
  const row = id === null ? undefined : await PRIMARIES[column](storage, userId, id);
  if (!row?.verified) throw new ApiError('form_param_value_invalid', { param: column });
  return row.id;
}
