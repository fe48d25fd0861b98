import { applyMergePatch, type Metadata } from '../../protocol/merge-patch.ts';
import { type DomainEvent, type EventActor, recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { recordSecurityEvent } from '../http/security-events.ts';
import { requireSessionTokenFits } from '../jwt-templates/session-claims.ts';
import type { Services } from '../services.ts';
import { endOtherSessions } from '../sessions/end-sessions.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import type { UserPatch } from '../storage/tables/users-table.ts';
import { taken } from '../users/identifier-errors.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import { LOCK_MS, MAX_TRIES } from '../users/lockout.ts';
import { MAX_METADATA } from '../users/user-fields.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { type ImportedSecondFactors, readSecondFactors, writeSecondFactors } from './import-second-factors.ts';
import { requireSignInMethod } from './require-sign-in-method.ts';
import { noticesOfUpdate } from './update-notices.ts';
import { checkChanges, PRIMARY_COLUMNS, requirePrimary, type UserChanges } from './update-user.ts';

/** New values of a user's columns, as {@link UserChanges}. Those that are undefined stay as they are. */
export interface UserEdit extends Omit<UserChanges, 'unsafe_metadata'> {
  external_id?: string | null | undefined;
  /** Milliseconds. */
  legal_accepted_at?: number | null | undefined;
  created_at?: number | undefined;
  locale?: string | null | undefined;
  timezone?: string | null | undefined;
  /** Null: as the settings say. */
  delete_self_enabled?: boolean | null | undefined;
  bypass_client_trust?: boolean | undefined;
  password?: string | undefined;
  /** What `parseDigest` returns of a digest that another system made, in place of a password. */
  passwordHash?: string | undefined;
  /** They take the place of those that the user has. */
  secondFactors?: ImportedSecondFactors | undefined;
  /** Leaves the password policy out. */
  skipPasswordChecks?: boolean | undefined;
  /** Ends all sessions of the user, when there is a new password. */
  signOutOfOtherSessions?: boolean | undefined;
}

/** The columns of a user that hold metadata. */
export type MetadataColumn = 'public_metadata' | 'private_metadata' | 'unsafe_metadata';

/**
 * Changes a user for an administrator. The owner is told of a new username, password or primary identifier, as when they
 * change it themselves.
 *
 * @throws {ApiError} one that names every field at fault; `resource_not_found` when there is no such user
 */
export async function editUser(
  services: Services,
  actor: EventActor,
  userId: string,
  { password, passwordHash, secondFactors = {}, skipPasswordChecks, signOutOfOtherSessions, ...edit }: UserEdit,
): Promise<void> {
  const { storage } = services;
  const user = await storage.findUser(userId);
  if (!user) throw new ApiError('resource_not_found');
  const { first_name, last_name, username, ...others } = edit;
  const { primary_email_address_id, primary_phone_number_id, primary_web3_wallet_id, ...own } = others;
  const primary = { primary_email_address_id, primary_phone_number_id, primary_web3_wallet_id };
  const changes = { first_name, last_name, username, ...primary };
  const patch: UserPatch = { ...(await checkChanges(services, userId, changes)), ...givenOf(own) };
  if (password !== undefined) {
    const typed = { typed: password, param: 'password', isUnchecked: skipPasswordChecks ?? false };
    Object.assign(patch, await hashNewPassword(services, actor, user, typed));
  } else if (passwordHash !== undefined) {
    Object.assign(patch, { password_hash: passwordHash, password_updated_at: actor.now, password_compromised: false });
  }
  const hasNew = patch.password_hash !== undefined;
  const imported = await readSecondFactors(services, userId, secondFactors, actor.now);
  await change(services, actor, userId, async (tx, before) => {
    for (const column of PRIMARY_COLUMNS) if (patch[column]) await requirePrimary(tx, userId, column, patch[column]);
    await tx.updateUser(userId, patch, actor.now);
    if (patch.username === null && before.username !== null) await requireSignInMethod(services, tx, userId);
    await writeSecondFactors(tx, { user: before, ip: actor.ip, now: actor.now }, imported, { tellsOwner: true });
    if (hasNew && signOutOfOtherSessions) await endOtherSessions(tx, actor, userId, null);
    return eventsOf(userId, before, hasNew, await noticesOfUpdate(tx, before, patch));
  });
}

/**
 * Changes metadata of a user. Each column that is given is merged (RFC 7396) or replaced.
 *
 * @throws {ApiError} when it would become too large; `resource_not_found` when there is no such user
 */
export async function editMetadata(
  services: Services,
  actor: EventActor,
  userId: string,
  metadata: Partial<Record<MetadataColumn, Metadata>>,
  how: 'merge' | 'replace',
): Promise<void> {
  await change(services, actor, userId, async (tx, before) => {
    const patch: UserPatch = {};
    for (const [column, given] of Object.entries(metadata) as [MetadataColumn, Metadata][]) {
      const whole = how === 'merge' ? applyMergePatch(JSON.parse(before[column]), given) : given;
      patch[column] = metadataText(whole, column);
    }
    const [column] = Object.keys(patch);
    if (column) await requireSessionTokenFits({ ...services, storage: tx }, userId, patch, column);
    await tx.updateUser(userId, patch, actor.now);
    return [{ type: 'user.updated', userId }];
  });
}

/** Bans a user, which ends all their sessions and lets them start none, or lifts the ban. */
export async function banUser(services: Services, actor: EventActor, userId: string, banned: boolean): Promise<void> {
  await banUsers(services, actor, [userId], banned);
}

/**
 * Bans users, or lifts their bans: all of them, or none.
 *
 * @throws {ApiError} `resource_not_found` when one of them does not exist
 */
export async function banUsers(
  services: Services,
  actor: EventActor,
  userIds: readonly string[],
  banned: boolean,
): Promise<void> {
  // In one order, so that two calls do not wait for each other's users.
  const sorted = [...new Set(userIds)].sort();
  await services.storage.transaction(async (tx) => {
    for (const userId of sorted) {
      await lockUser(tx, userId, actor.now, 'resource_not_found');
      await setBan(tx, actor, userId, banned);
    }
  });
  for (const userId of sorted) reportBan(services, actor, userId, banned);
}

async function setBan(tx: StorageOps, actor: EventActor, userId: string, banned: boolean): Promise<void> {
  await tx.updateUser(userId, { banned }, actor.now);
  if (banned) await endOtherSessions(tx, actor, userId, null);
  await recordEvent(tx, actor, { type: 'user.updated', userId });
}

function reportBan(services: Services, actor: EventActor, userId: string, banned: boolean): void {
  recordSecurityEvent(services, actor, 'user_updated', { userId, reason: banned ? 'banned' : 'unbanned' });
}

/**
 * Notes that others may know the password of a user, so that it signs nobody in until its owner has set a new one, or
 * takes that back.
 *
 * @param options.endsSessions ends all sessions of the user
 * @throws {ApiError} `no_password_set` for a user without a password
 */
export async function setPasswordCompromised(
  services: Services,
  actor: EventActor,
  userId: string,
  { compromised, endsSessions }: { compromised: boolean; endsSessions: boolean },
): Promise<void> {
  await change(services, actor, userId, async (tx, before) => {
    if (compromised && before.password_hash === null) throw new ApiError('no_password_set');
    await tx.updateUser(userId, { password_compromised: compromised }, actor.now);
    if (endsSessions) await endOtherSessions(tx, actor, userId, null);
    return [{ type: 'user.updated', userId }];
  });
  const reason = compromised ? 'password_compromised' : 'password_not_compromised';
  recordSecurityEvent(services, actor, 'user_updated', { userId, reason });
}

/** Locks a user as too many failed tries do, for an hour, or ends such a lock. Sessions stay as they are. */
export async function lockAccount(
  services: Services,
  actor: EventActor,
  userId: string,
  locked: boolean,
): Promise<void> {
  const patch = locked
    ? { failed_attempts: MAX_TRIES, retry_at: actor.now + LOCK_MS }
    : { failed_attempts: 0, retry_at: 0 };
  await change(services, actor, userId, async (tx) => {
    await tx.updateUser(userId, patch, actor.now);
    return [{ type: locked ? 'user.locked' : 'user.updated', userId }];
  });
  recordSecurityEvent(services, actor, 'user_updated', { userId, reason: locked ? 'locked' : 'unlocked' });
}

/** Writes metadata as text. @throws {ApiError} `form_param_max_length_exceeded` when it is too large */
export function metadataText(metadata: Metadata, param: string): string {
  const text = JSON.stringify(metadata);
  if (Buffer.byteLength(text) > MAX_METADATA) throw new ApiError('form_param_max_length_exceeded', { param });
  return text;
}

/** Runs a change of a user and records its events, in one transaction. */
async function change(
  { storage }: Pick<Services, 'storage'>,
  actor: EventActor,
  userId: string,
  work: (tx: StorageOps, before: UserRow) => Promise<DomainEvent[]>,
): Promise<void> {
  try {
    await storage.transaction(async (tx) => {
      const before = await lockUser(tx, userId, actor.now, 'resource_not_found');
      for (const event of await work(tx, before)) await recordEvent(tx, actor, event);
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.field !== 'other') throw taken(error.field);
    throw error;
  }
}

function eventsOf(
  userId: string,
  before: UserRow,
  hasNewPassword: boolean,
  notices: Awaited<ReturnType<typeof noticesOfUpdate>>,
): DomainEvent[] {
  const isFirst = before.password_hash === null;
  const ofPassword: DomainEvent = {
    type: isFirst ? 'password.created' : 'password.updated',
    userId,
    notice: { kind: isFirst ? 'password_added' : 'password_changed' },
  };
  const told = notices.map((notice): DomainEvent => ({ type: 'user.updated', userId, notice }));
  const all = [...told, ...(hasNewPassword ? [ofPassword] : [])];
  return all.length > 0 ? all : [{ type: 'user.updated', userId }];
}

/** Leaves out what is undefined. */
function givenOf<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
