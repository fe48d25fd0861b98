import type { FirstFactorJSON } from '../../../protocol/json/sign-in.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../../http/errors.ts';
import { emailCode } from '../../factors/code/email-code.ts';
import { chooseFirstFactor, offerFirstFactors } from '../../factors/first-factors.ts';
import type { FirstFactor } from '../../factors/factor.ts';
import type { Account } from '../../users/account.ts';

/** Factors that leave the page, or that the operator has to give. They are no proof for a user who is signed in. */
const NOT_HERE = /^(reset_password_|oauth_|ticket$|email_link$)/;

/**
 * Returns the factors that a signed-in user can reverify with. A user who has only a provider or a wallet can use an
 * emailed code, even if the instance has none for signing in: Clerk's dialog knows no other factor for them.
 */
export function offerReverifyingFactors(config: InstanceConfig, account: Account): FirstFactorJSON[] {
  const factors = offerFirstFactors(config, account).filter(({ strategy }) => !NOT_HERE.test(strategy));
  const isShown = factors.some(({ strategy }) => !strategy.startsWith('web3_'));
  return isShown ? factors : [...factors, ...emailCode.offer({ ...config, emailCode: true }, account, 'first')];
}

/** @throws {ApiError} `strategy_for_user_invalid` when the user is not offered the factor */
export function chooseReverifyingFactor(config: InstanceConfig, account: Account, name: string): FirstFactor {
  const isOffered = offerReverifyingFactors(config, account).some(({ strategy }) => strategy === name);
  if (!isOffered) throw new ApiError('strategy_for_user_invalid');
  return name === 'email_code' ? emailCode : chooseFirstFactor(config, account, name);
}
