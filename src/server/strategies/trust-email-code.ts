import type { SecondFactorJSON } from '../../protocol/json/sign-in.ts';
import { emailCode, emailTargets, maskEmail } from './email-code.ts';
import type { SecondFactor } from './strategy.ts';

/**
 * A mailed code that proves an unknown device. It needs no setting of its own: an instance that asks for trust has to
 * have a way to give it.
 */
export const trustEmailCode: SecondFactor = {
  ...emailCode,
  offer: ({ attributes }, account, level): SecondFactorJSON[] =>
    level === 'trust' && attributes.emailAddress !== 'off'
      ? emailTargets(account).map(({ id, email }) => ({
          strategy: 'email_code',
          safe_identifier: maskEmail(email),
          email_address_id: id,
        }))
      : [],
};
