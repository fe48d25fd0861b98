import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { parsePhoneNumber } from '../identifiers/parse-phone-number.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankPhoneNumber } from '../storage/blank-rows.ts';
import type { PhoneNumberRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import { type IdentifierUse, notVerified, refuseLoss } from './administer-email-address.ts';
import { unused } from './unused.ts';
import type { ForUser } from './for-user.ts';
import { insertIdentifier, translateUniqueViolation } from './owned-identification.ts';
import {
  assignRoles,
  type ChangedPhoneNumber,
  PHONE_NUMBERS,
  recordPhoneEvent,
  requirePhoneNumber,
  requirePhoneOrOther,
} from './phone-number.ts';
import { requireSignInMethod } from './require-sign-in-method.ts';
import { switchOffSecondFactor, switchOnSecondFactor } from './switch-second-factor.ts';
import { noticesOfUpdate } from './update-notices.ts';

/** What an administrator makes of a phone number. What is undefined stays as it is. */
export interface PhoneNumberEdit extends IdentifierUse {
  /** It is a second factor, and no identifier. */
  reservedForSecondFactor?: boolean | undefined;
}

/**
 * Adds a phone number to a user for an administrator. Neither the restrictions of sign-up nor the list of countries
 * apply. The owner is told of a verified one.
 *
 * @throws {ApiError} when it is taken, the user has enough of them, or it would be primary or a second factor without
 *   being verified
 */
export async function createPhoneNumber(
  services: Services,
  by: ForUser,
  {
    typed,
    verified = false,
    primary = false,
    reservedForSecondFactor: isReserved = false,
  }: PhoneNumberEdit & {
    typed: string;
  },
): Promise<ChangedPhoneNumber> {
  requireAttribute(services);
  checkUse(services, { verified, primary, isReserved });
  const row = { ...newRow(by, typed), reserved_for_second_factor: isReserved };
  const change = async (tx: StorageOps): Promise<void> => {
    const user = await lockUser(tx, by.user.id, by.now, 'resource_not_found');
    await insertIdentifier(tx, by, PHONE_NUMBERS, row, { hidesOthers: false });
    if (verified) await verifyPhoneForOwner(tx, by, user, row, primary);
  };
  const backupCodes = await translateUniqueViolation(
    'phone_number',
    isReserved
      ? switchOnSecondFactor(services, by, by.user.id, change)
      : services.storage.transaction(change).then(() => null),
  );
  return { row: await requirePhoneNumber(services, by, row.id), backupCodes };
}

/**
 * Changes a phone number of a user for an administrator.
 *
 * @throws {ApiError} when another user has verified it, it would be primary or a second factor without being verified, or
 *   the user could no longer sign in
 */
export async function editPhoneNumber(
  services: Services,
  by: ForUser,
  id: string,
  { verified, primary, reservedForSecondFactor }: PhoneNumberEdit,
): Promise<ChangedPhoneNumber> {
  requireAttribute(services);
  const { reserved_for_second_factor } = await requirePhoneNumber(services, by, id);
  const isReserved = reservedForSecondFactor ?? reserved_for_second_factor;
  const change = async (tx: StorageOps): Promise<void> => {
    const user = await lockUser(tx, by.user.id, by.now, 'resource_not_found');
    const row = await requirePhoneNumber({ storage: tx }, by, id);
    refuseLoss(row, { verified, primary }, user.primary_phone_number_id === id);
    checkUse(services, { verified: verified || row.verified, primary, isReserved });
    const flags = {
      reserved_for_second_factor: isReserved,
      default_second_factor: isReserved && row.default_second_factor,
    };
    await tx.updatePhoneNumber(id, flags, by.now);
    if (verified && !row.verified) return verifyPhoneForOwner(tx, by, user, { ...row, ...flags }, primary ?? false);
    if (isReserved !== row.reserved_for_second_factor) {
      if (isReserved) await requirePhoneOrOther(services, tx, user.id);
      await assignRoles(tx, user.id, by.now);
      const kind = isReserved ? 'phone_second_factor_enabled' : 'phone_second_factor_disabled';
      await recordPhoneEvent(tx, by, row, 'updated', kind);
    }
    if (primary) await makePrimary(tx, by, user, id);
  };
  const backupCodes = await translateUniqueViolation(
    'phone_number',
    isReserved
      ? switchOnSecondFactor(services, by, by.user.id, change)
      : switchOffSecondFactor(services, by, by.user.id, change).then(() => null),
  );
  return { row: await requirePhoneNumber(services, by, id), backupCodes };
}

/**
 * Gives a user one phone number in place of all others, for an administrator. It is no second factor.
 *
 * @param verified false leaves it to the owner to verify it, which needs another way to sign in
 * @throws {ApiError} `identification_deletion_failed` when the user could no longer sign in
 */
export async function replacePhoneNumbers(
  services: Services,
  by: ForUser,
  { typed, verified }: { typed: string; verified: boolean },
): Promise<PhoneNumberRow> {
  requireAttribute(services);
  const userId = by.user.id;
  const made = newRow(by, typed);
  let id = made.id;
  const change = async (tx: StorageOps): Promise<void> => {
    const user = await lockUser(tx, userId, by.now, 'resource_not_found');
    const own = await tx.listPhoneNumbers([userId]);
    const kept = own.find((row) => row.phone === made.phone);
    id = kept?.id ?? made.id;
    if (!kept) {
      // The others go, so it is never one too many.
      const kind = { ...PHONE_NUMBERS, most: Number.POSITIVE_INFINITY };
      await insertIdentifier(tx, by, kind, made, { hidesOthers: !verified });
    }
    const free = { reserved_for_second_factor: false, default_second_factor: false };
    if (kept?.reserved_for_second_factor) await tx.updatePhoneNumber(id, free, by.now);
    if (verified && !kept?.verified) await verifyPhoneForOwner(tx, by, user, { ...(kept ?? made), ...free }, true);
    else if (kept?.verified) await makePrimary(tx, by, user, id);
    for (const row of own.filter((each) => each.id !== id)) {
      await tx.deletePhoneNumber(userId, row.id);
      await recordPhoneEvent(tx, by, row, 'deleted', row.verified ? 'phone_number_removed' : undefined);
    }
    await assignRoles(tx, userId, by.now);
    await requireSignInMethod(services, tx, userId);
  };
  await translateUniqueViolation('phone_number', switchOffSecondFactor(services, by, userId, change));
  return requirePhoneNumber(services, by, id);
}

/** Marks a phone number as verified, as part of a transaction in which its user is locked, and tells the owner. */
export async function verifyPhoneForOwner(
  tx: StorageOps,
  by: ForUser,
  user: UserRow,
  row: PhoneNumberRow,
  primary: boolean,
): Promise<void> {
  const patch = { verified: true, verified_at: by.now, code_id: null };
  if (!(await tx.updatePhoneNumber(row.id, patch, by.now))) throw new ApiError('resource_not_found');
  await assignRoles(tx, user.id, by.now);
  const kind = row.reserved_for_second_factor ? 'phone_second_factor_enabled' : 'phone_number_added';
  await recordPhoneEvent(tx, by, row, 'verified', kind);
  if (primary) await makePrimary(tx, by, user, row.id);
}

async function makePrimary(tx: StorageOps, by: ForUser, user: UserRow, id: string): Promise<void> {
  const patch = { primary_phone_number_id: id };
  await tx.updateUser(user.id, patch, by.now);
  const notices = user.primary_phone_number_id === null ? [] : await noticesOfUpdate(tx, user, patch);
  for (const notice of notices) await recordEvent(tx, by, { type: 'user.updated', userId: user.id, notice });
}

function newRow(by: ForUser, typed: string): PhoneNumberRow {
  const phone = parsePhoneNumber(typed)?.number;
  if (!phone) throw new ApiError('form_param_format_invalid', { param: 'phone_number' });
  return blankPhoneNumber({ id: newId('idn'), user_id: by.user.id, phone }, by.now);
}

function checkUse(
  { config }: Pick<Services, 'config'>,
  { verified, primary, isReserved }: { verified: boolean; primary: boolean | undefined; isReserved: boolean },
): void {
  if (primary && !verified) throw notVerified();
  if (!isReserved) return;
  const param = 'reserved_for_second_factor';
  if (!config.secondFactors.phoneCode) throw unused(param);
  if (primary) {
    const longMessage = 'A number that is reserved for the second factor cannot be primary.';
    throw new ApiError('form_param_value_invalid', { param, longMessage });
  }
  if (!verified) {
    const longMessage = 'Only a verified number can be a second factor.';
    throw new ApiError('form_param_value_invalid', { param, longMessage });
  }
}

function requireAttribute({ config }: Pick<Services, 'config'>): void {
  if (config.attributes.phoneNumber === 'off') throw unused('phone_number');
}
