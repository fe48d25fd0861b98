import type { NotificationKind } from '../delivery/port.ts';
import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import { newId } from '../ids.ts';
import { checkPhoneNumber } from '../identifiers/check-phone-number.ts';
import { maskPhoneNumber } from '../identifiers/mask.ts';
import type { Services } from '../services.ts';
import { addedOn } from '../sessions/device.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import { blankPhoneNumber } from '../storage/blank-rows.ts';
import type { PhoneNumberRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { CodeTarget } from '../factors/code/code-target.ts';
import { sendCode } from '../factors/code/send-code.ts';
import { consumeCode, verifyCode } from '../factors/code/verify-code.ts';
import { lockUnchanged } from '../users/lock-unchanged.ts';
import type { ForUser } from './for-user.ts';
import {
  addIdentifier,
  type IdentifierKind,
  requireFreshIfSuspended,
  requireOwned,
  translateUniqueViolation,
} from './owned-identification.ts';
import { requireSignInMethod } from './require-sign-in-method.ts';
import { switchOffSecondFactor, switchOnSecondFactor } from './switch-second-factor.ts';

export const PHONE_NUMBERS: IdentifierKind<PhoneNumberRow> = {
  field: 'phone_number',
  attribute: 'phoneNumber',
  most: 10,
  tooMany: 'You cannot add more phone numbers.',
  valueOf: ({ phone }) => phone,
  keyOf: ({ phone }) => phone,
  list: (storage, userId) => storage.listPhoneNumbers([userId]),
  findVerified: (storage, phone) => storage.findVerifiedPhoneNumber(phone),
  insert: (tx, row) => tx.insertPhoneNumber(row),
};

/** A phone number after a change. */
export interface ChangedPhoneNumber {
  row: PhoneNumberRow;
  /** New backup codes, when the number became the user's first second factor. They are shown this once. */
  backupCodes: readonly string[] | null;
}

/** What a phone number is used for. Fields that are undefined stay as they are. */
export interface PhoneNumberUse {
  /** It is a second factor, and no longer an identifier. */
  reservedForSecondFactor?: boolean | undefined;
  /** It is the second factor that sign-in asks for first. */
  defaultSecondFactor?: boolean | undefined;
}

/**
 * Adds a phone number to the user, who has yet to verify it.
 *
 * @param typed the number as the user wrote it
 * @param reservedForSecondFactor whether it becomes a second factor once it is verified
 */
export async function addPhoneNumber(
  services: Services,
  signedIn: SignedIn,
  { typed, reservedForSecondFactor }: { typed: string; reservedForSecondFactor: boolean },
): Promise<PhoneNumberRow> {
  const { config } = services;
  if (config.attributes.phoneNumber === 'off') throw new ApiError('feature_not_enabled');
  await requireFresh(services, signedIn);
  const phone = checkPhoneNumber(config, typed);
  if (reservedForSecondFactor && !config.secondFactors.phoneCode) throw new ApiError('feature_not_enabled');
  const row: PhoneNumberRow = {
    ...blankPhoneNumber(
      { id: newId('idn'), user_id: signedIn.user.id, phone, added_on: addedOn(signedIn) },
      signedIn.now,
    ),
    reserved_for_second_factor: reservedForSecondFactor,
  };
  return addIdentifier(services, signedIn, PHONE_NUMBERS, row);
}

/** Returns a phone number of the user. @throws {ApiError} 404 when there is none of that id, or it is another user's */
export function requirePhoneNumber(
  { storage }: { storage: StorageOps },
  { user }: Pick<ForUser, 'user'>,
  id: string,
): Promise<PhoneNumberRow> {
  return requireOwned(id, () => storage.findPhoneNumber(user.id, id));
}

/** Sends a code to a phone number of the user. @param strategy `phone_code` */
export async function preparePhoneNumber(
  services: Services,
  signedIn: SignedIn,
  { id, strategy }: { id: string; strategy: string },
): Promise<PhoneNumberRow> {
  const row = await requirePhoneNumber(services, signedIn, id);
  if (strategy !== 'phone_code') throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const target = { ...targetOf(row), locale: signedIn.user.locale };
  await requireFreshIfSuspended(services, signedIn, row);
  await sendCode(services, signedIn, target, async (tx, codeId) => {
    await tx.updatePhoneNumber(row.id, { code_id: codeId }, signedIn.now);
    await tx.updateUser(row.user_id, {}, signedIn.now);
  });
  return requirePhoneNumber(services, signedIn, id);
}

/**
 * Checks the code that the user typed. When it is right, the number is verified, and a second factor if it is to be
 * one.
 */
export async function attemptPhoneNumber(
  services: Services,
  signedIn: SignedIn,
  { id, code }: { id: string; code: string },
): Promise<ChangedPhoneNumber> {
  const row = await requirePhoneNumber(services, signedIn, id);
  const codeId = await verifyCode(services, signedIn, targetOf(row), row.code_id, code);
  const isReserved = row.reserved_for_second_factor && services.config.secondFactors.phoneCode;
  const change = async (tx: StorageOps): Promise<void> => {
    await lockUnchanged(tx, signedIn.user, signedIn.now);
    await consumeCode(codeId, signedIn)(tx);
    // The code has just proven the second factor, so the session need not ask for it again at once.
    if (isReserved) await tx.verifySession(signedIn.session.id, { second_factor_at: signedIn.now }, signedIn.now);
    // A parallel request may have removed it.
    const patch = { verified: true, verified_at: signedIn.now };
    if (!(await tx.updatePhoneNumber(id, patch, signedIn.now))) throw new ApiError('resource_not_found');
    await assignRoles(tx, row.user_id, signedIn.now);
    const kind = isReserved ? 'phone_second_factor_enabled' : 'phone_number_added';
    await recordPhoneEvent(tx, signedIn, row, 'verified', kind);
  };
  const backupCodes = await translateUniqueViolation(
    'phone_number',
    isReserved
      ? switchOnSecondFactor(services, signedIn, row.user_id, change)
      : services.storage.transaction(change).then(() => null),
  );
  return { row: await requirePhoneNumber(services, signedIn, id), backupCodes };
}

/** Changes what a verified phone number is used for. */
export async function updatePhoneNumber(
  services: Services,
  signedIn: SignedIn,
  { id, reservedForSecondFactor, defaultSecondFactor }: { id: string } & PhoneNumberUse,
): Promise<ChangedPhoneNumber> {
  const { now } = signedIn;
  const row = await requirePhoneNumber(services, signedIn, id);
  const isReserved = reservedForSecondFactor ?? row.reserved_for_second_factor;
  const isDefault = defaultSecondFactor ?? (isReserved && row.default_second_factor);
  await requireFresh(services, signedIn);
  if (isReserved && !services.config.secondFactors.phoneCode) throw new ApiError('feature_not_enabled');
  if (!row.verified) throw new ApiError('form_param_value_invalid', { param: 'reserved_for_second_factor' });
  if (isDefault && !isReserved) throw new ApiError('form_param_value_invalid', { param: 'default_second_factor' });
  const change = async (tx: StorageOps): Promise<void> => {
    const flags = { reserved_for_second_factor: isReserved, default_second_factor: isDefault };
    await tx.updatePhoneNumber(id, flags, now);
    if (isReserved) await requirePhoneOrOther(services, tx, row.user_id);
    await assignRoles(tx, row.user_id, now, isDefault ? id : undefined);
    await recordPhoneEvent(tx, signedIn, row, 'updated', noticeOfUse(row, isReserved, isDefault));
  };
  const backupCodes = isReserved
    ? await switchOnSecondFactor(services, signedIn, row.user_id, change)
    : await switchOffSecondFactor(services, signedIn, row.user_id, change).then(() => null);
  return { row: await requirePhoneNumber(services, signedIn, id), backupCodes };
}

/**
 * Frees the phone numbers of a user that are reserved for the second factor, as part of a transaction, and tells the
 * owner. They are identifiers from now on.
 */
export async function releasePhoneNumbers(tx: StorageOps, by: ForUser): Promise<void> {
  const reserved = (await tx.listPhoneNumbers([by.user.id])).filter((phone) => phone.reserved_for_second_factor);
  const free = { reserved_for_second_factor: false, default_second_factor: false };
  for (const row of reserved) {
    await tx.updatePhoneNumber(row.id, free, by.now);
    await recordPhoneEvent(tx, by, row, 'updated', row.verified ? 'phone_second_factor_disabled' : undefined);
  }
  if (reserved.length > 0) await assignRoles(tx, by.user.id, by.now);
}

/** Removes a phone number, unless the user needs it to sign in. */
export async function removePhoneNumber(services: Services, signedIn: SignedIn, id: string): Promise<void> {
  await requirePhoneNumber(services, signedIn, id);
  await requireFresh(services, signedIn);
  await deletePhoneNumber(services, signedIn, id);
}

/** As {@link removePhoneNumber}, for an administrator. */
export async function deletePhoneNumber(services: Services, by: ForUser, id: string): Promise<void> {
  const row = await requirePhoneNumber(services, by, id);
  await switchOffSecondFactor(services, by, row.user_id, async (tx) => {
    const { verified } = await requirePhoneNumber({ storage: tx }, by, id);
    await tx.deletePhoneNumber(row.user_id, id);
    if (verified) await requirePhoneOrOther(services, tx, row.user_id);
    await assignRoles(tx, row.user_id, by.now);
    await recordPhoneEvent(tx, by, row, 'deleted', verified ? 'phone_number_removed' : undefined);
  });
}

/** What the owner is told when the use of a number changes; undefined = nothing. */
function noticeOfUse(before: PhoneNumberRow, isReserved: boolean, isDefault: boolean): NotificationKind | undefined {
  if (isReserved !== before.reserved_for_second_factor) {
    return isReserved ? 'phone_second_factor_enabled' : 'phone_second_factor_disabled';
  }
  return isDefault && !before.default_second_factor ? 'default_phone_number_changed' : undefined;
}

/** Records an event about a phone number. @param kind what the owner is told; undefined = nothing */
export async function recordPhoneEvent(
  tx: StorageOps,
  actor: Pick<Actor, 'ip' | 'now'>,
  { id, user_id: userId, phone }: PhoneNumberRow,
  change: 'verified' | 'updated' | 'deleted',
  kind: NotificationKind | undefined,
): Promise<void> {
  const notice = kind && { kind, item: maskPhoneNumber(phone) };
  await recordEvent(tx, actor, { type: `phoneNumber.${change}`, userId, id, notice });
}

function targetOf(row: PhoneNumberRow): CodeTarget {
  if (row.verified) throw new ApiError('verification_already_verified');
  return { purpose: 'phone_number', subject: row.id, channel: 'sms', to: row.phone };
}

/** @throws {ApiError} when the user can no longer sign in, or has no number although the instance requires one */
export async function requirePhoneOrOther(services: Services, tx: StorageOps, userId: string): Promise<void> {
  const isRequired = services.config.attributes.phoneNumber === 'required';
  await requireSignInMethod(services, tx, userId, {
    lacksRequired: ({ phones }) => isRequired && phones.length === 0,
  });
}

/**
 * Chooses the default among the numbers reserved for the second factor, and the primary one among all others.
 *
 * @param wanted id of the new default. Otherwise the present one stays, or else the oldest number becomes it
 */
export async function assignRoles(tx: StorageOps, userId: string, now: number, wanted?: string): Promise<void> {
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
