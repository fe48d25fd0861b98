import type { PhoneNumberJSON } from '../../../protocol/json/user.ts';
import type { PhoneNumberResource } from '../types/identifiers.ts';
import { findOwned } from './find-owned.ts';
import type { UserParts } from '../resource-context.ts';

/** Adding a phone number to the user. */
export const createPhoneNumbers = {
  createPhoneNumber: (parts: UserParts, { phoneNumber }: { phoneNumber: string }) =>
    send(parts, 'POST', '/phone_numbers/', { phoneNumber }),
};

/** Using a phone number as second factor. */
export const ownedPhoneNumber = {
  setReservedForSecondFactor: (parts: UserParts, { reserved }: { reserved: boolean }) =>
    send(parts, 'PATCH', '', { reservedForSecondFactor: reserved }),
  makeDefaultSecondFactor: (parts: UserParts) => send(parts, 'PATCH', '', { defaultSecondFactor: true }),
};

/** Creates or changes a number. Returns its newest snapshot, with the backup codes that only this answer has. */
async function send(
  parts: UserParts,
  method: 'POST' | 'PATCH',
  below: string,
  body: object,
): Promise<PhoneNumberResource> {
  const { context, sessionId, path } = parts;
  const answer = await context.call<PhoneNumberJSON>(path + below, { method, body, sessionId });
  const stored = await findOwned<PhoneNumberResource>(parts, `/me/phone_numbers/${answer.id}`);
  const { backup_codes: backupCodes } = answer;
  if (!backupCodes) return stored;
  Object.freeze(backupCodes);
  // Only this object has them. Without `pathRoot` it counts as no snapshot, so neither the user of the page nor what the
  // page may store or report of the user has them as well.
  return new Proxy(context.view?.(stored) ?? { ...stored }, {
    get: (phone, name) =>
      name === 'backupCodes' ? backupCodes : name === 'pathRoot' ? undefined : Reflect.get(phone, name),
  });
}
