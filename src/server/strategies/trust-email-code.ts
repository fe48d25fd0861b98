import type { EmailFactorJSON } from '../../protocol/json/sign-in.ts';
import { requesterOf } from '../links/link-data.ts';
import { chooseEmail, emailCode, emailTargets, maskEmail } from './email-code.ts';
import { CODE_MINUTES, sendCode } from './one-time-code.ts';
import type { Factor } from './strategy.ts';

/**
 * A mailed code that proves an unknown device. It needs no setting of its own: an instance that asks for trust has to
 * have a way to give it.
 */
export const trustEmailCode: Factor<EmailFactorJSON<'email_code'>> = {
  handles: (name) => name === 'email_code',
  offer: ({ attributes }, account, level) =>
    level === 'trust' && attributes.emailAddress !== 'off'
      ? emailTargets(account).map(({ id, email }) => ({
          strategy: 'email_code',
          safe_identifier: maskEmail(email),
          email_address_id: id,
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
        template: 'new_device',
        code,
        expiresInMinutes: CODE_MINUTES,
        requester: requesterOf(visit, visit.now),
      }),
    );
  },
  attempt: emailCode.attempt,
};
