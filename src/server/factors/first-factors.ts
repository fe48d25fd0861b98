import type { FirstFactorJSON } from '../../protocol/json/sign-in.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { Account } from '../users/account.ts';
import { emailCode, resetPasswordEmailCode } from './code/email-code.ts';
import { phoneCode, resetPasswordPhoneCode } from './code/phone-code.ts';
import type { FirstFactor } from './factor.ts';
import { emailLink } from './link/email-link.ts';
import { oauth } from './oauth/oauth.ts';
import { passkey } from './passkey/passkey.ts';
import { password } from './password/password.ts';
import { ticket } from './ticket/ticket-factor.ts';
import { web3Signature } from './wallet/web3-signature.ts';

/** Every first factor, in the order in which they are offered. */
const FIRST_FACTORS: readonly FirstFactor[] = [
  password,
  passkey,
  emailCode,
  emailLink,
  phoneCode,
  resetPasswordEmailCode,
  resetPasswordPhoneCode,
  web3Signature,
  ticket,
  oauth,
];

/** Returns the factors that an account can sign in with. */
export function offerFirstFactors(config: Services['config'], account: Account): FirstFactorJSON[] {
  const factors = FIRST_FACTORS.flatMap((factor) => factor.offer(config, account, 'first'));
  const { uniform } = account;
  if (!uniform) return factors;
  return factors.map((factor) =>
    'safe_identifier' in factor ? { ...factor, safe_identifier: uniform.safeIdentifier } : factor,
  );
}

/**
 * Returns the factor of a strategy.
 *
 * @throws {ApiError} `form_param_value_invalid` when there is no such strategy, `strategy_for_user_invalid` when the
 *   account cannot use it
 */
export function chooseFirstFactor(config: Services['config'], account: Account, name: string): FirstFactor {
  const factor = findFirstFactor(name);
  const isOffered = factor.offer(config, account, 'first').some(({ strategy }) => strategy === name);
  if (!isOffered) throw new ApiError('strategy_for_user_invalid');
  return factor;
}

/** @throws {ApiError} `form_param_value_invalid` for an unknown strategy */
export function findFirstFactor(name: string): FirstFactor {
  const factor = FIRST_FACTORS.find((each) => each.handles(name));
  if (!factor) throw new ApiError('form_param_value_invalid', { param: 'strategy' });
  return factor;
}
