import type { EmailFactorJSON } from '../../protocol/json/sign-in.ts';
import { requesterOf } from '../links/link-data.ts';
import { chooseEmail, emailCode, emailTargets, maskEmail } from './email-code.ts';
import { CODE_MINUTES, sendCode } from './one-time-code.ts';
import type { Factor } from './strategy.ts';

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
  async prepare(services, visit, ceremony) {
    const { email: to } = chooseEmail(visit, ceremony);
    const { purpose, subject } = ceremony;
    await sendCode(
      services,
      visit,
      { purpose, subject, channel: 'email', to },
      (tx, codeId) => ceremony.attach(tx, { codeId }),
      (code) => ({
        to,
        channel: 'email',
        template: 'reset_password_code',
        code,
        expiresInMinutes: CODE_MINUTES,
        requester: requesterOf(visit, visit.now),
      }),
    );
  },
  async attempt(services, visit, ceremony) {
    const proof = await emailCode.attempt?.(services, visit, ceremony);
    return { ...proof, resetsPassword: true };
  },
};
