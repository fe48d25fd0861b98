import { type OwnerNotice, recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readEmailAddress } from '../identifiers/identifiers.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankEmailAddress } from '../storage/blank-rows.ts';
import type { EmailAddressRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import { unused } from './unused.ts';
import { EMAIL_ADDRESSES } from './email-address.ts';
import type { ForUser } from './for-user.ts';
import { insertIdentifier, requireOwned, translateUniqueViolation } from './owned-identification.ts';
import { requireSignInMethod } from './require-sign-in-method.ts';
import { noticesOfUpdate } from './update-notices.ts';

/** What an administrator makes of an email address or a phone number. What is undefined stays as it is. */
export interface IdentifierUse {
  /** It counts as proven by its owner. */
  verified?: boolean | undefined;
  /** It is the primary one of its kind. */
  primary?: boolean | undefined;
}

/**
 * Adds an email address to a user for an administrator. The restrictions of sign-up do not apply. The owner is told of a
 * verified one, as when they add it themselves.
 *
 * @throws {ApiError} when it is taken, the user has enough of them, or it would be primary without being verified
 */
export async function createEmailAddress(
  services: Pick<Services, 'storage' | 'config'>,
  by: ForUser,
  { typed, verified = false, primary = false }: IdentifierUse & { typed: string },
): Promise<EmailAddressRow> {
  requireAttribute(services);
  if (primary && !verified) throw notVerified();
  const row = newRow(by, typed);
  await changeEmails(services, by, async (tx, user) => {
    await insertIdentifier(tx, by, EMAIL_ADDRESSES, row, { hidesOthers: false });
    if (verified) await verifyEmailForOwner(tx, by, user, row, { strategy: 'admin', primary });
  });
  return requireOwned(row.id, () => services.storage.findEmailAddress(by.user.id, row.id));
}

/**
 * Changes an email address of a user for an administrator.
 *
 * @throws {ApiError} when another user has verified it, it would be primary without being verified, or lose either
 */
export async function editEmailAddress(
  services: Pick<Services, 'storage' | 'config'>,
  by: ForUser,
  id: string,
  { verified, primary }: IdentifierUse,
): Promise<EmailAddressRow> {
  requireAttribute(services);
  const find = (from: StorageOps) => requireOwned(id, () => from.findEmailAddress(by.user.id, id));
  await changeEmails(services, by, async (tx, user) => {
    const row = await find(tx);
    refuseLoss(row, { verified, primary }, user.primary_email_address_id === id);
    if (primary && !verified && !row.verified) throw notVerified();
    if (verified && !row.verified) {
      await verifyEmailForOwner(tx, by, user, row, { strategy: 'admin', primary: primary ?? false });
    } else if (primary) {
      await makePrimary(tx, by, user, id);
    }
  });
  return find(services.storage);
}

/**
 * Gives a user one email address in place of all others, for an administrator. The owner is told at each address that is
 * removed.
 *
 * @param verified false leaves it to the owner to verify it, which needs another way to sign in
 * @throws {ApiError} `identification_deletion_failed` when an account at a provider is linked to one of the others, or the
 *   user could no longer sign in
 */
export async function replaceEmailAddresses(
  services: Pick<Services, 'storage' | 'config'>,
  by: ForUser,
  { typed, verified }: { typed: string; verified: boolean },
): Promise<EmailAddressRow> {
  requireAttribute(services);
  const { storage, config } = services;
  const userId = by.user.id;
  const made = newRow(by, typed);
  let id = made.id;
  await changeEmails(services, by, async (tx, user) => {
    const own = await tx.listEmailAddresses([userId]);
    const kept = own.find((row) => row.email_key === made.email_key);
    id = kept?.id ?? made.id;
    const others = own.filter((row) => row.id !== id);
    await refuseLinked(tx, userId, others);
    if (!kept) {
      // The others go, so it is never one too many.
      const kind = { ...EMAIL_ADDRESSES, most: Number.POSITIVE_INFINITY };
      await insertIdentifier(tx, by, kind, made, { hidesOthers: !verified });
    }
    if (verified && !kept?.verified) {
      await verifyEmailForOwner(tx, by, user, kept ?? made, { strategy: 'admin', primary: true });
    } else if (kept?.verified) await makePrimary(tx, by, user, id);
    for (const row of others) {
      await tx.deleteEmailAddress(userId, row.id);
      const wasVerified = row.verified || row.suspended_at !== null;
      const notice = wasVerified ? EMAIL_ADDRESSES.noticeOfRemoved(row) : undefined;
      await recordEvent(tx, by, { type: 'emailAddress.deleted', userId, id: row.id, notice });
    }
    if (!verified && !kept?.verified) await tx.updateUser(userId, { primary_email_address_id: null }, by.now);
    await requireSignInMethod({ config }, tx, userId);
  });
  return requireOwned(id, () => storage.findEmailAddress(userId, id));
}

/**
 * Marks an email address as verified, as part of a transaction in which its user is locked, and tells the owner.
 *
 * @param how.strategy what has proven it
 * @param how.primary makes it the primary one. The first verified one is in any case
 */
export async function verifyEmailForOwner(
  tx: StorageOps,
  by: ForUser,
  user: UserRow,
  row: EmailAddressRow,
  { strategy, primary }: { strategy: 'admin' | 'email_code'; primary: boolean },
): Promise<void> {
  const { now } = by;
  const patch = { verified: true, verified_at: now, strategy, code_id: null, challenge_id: null };
  if (!(await tx.updateEmailAddress(row.id, patch, now))) throw new ApiError('resource_not_found');
  const isPrimary = primary || user.primary_email_address_id === null;
  // One that becomes the primary one is told below, at the old one.
  const notice = isPrimary ? undefined : EMAIL_ADDRESSES.noticeOfVerified(row, false);
  await recordEvent(tx, by, { type: 'emailAddress.verified', userId: user.id, id: row.id, notice });
  if (isPrimary) await makePrimary(tx, by, user, row.id);
}

async function makePrimary(tx: StorageOps, by: ForUser, user: UserRow, id: string): Promise<void> {
  const patch = { primary_email_address_id: id };
  await tx.updateUser(user.id, patch, by.now);
  // The first one is no news to its owner.
  const notices: OwnerNotice[] = user.primary_email_address_id === null ? [] : await noticesOfUpdate(tx, user, patch);
  for (const notice of notices) await recordEvent(tx, by, { type: 'user.updated', userId: user.id, notice });
}

/** Runs a change of the addresses of a user, who is locked. */
function changeEmails(
  { storage }: Pick<Services, 'storage'>,
  by: ForUser,
  work: (tx: StorageOps, user: UserRow) => Promise<void>,
): Promise<void> {
  const run = async (tx: StorageOps) => work(tx, await lockUser(tx, by.user.id, by.now, 'resource_not_found'));
  return translateUniqueViolation('email_address', storage.transaction(run));
}

function newRow(by: ForUser, typed: string): EmailAddressRow {
  const email = readEmailAddress(typed);
  return blankEmailAddress({ id: newId('idn'), user_id: by.user.id, email, email_key: keyOf(email) }, by.now);
}

/** @throws {ApiError} when a connected account that stays has one of the addresses */
async function refuseLinked(tx: StorageOps, userId: string, emails: readonly EmailAddressRow[]): Promise<void> {
  const ids = emails.map(({ id }) => id);
  const accounts = await tx.listExternalAccounts([userId]);
  if (!accounts.some((each) => each.verified && ids.includes(each.email_address_id ?? ''))) return;
  const longMessage = 'A connected account is linked to one of the email addresses. Remove the account first.';
  throw new ApiError('identification_deletion_failed', { longMessage });
}

/** @throws {ApiError} for a use that would end. Another identifier takes it, or the identifier is removed */
export function refuseLoss(row: { verified: boolean }, use: IdentifierUse, isPrimary: boolean): void {
  if (use.verified === false && row.verified) {
    const longMessage = 'What is verified stays verified. Remove it, and add it again.';
    throw new ApiError('form_param_value_invalid', { param: 'verified', longMessage });
  }
  if (use.primary === false && isPrimary) {
    const longMessage = 'Make another one the primary one.';
    throw new ApiError('form_param_value_invalid', { param: 'primary', longMessage });
  }
}

/** Returns the error for what cannot be primary, because it is not verified. */
export function notVerified(): ApiError {
  const longMessage = 'Only what is verified can be primary.';
  return new ApiError('form_param_value_invalid', { param: 'primary', longMessage });
}

function requireAttribute({ config }: Pick<Services, 'config'>): void {
  if (config.attributes.emailAddress === 'off') throw unused('email_address');
}
