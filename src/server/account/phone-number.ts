import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import { checkPhoneNumber } from '../identifiers/check-phone-number.ts';
import { maskPhoneNumber } from '../identifiers/mask-phone-number.ts';
import type { Services } from '../services.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import { blankPhoneNumber } from '../storage/blank-rows.ts';
import type { PhoneNumberRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { consumeCode } from '../factors/code/email-code.ts';
import { type CodeTarget, checkCode, sendCode } from '../factors/code/one-time-code.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { loadAccount } from '../users/find-account.ts';
import { keepsSignInMethod } from './keeps-sign-in-method.ts';
import { lockUnchanged } from '../users/lock-unchanged.ts';
import { findOwned, translateUniqueViolation, requireAddable } from './owned-identification.ts';
import { refuse } from '../users/identifier-errors.ts';
import { switchOffSecondFactor, switchOnSecondFactor } from './switch-second-factor.ts';

/** Numbers of one user, proven or not. */
const MAX_NUMBERS = 10;

/** A number, with the backup codes that came with it: they are shown this once. */
export interface ChangedPhoneNumber {
  row: PhoneNumberRow;
  backupCodes: readonly string[] | null;
}

/** Adds a number, still to be verified, to the user. `reserved_for_second_factor` counts once it is. */
export async function addPhoneNumber(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
): Promise<PhoneNumberRow> {
  const { storage, config } = services;
  const { now, params } = context;
  const { user } = signedIn;
  if (config.attributes.phoneNumber === 'off') throw new ApiError('feature_not_enabled');
  await hitRateLimit(services, context, 'attempt');
  await requireFresh(services, context, signedIn);
  const phone = checkPhoneNumber(config, params.required('phone_number'));
  refuse(services.restrictions.refuse({ kind: 'phone_number', value: phone }), 'phone_number');
  const isReserved = params.boolean('reserved_for_second_factor') ?? false;
  if (isReserved && !config.secondFactors.phoneCode) throw new ApiError('feature_not_enabled');
  const own = await storage.listPhoneNumbers([user.id]);
  await requireAddable(services, {
    field: 'phone_number',
    isOwn: own.some((each) => each.phone === phone),
    count: own.length,
    most: MAX_NUMBERS,
    enough: 'These are enough numbers.',
    findVerified: () => storage.findVerifiedPhoneNumber(phone),
  });
  const row: PhoneNumberRow = {
    ...blankPhoneNumber({ id: newId('idn'), user_id: user.id, phone }, now),
    reserved_for_second_factor: isReserved,
  };
  await translateUniqueViolation(
    'phone_number',
    storage.transaction(async (tx) => {
      await tx.insertPhoneNumber(row);
      await tx.updateUser(user.id, {}, now);
    }),
  );
  return row;
}

/** The number, if it is the user's. @throws {ApiError} 404 otherwise */
export function findPhoneNumber(
  { storage }: { storage: StorageOps },
  { user }: Pick<SignedIn, 'user'>,
  id: string,
): Promise<PhoneNumberRow> {
  return findOwned(id, () => storage.findPhoneNumber(user.id, id));
}

/** Sends a code to the number. */
export async function preparePhoneNumber(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<PhoneNumberRow> {
  const row = await findPhoneNumber(services, signedIn, id);
  if (context.params.required('strategy', 64) !== 'phone_code') {
    throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  }
  await sendCode(services, context, targetOf(row), async (tx, codeId) => {
    await tx.updatePhoneNumber(row.id, { code_id: codeId }, context.now);
    await tx.updateUser(row.user_id, {}, context.now);
  });
  return findPhoneNumber(services, signedIn, id);
}

/** Judges the code. A number that is to be a second factor switches it on. */
export async function attemptPhoneNumber(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<ChangedPhoneNumber> {
  await hitRateLimit(services, context, 'attempt');
  const row = await findPhoneNumber(services, signedIn, id);
  const codeId = await checkCode(services, context, targetOf(row), row.code_id);
  const isReserved = row.reserved_for_second_factor && services.config.secondFactors.phoneCode;
  const change = async (tx: StorageOps): Promise<void> => {
    await lockUnchanged(tx, signedIn.user, context.now);
    await consumeCode(codeId, context)(tx);
    // Whoever has the phone in hand has proven the second factor, and need not do so again at once.
    if (isReserved) await tx.verifySession(signedIn.session.id, { second_factor_at: context.now }, context.now);
    await tx.updatePhoneNumber(id, { verified: true, verified_at: context.now }, context.now);
    await settle(tx, row.user_id, context.now);
  };
  const backupCodes = await translateUniqueViolation(
    'phone_number',
    isReserved
      ? switchOnSecondFactor(services, context, row.user_id, change)
      : services.storage.transaction(change).then(() => null),
  );
  await notifyOwner(services, context, row.user_id, 'phone_number_added', { item: maskPhoneNumber(row.phone) });
  return { row: await findPhoneNumber(services, signedIn, id), backupCodes };
}

/** Keeps a verified number for the second factor, or gives it back; and says which of those is asked first. */
export async function updatePhoneNumber(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<ChangedPhoneNumber> {
  const { params, now } = context;
  await hitRateLimit(services, context, 'attempt');
  const row = await findPhoneNumber(services, signedIn, id);
  const isReserved = params.boolean('reserved_for_second_factor') ?? row.reserved_for_second_factor;
  const isDefault = params.boolean('default_second_factor') ?? (isReserved && row.default_second_factor);
  await requireFresh(services, context, signedIn);
  if (isReserved && !services.config.secondFactors.phoneCode) throw new ApiError('feature_not_enabled');
  if (!row.verified) throw new ApiError('form_param_value_invalid', { param: 'reserved_for_second_factor' });
  if (isDefault && !isReserved) throw new ApiError('form_param_value_invalid', { param: 'default_second_factor' });
  const change = async (tx: StorageOps): Promise<void> => {
    const flags = { reserved_for_second_factor: isReserved, default_second_factor: isDefault };
    await tx.updatePhoneNumber(id, flags, now);
    if (isReserved) await requireSignInMethod(services, tx, row.user_id);
    await settle(tx, row.user_id, now, isDefault ? id : undefined);
  };
  const backupCodes = isReserved
    ? await switchOnSecondFactor(services, context, row.user_id, change)
    : await switchOffSecondFactor(services, context, row.user_id, change).then(() => null);
  if (isReserved !== row.reserved_for_second_factor) {
    const kind = isReserved ? 'phone_second_factor_enabled' : 'phone_second_factor_disabled';
    await notifyOwner(services, context, row.user_id, kind, { item: maskPhoneNumber(row.phone) });
  }
  return { row: await findPhoneNumber(services, signedIn, id), backupCodes };
}

/** Removes a number, unless it is the last way in. */
export async function removePhoneNumber(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<void> {
  const row = await findPhoneNumber(services, signedIn, id);
  await requireFresh(services, context, signedIn);
  // The user is locked first, so that two parallel removals cannot each think the other number is left.
  await switchOffSecondFactor(services, context, row.user_id, async (tx) => {
    const { verified } = await findPhoneNumber({ storage: tx }, signedIn, id);
    await tx.deletePhoneNumber(row.user_id, id);
    if (verified) await requireSignInMethod(services, tx, row.user_id);
    await settle(tx, row.user_id, context.now);
  });
  if (row.verified) {
    await notifyOwner(services, context, row.user_id, 'phone_number_removed', { item: maskPhoneNumber(row.phone) });
  }
}

function targetOf(row: PhoneNumberRow): CodeTarget {
  if (row.verified) throw new ApiError('verification_already_verified');
  return { purpose: 'phone_number', subject: row.id, channel: 'sms', to: row.phone };
}

/** @throws {ApiError} when the owner could not sign in any more, or has no number where everybody has to have one */
async function requireSignInMethod({ config }: Services, tx: StorageOps, userId: string): Promise<void> {
  const account = await loadAccount({ storage: tx }, userId, null);
  const isNeeded = config.attributes.phoneNumber === 'required' && account?.phones.length === 0;
  if (!account || isNeeded || !keepsSignInMethod(config, account)) throw new ApiError('identification_deletion_failed');
}

/**
 * Lets exactly one number be the default of those kept for the second factor, and the primary one be one that is not.
 *
 * @param wanted the new default; else the old one stays, or the oldest takes its place
 */
async function settle(tx: StorageOps, userId: string, now: number, wanted?: string): Promise<void> {
  const verified = (await tx.listPhoneNumbers([userId])).filter((phone) => phone.verified);
  const reserved = verified.filter((phone) => phone.reserved_for_second_factor);
  const first = wanted ?? (reserved.find((phone) => phone.default_second_factor) ?? reserved[0])?.id;
  for (const phone of verified) {
    const isDefault = phone.id === first;
    if (phone.default_second_factor !== isDefault) {
      await tx.updatePhoneNumber(phone.id, { default_second_factor: isDefault }, now);
    }
  }
  const free = verified.filter((phone) => !phone.reserved_for_second_factor);
  const { primary_phone_number_id: primary } = (await tx.findUser(userId)) ?? {};
  const kept = free.find((phone) => phone.id === primary) ?? free[0];
  await tx.updateUser(userId, { primary_phone_number_id: kept?.id ?? null }, now);
}
