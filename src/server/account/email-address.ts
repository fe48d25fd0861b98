import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import { newId } from '../ids.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readEmailAddress } from '../identifiers/identifiers.ts';
import type { Services } from '../services.ts';
import { addedOn } from '../sessions/device.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import { blankEmailAddress } from '../storage/blank-rows.ts';
import type { EmailAddressRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { CodeTarget } from '../factors/code/code-target.ts';
import { sendCode } from '../factors/code/send-code.ts';
import { consumeCode, verifyCode } from '../factors/code/verify-code.ts';
import { type LinkTarget, sendLink } from '../factors/link/send-link.ts';
import { verifyLinkCode } from '../factors/link/verify-link-code.ts';
import type { ForUser } from './for-user.ts';
import {
  addIdentifier,
  type PrimaryIdentifierKind,
  removeIdentifier,
  requireFreshIfSuspended,
  requireOwned,
  verifyIdentifier,
} from './owned-identification.ts';

export const EMAIL_ADDRESSES: PrimaryIdentifierKind<EmailAddressRow> = {
  field: 'email_address',
  attribute: 'emailAddress',
  primary: 'primary_email_address_id',
  verified: 'emails',
  most: 20,
  tooMany: 'You cannot add more email addresses.',
  valueOf: ({ email }) => email,
  keyOf: ({ email_key }) => email_key,
  find: (storage, userId, id) => storage.findEmailAddress(userId, id),
  list: (storage, userId) => storage.listEmailAddresses([userId]),
  findVerified: (storage, key) => storage.findVerifiedEmailAddress(key),
  insert: (tx, row) => tx.insertEmailAddress(row),
  verify: (tx, id, now) => tx.updateEmailAddress(id, { verified: true, verified_at: now }, now),
  delete: (tx, userId, id) => tx.deleteEmailAddress(userId, id),
  // The mail goes to the primary address. A thief who adds an address of their own does not read that one.
  noticeOfVerified: ({ email }, isPrimary) => (isPrimary ? undefined : { kind: 'email_address_added', item: email }),
  noticeOfRemoved: ({ email }) => ({ kind: 'email_address_removed', item: email, copyTo: [email] }),
};

/** Adds an email address to the user, who has yet to verify it. @param typed the address as the user wrote it */
export async function addEmailAddress(services: Services, signedIn: SignedIn, typed: string): Promise<EmailAddressRow> {
  if (services.config.attributes.emailAddress === 'off') throw new ApiError('feature_not_enabled');
  await requireFresh(services, signedIn);
  const email = readEmailAddress(typed);
  const ids = { id: newId('idn'), user_id: signedIn.user.id, added_on: addedOn(signedIn) };
  const row = blankEmailAddress({ ...ids, email, email_key: keyOf(email) }, signedIn.now);
  return addIdentifier(services, signedIn, EMAIL_ADDRESSES, row);
}

/**
 * Returns an email address of the user. @throws {ApiError} 404 when there is none of that id, or it is another user's
 */
export function requireEmailAddress(
  { storage }: Pick<Services, 'storage'>,
  { user }: Pick<SignedIn, 'user'>,
  id: string,
): Promise<EmailAddressRow> {
  return requireOwned(id, () => storage.findEmailAddress(user.id, id));
}

export interface EmailAddressPreparation extends Pick<LinkTarget, 'redirectUrl' | 'showsNumber'> {
  id: string;
  /** `email_code`, or `email_link` where the instance has links. */
  strategy: string;
}

/** Sends a code or a link to an email address of the user. */
export async function prepareEmailAddress(
  services: Services,
  signedIn: SignedIn,
  { id, strategy, redirectUrl, showsNumber }: EmailAddressPreparation,
): Promise<EmailAddressRow> {
  const row = await requireEmailAddress(services, signedIn, id);
  const target = targetOf(row);
  const { locale } = signedIn.user;
  await requireFreshIfSuspended(services, signedIn, row);
  const attach = async (tx: StorageOps, made: { codeId: string; challengeId?: string }) => {
    const patch = { code_id: made.codeId, challenge_id: made.challengeId ?? null };
    await tx.updateEmailAddress(
      row.id,
      { ...patch, strategy: made.challengeId ? 'email_link' : 'email_code' },
      signedIn.now,
    );
  };
  if (strategy === 'email_link' && services.config.emailLink) {
    const owner = { userId: row.user_id, clientId: signedIn.client.id };
    const link = { ...target, ...owner, locale, mailPurpose: 'verify_address', redirectUrl, showsNumber } as const;
    await sendLink(services, signedIn, link, attach);
  } else if (strategy === 'email_code') {
    await sendCode(services, signedIn, { ...target, locale }, (tx, codeId) => attach(tx, { codeId }));
  } else {
    throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  }
  await services.storage.updateUser(row.user_id, {}, signedIn.now);
  return requireEmailAddress(services, signedIn, id);
}

/** Checks the code that the user typed. When it is right, the email address is verified. */
export async function attemptEmailAddress(
  services: Services,
  signedIn: SignedIn,
  { id, code }: { id: string; code: string },
): Promise<EmailAddressRow> {
  const row = await requireEmailAddress(services, signedIn, id);
  const target = targetOf(row);
  const { code_id: codeId, challenge_id: challengeId } = row;
  const consume = challengeId
    ? await verifyLinkCode(services, signedIn, target, { codeId, challengeId, clientId: signedIn.client.id }, code)
    : consumeCode(await verifyCode(services, signedIn, target, codeId, code), signedIn);
  await verifyEmailAddress(services, signedIn, signedIn.user, row, consume);
  return requireEmailAddress(services, signedIn, id);
}

/**
 * Marks an email address as verified, and tells its owner.
 *
 * @param user the owner, as read before the code or link was checked
 * @param consume takes the code or link in the same transaction
 */
export async function verifyEmailAddress(
  services: Services,
  actor: Actor,
  user: UserRow,
  row: EmailAddressRow,
  consume: (tx: StorageOps) => Promise<void>,
): Promise<void> {
  await verifyIdentifier(services, actor, user, EMAIL_ADDRESSES, row, consume);
}

/** Removes an email address, unless the user needs it to sign in. Both the old and the primary address are told. */
export async function removeEmailAddress(services: Services, signedIn: SignedIn, id: string): Promise<void> {
  await requireFresh(services, signedIn);
  await deleteEmailAddress(services, signedIn, id);
}

/** As {@link removeEmailAddress}, for an administrator. */
export async function deleteEmailAddress(services: Services, by: ForUser, id: string): Promise<void> {
  await removeIdentifier(services, by, EMAIL_ADDRESSES, id);
}

function targetOf(row: EmailAddressRow): CodeTarget {
  if (row.verified) throw new ApiError('verification_already_verified');
  return { purpose: 'email_address', subject: row.id, channel: 'email', to: row.email };
}
