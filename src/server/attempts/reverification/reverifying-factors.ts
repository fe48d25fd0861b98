import type { FirstFactorJSON } from '../../../protocol/json/sign-in.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../../http/errors.ts';
import { emailCode } from '../../factors/code/email-code.ts';
import { chooseFirstFactor, offerFirstFactors } from '../../factors/first-factors.ts';
import type { FirstFactor } from '../../factors/factor.ts';
import type { Account } from '../../users/account.ts';

/** Ways that lead elsewhere, or that somebody else has to give: no proof for somebody who is in already. */
const NOT_HERE = /^(reset_password_|oauth_|ticket$|email_link$)/;

/**
 * What a signed-in user can prove it with again. Somebody who came from a provider or with a wallet, on an instance
 * that mails no codes to sign in with, gets one all the same: there is no other way, and none that Clerk's dialog knows.
 */
export function offerReverifyingFactors(config: InstanceConfig, account: Account): FirstFactorJSON[] {
  const factors = offerFirstFactors(config, account).filter(({ strategy }) => !NOT_HERE.test(strategy));
  const isShown = factors.some(({ strategy }) => !strategy.startsWith('web3_'));
  return isShown ? factors : [...factors, ...emailCode.offer({ ...config, emailCode: true }, account, 'first')];
}

/** @throws {ApiError} `strategy_for_user_invalid` when it is none of those offered */
export function chooseReverifyingFactor(config: InstanceConfig, account: Account, name: string): FirstFactor {
  const isOffered = offerReverifyingFactors(config, account).some(({ strategy }) => strategy === name);
  if (!isOffered) throw new ApiError('strategy_for_user_invalid');
  return name === 'email_code' ? emailCode : chooseFirstFactor(config, account, name);
}
