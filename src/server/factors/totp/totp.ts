import { ApiError } from '../../http/errors.ts';
import { findTotpStep } from './totp-code.ts';
import { withLockout } from '../with-lockout.ts';
import type { SecondFactor } from '../factor.ts';

/** The value that an authenticator app shows. Of each time step one value is accepted, once. */
export const totp: SecondFactor = {
  handles: (name) => name === 'totp',
  offer: (config, account, level) =>
    level === 'second' && config.secondFactors.totp && account.totp ? [{ strategy: 'totp' }] : [],
  async attempt(services, visit, { account }) {
    const { totpSeeds } = services;
    const typed = visit.params.required('code', 64);
    const row = account?.totp;
    const seed = row && totpSeeds.open(row.sealed_secret, row.user_id);
    if (!row || seed === undefined) throw new ApiError('strategy_for_user_invalid');
    const findStep = async () => {
      const found = findTotpStep(seed, typed, visit.now);
      return found !== undefined && found > row.last_step ? found : undefined;
    };
    const step = await withLockout(services, visit, row.user_id, findStep, wrongCode);
    return {
      async commit(tx) {
        // Also where two sign-ins use one value at the same time, one of them is refused.
        if (!(await tx.consumeTotpStep(row.user_id, step))) throw wrongCode();
      },
    };
  },
};

function wrongCode(): ApiError {
  return new ApiError('form_code_incorrect', { param: 'code' });
}
