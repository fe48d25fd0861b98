import { ApiError } from '../../http/errors.ts';
import { findBackupCode } from './backup-codes.ts';
import { withLockout } from '../with-lockout.ts';
import type { SecondFactor } from '../factor.ts';

/** One of the codes that were made for the day the other second factors are lost. Each is good once. */
export const backupCode: SecondFactor = {
  handles: (name) => name === 'backup_code',
  offer: (config, account, level) =>
    level === 'second' && config.secondFactors.backupCode && account.backupCodes.length > 0
      ? [{ strategy: 'backup_code' }]
      : [],
  async attempt(services, visit, { account }) {
    const { passwords, backupCodeKey } = services;
    const typed = visit.params.required('code', 64);
    if (!account) throw new ApiError('strategy_for_user_invalid');
    const { user, backupCodes } = account;
    const hashes = backupCodes.map(({ hash }) => hash);
    const found = await passwords.admit((argon) =>
      withLockout(
        services,
        visit,
        user.id,
        () => findBackupCode(argon, backupCodeKey, user.id, typed, hashes),
        wrongCode,
      ),
    );
    const row = backupCodes.find(({ hash }) => hash === found);
    if (!row) throw wrongCode();
    return {
      async commit(tx) {
        if (!(await tx.consumeBackupCode(row.id, visit.now))) throw wrongCode();
      },
    };
  },
};

function wrongCode(): ApiError {
  return new ApiError('form_code_incorrect', { param: 'code' });
}
