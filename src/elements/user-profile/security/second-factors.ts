import type { EnvironmentResource } from '../../../client/resources/types/environment.ts';
import type { PhoneNumberResource } from '../../../client/resources/types/identifiers.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { isVerified } from '../owned.ts';

/** A kind of second factor that a user can add. */
export type SecondFactorMethod = 'totp' | 'phone_code' | 'backup_code';

/** Returns the kinds that the instance has and the user can add. */
export function missingMethods(
  environment: EnvironmentResource | undefined,
  user: UserResource,
): readonly SecondFactorMethod[] {
  const attributes: Partial<EnvironmentResource['user_settings']['attributes']> =
    environment?.user_settings.attributes ?? {};
  const { authenticator_app: app, phone_number: phone, backup_code: backupCode } = attributes;
  const methods: SecondFactorMethod[] = [];
  if (app?.used_for_second_factor && !user.totpEnabled) methods.push('totp');
  if (phone?.used_for_second_factor) methods.push('phone_code');
  // They stand in for another second factor, so they need one.
  if (backupCode?.enabled && user.twoFactorEnabled && !user.backupCodeEnabled) methods.push('backup_code');
  return methods;
}

/** Returns the numbers that are second factors, the default one first. */
export function secondFactorNumbers({ phoneNumbers }: UserResource): PhoneNumberResource[] {
  return phoneNumbers
    .filter((phone) => phone.reservedForSecondFactor && isVerified(phone))
    .sort((a, b) => Number(b.defaultSecondFactor) - Number(a.defaultSecondFactor));
}

/** Returns whether sign-in asks for this factor first. @param id `totp`, or the id of a number */
export function isDefaultFactor(user: UserResource, id: string): boolean {
  if (user.totpEnabled) return id === 'totp';
  return secondFactorNumbers(user).some((phone) => phone.id === id && phone.defaultSecondFactor);
}

/** Returns whether the user has only one factor that a sign-in accepts without backup codes. */
export function isLastFactor(user: UserResource): boolean {
  return Number(user.totpEnabled) + secondFactorNumbers(user).length <= 1;
}
