import type { SecondFactorJSON } from '../../protocol/json/sign-in.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { Account } from '../users/account.ts';
import { backupCode } from './backup-code/backup-code.ts';
import { trustEmailCode } from './code/email-code.ts';
import { phoneCode } from './code/phone-code.ts';
import type { FactorLevel, SecondFactor } from './factor.ts';
import { emailLink } from './link/email-link.ts';
import { passkey } from './passkey/passkey.ts';
import { totp } from './totp/totp.ts';

/** Every second factor, in the order in which they are offered. */
const SECOND_FACTORS: readonly SecondFactor[] = [totp, phoneCode, backupCode, passkey, trustEmailCode, emailLink];

/**
 * Returns the factors that an account can use after its first factor.
 *
 * @param level `second` for accounts with a second factor, `trust` for a device that is not known yet
 */
export function offerSecondFactors(
  config: Services['config'],
  account: Account,
  level: FactorLevel,
): SecondFactorJSON[] {
  return SECOND_FACTORS.flatMap((factor) => factor.offer(config, account, level));
}

/**
 * Whether the account has a second factor that the instance still has. Backup codes alone do not count, and neither does
 * a passkey: its owner did not ask for a second step.
 */
export function hasSecondFactor(config: Services['config'], account: Account): boolean {
  return offerSecondFactors(config, account, 'second').some(
    ({ strategy }) => strategy !== 'backup_code' && strategy !== 'passkey',
  );
}

/**
 * Returns the factor of a strategy.
 *
 * @throws {ApiError} `form_param_value_invalid` when there is no such strategy, `strategy_for_user_invalid` when the
 *   account cannot use it
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
