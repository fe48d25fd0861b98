import type { EmailFactorJSON } from '../../../protocol/json/sign-in.ts';
import { maskEmail } from '../../identifiers/mask-email.ts';
import { emailCode, emailTargets, mailCodeAs } from './email-code.ts';
import type { Factor } from '../factor.ts';

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
  prepare: (services, visit, ceremony) => mailCodeAs('new_device', services, visit, ceremony),
  attempt: emailCode.attempt,
};
