import { recordEvent } from '../events/domain-events.ts';
import type { Actor } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import { endOtherSessions } from '../sessions/end-sessions.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { AccountRows } from '../storage/tables/bulk-accounts-table.ts';
import type { UserPatch } from '../storage/tables/users-table.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import { type BuildOptions, type BuildServices, buildAccount } from './build-account.ts';
import { silentEvent } from './silent-event.ts';
import type { UserRecord } from './user-record.ts';

/** What a file may change of a user's own columns, and the field of the record that says it. */
const COLUMNS = {
  username: 'username',
  username_key: 'username',
  first_name: 'firstName',
  last_name: 'lastName',
  public_metadata: 'publicMetadata',
  private_metadata: 'privateMetadata',
  unsafe_metadata: 'unsafeMetadata',
  banned: 'banned',
  locale: 'locale',
  timezone: 'timezone',
  delete_self_enabled: 'deleteSelfEnabled',
  bypass_client_trust: 'bypassClientTrust',
  legal_accepted_at: 'legalAcceptedAt',
} as const satisfies Partial<Record<keyof UserRow, keyof UserRecord>>;

/**
 * Changes a user into what a file says now. It removes nothing: addresses, numbers and accounts that the file has not
 * stay, and so do an authenticator app, backup codes, and a password that was set or used on this server.
 *
 * @returns whether anything was new
 * @throws {RowProblem | ApiError | UniqueViolation} when something of it cannot be stored
 */
export async function mergeAccount(
  services: BuildServices & Pick<Services, 'storage'>,
  actor: Pick<Actor, 'ip' | 'now'>,
  userId: string,
  record: UserRecord,
  options: BuildOptions & { dryRun?: boolean | undefined; webhooks?: boolean | undefined },
): Promise<boolean> {
  const { storage } = services;
  const present = await storage.findUser(userId);
  const stored = present?.password_hash ?? null;
  // A hash that this server has made was set here, or renewed when the user signed in.
  const isOwn = stored !== null && (present?.password_updated_at !== null || !services.passwords.isOutdated(stored));
  const said = isOwn ? { ...record, password: undefined, digest: undefined } : record;
  // Ids are not changed, and what identifies the user counts here, too.
  const rows = await buildAccount(
    services,
    { ...said, externalId: undefined, id: undefined },
    { ...options, keepIds: false },
    actor.now,
    userId,
  );
  const merge = (tx: StorageOps) => applyRows(tx, actor, rows, said, options.dryRun ?? false);
  if (options.dryRun) return merge(storage);
  return storage.transaction(async (tx) => {
    await lockUser(tx, userId, actor.now, 'resource_not_found');
    const isChanged = await merge(tx);
    if (!isChanged) return false;
    if (options.webhooks) await recordEvent(tx, actor, { type: 'user.updated', userId });
    else await tx.insertSilentEvent(silentEvent('user.updated', userId, actor));
    return true;
  });
}

async function applyRows(
  tx: StorageOps,
  actor: Pick<Actor, 'ip' | 'now'>,
  rows: AccountRows,
  record: UserRecord,
  dryRun: boolean,
): Promise<boolean> {
  const { now } = actor;
  const userId = rows.user.id;
  const user = await tx.findUser(userId);
  if (!user) return false;
  const writes: (() => Promise<unknown>)[] = [];
  const emails = await tx.listEmailAddresses([userId]);
  for (const row of rows.emails) {
    const own = emails.find(({ email_key }) => email_key === row.email_key);
    if (!own) writes.push(() => tx.insertEmailAddress(row));
    else if (row.verified && !own.verified) {
      const proven = { verified: true, verified_at: now, strategy: 'admin' as const };
      writes.push(() => tx.updateEmailAddress(own.id, proven, now));
    }
  }
  const phones = await tx.listPhoneNumbers([userId]);
  for (const row of rows.phones) {
    const own = phones.find(({ phone }) => phone === row.phone);
    if (!own) writes.push(() => tx.insertPhoneNumber(row));
    else if (row.verified && !own.verified) {
      writes.push(() => tx.updatePhoneNumber(own.id, { verified: true, verified_at: now }, now));
    }
  }
  const wallets = await tx.listWeb3Wallets([userId]);
  for (const row of rows.wallets) {
    if (!wallets.some(({ address }) => address === row.address)) writes.push(() => tx.insertWeb3Wallet(row));
  }
  const accounts = await tx.listExternalAccounts([userId]);
  for (const row of rows.externalAccounts) {
    const isThere = accounts.some(
      (own) => own.provider === row.provider && own.provider_user_id === row.provider_user_id,
    );
    if (!isThere) writes.push(() => tx.insertExternalAccount(row));
  }
  const { totp, backupCodes } = rows;
  if (totp && !(await tx.findTotp(userId))?.verified) writes.push(() => tx.insertTotp(totp));
  if (backupCodes.length > 0 && (await tx.listBackupCodes([userId])).length === 0) {
    writes.push(() => tx.replaceBackupCodes(userId, backupCodes));
  }
  const patch = patchOf(user, rows, record);
  const [email, phone] = [rows.emails.find(isProven), rows.phones.find(isProven)];
  if (email && user.primary_email_address_id === null) {
    patch.primary_email_address_id = emails.find(({ email_key }) => email_key === email.email_key)?.id ?? email.id;
  }
  if (phone && !phone.reserved_for_second_factor && user.primary_phone_number_id === null) {
    patch.primary_phone_number_id = phones.find((own) => own.phone === phone.phone)?.id ?? phone.id;
  }
  if (record.externalId !== undefined && user.external_id === null) patch.external_id = record.externalId;
  if (totp && user.mfa_enabled_at === null) patch.mfa_enabled_at = now;
  if (Object.keys(patch).length > 0) writes.push(() => tx.updateUser(userId, patch, now));
  if (patch.banned) writes.push(() => endOtherSessions(tx, actor, userId, null));
  if (!dryRun) for (const write of writes) await write();
  return writes.length > 0;
}

function isProven({ verified }: { verified: boolean }): boolean {
  return verified;
}

function patchOf(user: UserRow, { user: said }: AccountRows, record: UserRecord): UserPatch {
  const columns = Object.entries(COLUMNS) as [keyof typeof COLUMNS, keyof UserRecord][];
  const changed = columns.filter(([column, field]) => record[field] !== undefined && said[column] !== user[column]);
  const patch: UserPatch = Object.fromEntries(changed.map(([column]) => [column, said[column]]));
  if (said.password_hash !== null && said.password_hash !== user.password_hash) {
    patch.password_hash = said.password_hash;
    patch.password_compromised = said.password_compromised;
  }
  return patch;
}
