import type { SecondFactorJSON } from '../../protocol/json/sign-in.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import { backupCode } from './backup-code/backup-code.ts';
import { emailLink } from './link/email-link.ts';
import { passkey } from './passkey/passkey.ts';
import { phoneCode } from './code/phone-code.ts';
import type { FactorLevel, SecondFactor } from './factor.ts';
import type { Account } from '../users/account.ts';
import { totp } from './totp/totp.ts';
import { trustEmailCode } from './code/trust-email-code.ts';

/** Every way to prove it once more, in the order they are offered. */
const SECOND_FACTORS: readonly SecondFactor[] = [totp, phoneCode, backupCode, passkey, trustEmailCode, emailLink];

/**
 * What an account can use after its first factor.
 *
 * @param level `second` for accounts that switched a second factor on, `trust` for a device that is not known yet
 */
export function offerSecondFactors(
  config: Services['config'],
  account: Account,
  level: FactorLevel,
): SecondFactorJSON[] {
  return SECOND_FACTORS.flatMap((factor) => factor.offer(config, account, level));
}

/**
 * Did the user switch on a second factor that the instance still has? Backup codes alone are none, and who made a
 * passkey did not ask for a second step.
 */
export function hasSecondFactor(config: Services['config'], account: Account): boolean {
  return offerSecondFactors(config, account, 'second').some(
    ({ strategy }) => strategy !== 'backup_code' && strategy !== 'passkey',
  );
}

/**
 * The strategy of that name, if the account can use it.
 *
 * @throws {ApiError} `form_param_value_invalid` for an unknown strategy, `strategy_for_user_invalid` for another one
 */
export function chooseSecondFactor(
  config: Services['config'],
  account: Account,
  name: string,
  level: FactorLevel,
): SecondFactor {
  const factor = SECOND_FACTORS.find((each) => each.handles(name));
  if (!factor) throw new ApiError('form_param_value_invalid', { param: 'strategy' });
  const isOffered = factor.offer(config, account, level).some(({ strategy }) => strategy === name);
  if (!isOffered) throw new ApiError('strategy_for_user_invalid');
  return factor;
}
