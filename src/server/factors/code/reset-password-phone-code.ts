import type { PhoneFactorJSON } from '../../../protocol/json/sign-in.ts';
import { phoneCode, phoneTargets, presentPhoneFactor } from './phone-code.ts';
import type { Factor } from '../factor.ts';

/** A code in a text message that lets the owner of the number set a new password. */
export const resetPasswordPhoneCode: Factor<PhoneFactorJSON<'reset_password_phone_code'>> = {
  ...phoneCode,
  handles: (name) => name === 'reset_password_phone_code',
  offer: ({ attributes }, account) =>
    attributes.password !== 'off' && attributes.phoneNumber !== 'off' && account.user.password_hash !== null
      ? phoneTargets(account, 'first').map((phone) => presentPhoneFactor('reset_password_phone_code', phone, account))
      : [],
  async attempt(services, visit, ceremony) {
    const proof = await phoneCode.attempt?.(services, visit, ceremony);
    return { ...proof, resetsPassword: true };
  },
};
