import type { EmailFactorJSON } from '../../../protocol/json/sign-in.ts';
import { maskEmail } from '../../identifiers/mask-email.ts';
import { emailCode, emailTargets, mailCodeAs } from './email-code.ts';
import type { Factor } from '../factor.ts';

/** A mailed code that lets the owner of the address set a new password. */
export const resetPasswordEmailCode: Factor<EmailFactorJSON<'reset_password_email_code'>> = {
  handles: (name) => name === 'reset_password_email_code',
  offer: ({ attributes }, account) =>
    attributes.password !== 'off' && attributes.emailAddress !== 'off' && account.user.password_hash !== null
      ? emailTargets(account).map(({ id, email }, i) => ({
          strategy: 'reset_password_email_code',
          safe_identifier: maskEmail(email),
          email_address_id: id,
          primary: i === 0,
        }))
      : [],
  prepare: (services, visit, ceremony) => mailCodeAs('reset_password_code', services, visit, ceremony),
  async attempt(services, visit, ceremony) {
    const proof = await emailCode.attempt?.(services, visit, ceremony);
    return { ...proof, resetsPassword: true };
  },
};
