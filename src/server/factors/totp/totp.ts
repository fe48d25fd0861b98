import { ApiError } from '../../http/errors.ts';
import { type SecondFactor, wrongCode } from '../factor.ts';
import { requireField } from '../factor-input.ts';
import { withLockout } from '../with-lockout.ts';
import { findTotpStep } from './totp-code.ts';

/** A code of an authenticator app. One code of each time step is accepted, once. */
export const totp: SecondFactor = {
  handles: (name) => name === 'totp',
  offer: (config, account, level) =>
    level === 'second' && config.secondFactors.totp && account.totp ? [{ strategy: 'totp' }] : [],
  async attempt({ totpSeeds, ...services }, actor, { account }, input) {
    const code = requireField(input.code, 'code');
    const row = account?.totp;
    const seed = row && totpSeeds.unseal(row.sealed_secret, row.user_id);
    if (!row || seed === undefined) throw new ApiError('strategy_for_user_invalid');
    const findStep = async () => {
      const found = findTotpStep(seed, code, actor.now);
      return found !== undefined && found > row.last_step ? found : undefined;
    };
    const step = await withLockout(services, actor, row.user_id, findStep, wrongCode);
    return {
      async commit(tx) {
        // Of two sign-ins that use one code at the same time, the later one is refused here.
        if (!(await tx.consumeTotpStep(row.user_id, step))) throw wrongCode();
      },
    };
  },
};
