import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { checkLinkCode } from '../factors/link/check-link-code.ts';
import { sendLink } from '../factors/link/send-link.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import type { Services } from '../services.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import { blankEmailAddress } from '../storage/blank-rows.ts';
import type { EmailAddressRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { consumeCode } from '../factors/code/email-code.ts';
import { type CodeTarget, checkCode, sendCode } from '../factors/code/one-time-code.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { readEmailAddress } from '../identifiers/identifiers.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { lockUnchanged } from '../users/lock-unchanged.ts';
import { findOwned, translateUniqueViolation, removeSignInMethod, requireAddable } from './owned-identification.ts';
import { refuse } from '../users/identifier-errors.ts';

/** Addresses of one user, proven or not. */
const MAX_ADDRESSES = 20;

/** Adds an address, still to be verified, to the user. */
export async function addEmailAddress(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
): Promise<EmailAddressRow> {
  const { storage, config } = services;
  const { user } = signedIn;
  const { now } = context;
  if (config.attributes.emailAddress === 'off') throw new ApiError('feature_not_enabled');
  await hitRateLimit(services, context, 'attempt');
  await requireFresh(services, context, signedIn);
  const email = readEmailAddress(context.params.required('email_address'));
  refuse(services.restrictions.refuse({ kind: 'email_address', value: email }), 'email_address');
  const key = keyOf(email);
  const own = await storage.listEmailAddresses([user.id]);
  await requireAddable(services, {
    field: 'email_address',
    isOwn: own.some((each) => each.email_key === key),
    count: own.length,
    most: MAX_ADDRESSES,
    enough: 'These are enough addresses.',
    findVerified: () => storage.findVerifiedEmailAddress(key),
  });
  const row = blankEmailAddress({ id: newId('idn'), user_id: user.id, email, email_key: key }, now);
  await translateUniqueViolation(
    'email_address',
    storage.transaction(async (tx) => {
      await tx.insertEmailAddress(row);
      await tx.updateUser(user.id, {}, now);
    }),
  );
  return row;
}

/** The address, if it is the user's. @throws {ApiError} 404 otherwise */
export function findEmailAddress(
  { storage }: { storage: StorageOps },
  { user }: SignedIn,
  id: string,
): Promise<EmailAddressRow> {
  return findOwned(id, () => storage.findEmailAddress(user.id, id));
}

export async function prepareEmailAddress(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<EmailAddressRow> {
  const row = await findEmailAddress(services, signedIn, id);
  const target = targetOf(row);
  const strategy = context.params.required('strategy', 64);
  const attach = async (tx: StorageOps, made: { codeId: string; challengeId?: string }) => {
    const patch = { code_id: made.codeId, challenge_id: made.challengeId ?? null };
    await tx.updateEmailAddress(
      row.id,
      { ...patch, strategy: made.challengeId ? 'email_link' : 'email_code' },
      context.now,
    );
  };
  if (strategy === 'email_link' && services.config.emailLink) {
    const link = { ...target, mailPurpose: 'verify_address', userId: row.user_id, startsSession: false } as const;
    await sendLink(services, context, link, attach);
  } else if (strategy === 'email_code') {
    await sendCode(services, context, target, (tx, codeId) => attach(tx, { codeId }));
  } else {
    throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  }
  await services.storage.updateUser(row.user_id, {}, context.now);
  return findEmailAddress(services, signedIn, id);
}

export async function attemptEmailAddress(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<EmailAddressRow> {
  await hitRateLimit(services, context, 'attempt');
  const row = await findEmailAddress(services, signedIn, id);
  const target = targetOf(row);
  const { code_id: codeId, challenge_id: challengeId } = row;
  const commit = challengeId
    ? await checkLinkCode(services, context, target, { codeId, challengeId })
    : consumeCode(await checkCode(services, context, target, codeId), context);
  await proveEmailAddress(services, context, signedIn.user, row, commit);
  return findEmailAddress(services, signedIn, id);
}

/**
 * Writes that an address was proven to be its user's.
 *
 * @param user its owner, as read before the code or link was judged
 * @param commit takes the code or link, as a part of the same transaction
 */
export async function proveEmailAddress(
  services: Services,
  context: RequestContext,
  user: UserRow,
  row: EmailAddressRow,
  commit: (tx: StorageOps) => Promise<void>,
): Promise<void> {
  const { storage } = services;
  const { now } = context;
  await translateUniqueViolation(
    'email_address',
    storage.transaction(async (tx) => {
      await lockUnchanged(tx, user, now);
      await commit(tx);
      await tx.verifyEmailAddress(row.id, now);
      const { primary_email_address_id } = (await tx.findUser(row.user_id)) ?? {};
      const patch = primary_email_address_id === null ? { primary_email_address_id: row.id } : {};
      await tx.updateUser(row.user_id, patch, now);
    }),
  );
  const { primary_email_address_id: primaryId } = (await storage.findUser(row.user_id)) ?? {};
  // The owner hears of it where a thief does not read.
  if (primaryId !== row.id)
    await notifyOwner(services, context, row.user_id, 'email_address_added', { item: row.email });
}

/** Removes an address, unless it is the last way in. The oldest other verified one becomes the primary one. */
export async function removeEmailAddress(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<void> {
  const { config } = services;
  await requireFresh(services, context, signedIn);
  const removed = await removeSignInMethod(services, context, signedIn, {
    find: (tx) => findEmailAddress({ storage: tx }, signedIn, id),
    without: (account) => ({ ...account, emails: account.emails.filter((each) => each.id !== id) }),
    isMissed: ({ emails }) => config.attributes.emailAddress === 'required' && emails.length === 0,
    async remove(tx, { user, emails }) {
      await tx.deleteEmailAddress(user.id, id);
      if (user.primary_email_address_id !== id) return;
      await tx.updateUser(user.id, { primary_email_address_id: emails[0]?.id ?? null }, context.now);
    },
  });
  if (!removed.verified) return;
  const about = { item: removed.email };
  await notifyOwner(services, context, removed.user_id, 'email_address_removed', {
    ...about,
    to: removed.email,
    isCopy: true,
  });
  await notifyOwner(services, context, removed.user_id, 'email_address_removed', about);
}

function targetOf(row: EmailAddressRow): CodeTarget {
  if (row.verified) throw new ApiError('verification_already_verified');
  return { purpose: 'email_address', subject: row.id, channel: 'email', to: row.email };
}
