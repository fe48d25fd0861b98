import type { SignUpField } from '../../protocol/json/sign-up.ts';
import { ApiError } from '../http/errors.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import type { Services } from '../services.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import type { PhoneNumberRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { UserPatch } from '../storage/tables/users-table.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { loadAccount } from '../users/find-account.ts';
import { readUsername } from '../identifiers/identifiers.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { keepsSignInMethod } from './keeps-sign-in-method.ts';
import { mergePatch } from './merge-patch.ts';
import { taken } from '../users/identifier-errors.ts';
import { FIELDS, MAX_METADATA } from '../users/user-fields.ts';

/** What a thief of a session would change to keep the account. */
const IDENTIFIERS = [
  'username',
  'primary_email_address_id',
  'primary_phone_number_id',
  'primary_web3_wallet_id',
] as const;

/** Changes names, username, primary address, primary wallet or (as a whole) unsafe metadata. All else is ignored. */
export async function updateUser(services: Services, context: RequestContext, signedIn: SignedIn): Promise<void> {
  const { user, session, client } = signedIn;
  const { params } = context;
  await hitRateLimit(services, context, 'attempt');
  const { storage } = services;
  const patch = await readChanges(services, context, user.id);
  const isSensitive = IDENTIFIERS.some((name) => patch[name] !== undefined && patch[name] !== user[name]);
  if (isSensitive) await requireFresh(services, context, signedIn);
  const metadata = params.object('unsafe_metadata', MAX_METADATA);
  if (metadata) patch.unsafe_metadata = JSON.stringify(metadata);
  try {
    await storage.transaction(async (tx) => {
      // Locks the user first: the address may have been removed since the form was read.
      await tx.updateUser(user.id, {}, context.now);
      const primary = patch.primary_email_address_id;
      if (primary && !(await tx.findEmailAddress(user.id, primary))?.verified) throw notPrimary();
      const phone = patch.primary_phone_number_id;
      if (phone && !isPrimaryPhone(await tx.findPhoneNumber(user.id, phone)))
        throw notPrimary('primary_phone_number_id');
      const wallet = patch.primary_web3_wallet_id;
      if (wallet && !(await tx.findWeb3Wallet(user.id, wallet))?.verified) throw notPrimary('primary_web3_wallet_id');
      await tx.updateUser(user.id, patch, context.now);
      if (patch.username === null && user.username !== null) await requireSignInMethod(services, tx, user.id);
      await show(tx, session.id, session.abandon_at, client.id, context.now);
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.field === 'username') throw taken('username');
    throw error;
  }
  await tellOwner(services, context, user, patch);
}

/** The name that is told is the new one, or the one that was removed. */
async function tellOwner(services: Services, context: RequestContext, user: UserRow, patch: UserPatch): Promise<void> {
  const { username } = patch;
  if (username !== undefined && username !== user.username) {
    const kind = username === null ? 'username_removed' : 'username_changed';
    await notifyOwner(services, context, user.id, kind, { item: username ?? user.username ?? '' });
  }
  const { primary_email_address_id: before } = user;
  const { primary_email_address_id: after } = patch;
  if (before === null || after === undefined || after === before) return;
  const [old, now] = await Promise.all(
    [before, after].map((id) => services.storage.findEmailAddress(user.id, id ?? '')),
  );
  if (!old || !now) return;
  await notifyOwner(services, context, user.id, 'primary_email_address_changed', { item: now.email, to: old.email });
}

/** Merges into the unsafe metadata (RFC 7396): null deletes a key. */
export async function updateMetadata(services: Services, context: RequestContext, signedIn: SignedIn): Promise<void> {
  const { user, session, client } = signedIn;
  await hitRateLimit(services, context, 'attempt');
  const patch = context.params.object('unsafe_metadata', MAX_METADATA);
  await services.storage.transaction(async (tx) => {
    // Written before it is read, so that two parallel patches come one after the other and both are kept.
    const now = await tx.updateUser(user.id, {}, context.now);
    const merged = JSON.stringify(mergePatch(JSON.parse(now?.unsafe_metadata ?? '{}'), patch ?? {}));
    if (Buffer.byteLength(merged) > MAX_METADATA) {
      throw new ApiError('form_param_max_length_exceeded', { param: 'unsafe_metadata' });
    }
    await tx.updateUser(user.id, { unsafe_metadata: merged }, context.now);
    await show(tx, session.id, session.abandon_at, client.id, context.now);
  });
}

/** The session and the client carry the user: whoever compares `updated_at` has to see that they changed. */
async function show(
  tx: StorageOps,
  sessionId: string,
  abandonAt: number,
  clientId: string,
  now: number,
): Promise<void> {
  await tx.touchSession(sessionId, abandonAt, now, true);
  await tx.updateClient(clientId, {}, now);
}

/** @throws {ApiError} when the username was the last thing that could name its owner */
async function requireSignInMethod({ config }: Services, tx: StorageOps, userId: string): Promise<void> {
  const account = await loadAccount({ storage: tx }, userId, null);
  if (!account || !keepsSignInMethod(config, account)) throw new ApiError('identification_deletion_failed');
}

function notPrimary(param = 'primary_email_address_id'): ApiError {
  return new ApiError('form_param_value_invalid', { param });
}

/** A number that is kept for the second factor signs nobody in. */
function isPrimaryPhone(row: PhoneNumberRow | undefined): boolean {
  return row !== undefined && row.verified && !row.reserved_for_second_factor;
}

async function readChanges(
  { storage, config }: Services,
  { params }: RequestContext,
  userId: string,
): Promise<UserPatch> {
  const patch: UserPatch = {};
  const errors: ApiError[] = [];
  const read = async (field: string, reader: (value: string | null) => unknown): Promise<void> => {
    try {
      const value = params.nullable(field);
      if (value !== undefined) await reader(value);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(error);
    }
  };
  const readAttribute = async (field: SignUpField, reader: (value: string | null) => unknown): Promise<void> => {
    const mode = FIELDS[field](config);
    if (mode === 'off') return;
    await read(field, (value) => {
      if (value === null && mode === 'required') throw new ApiError('form_param_nil', { param: field });
      return reader(value);
    });
  };
  await readAttribute('first_name', () => {
    patch.first_name = params.name('first_name') ?? null;
  });
  await readAttribute('last_name', () => {
    patch.last_name = params.name('last_name') ?? null;
  });
  await readAttribute('username', async (value) => {
    const username = value === null ? null : readUsername(value);
    const key = username === null ? null : keyOf(username);
    const other = key === null ? undefined : await storage.findUserByUsername(key);
    if (other && other.id !== userId) throw taken('username');
    Object.assign(patch, { username, username_key: key });
  });
  await read('primary_email_address_id', async (id) => {
    const own = id === null ? undefined : await storage.findEmailAddress(userId, id);
    if (!own?.verified) throw notPrimary();
    patch.primary_email_address_id = own.id;
  });
  await read('primary_phone_number_id', async (id) => {
    const own = id === null ? undefined : await storage.findPhoneNumber(userId, id);
    if (!own || !isPrimaryPhone(own)) throw notPrimary('primary_phone_number_id');
    patch.primary_phone_number_id = own.id;
  });
  await read('primary_web3_wallet_id', async (id) => {
    const own = id === null ? undefined : await storage.findWeb3Wallet(userId, id);
    if (!own?.verified) throw notPrimary('primary_web3_wallet_id');
    patch.primary_web3_wallet_id = own.id;
  });
  ApiError.throwAll(errors);
  return patch;
}
