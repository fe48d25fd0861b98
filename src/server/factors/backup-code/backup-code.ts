import { ApiError } from '../../http/errors.ts';
import { type SecondFactor, wrongCode } from '../factor.ts';
import { requireField } from '../factor-input.ts';
import { withLockout } from '../with-lockout.ts';
import { findBackupCode } from './backup-codes.ts';

/** One of the codes that the user stored for the loss of the other second factors. Each can be used once. */
export const backupCode: SecondFactor = {
  handles: (name) => name === 'backup_code',
  offer: (config, account, level) =>
    level === 'second' && config.secondFactors.backupCode && account.backupCodes.length > 0
      ? [{ strategy: 'backup_code' }]
      : [],
  async attempt(services, actor, { account }, input) {
    const { passwords, backupCodeKey } = services;
    const code = requireField(input.code, 'code');
    if (!account) throw new ApiError('strategy_for_user_invalid');
    const { user, backupCodes } = account;
    const hashes = backupCodes.map(({ hash }) => hash);
    const found = await passwords.admit((argon) => {
      const verify = () => findBackupCode(argon, backupCodeKey, user.id, code, hashes);
      return withLockout(services, actor, user.id, verify, wrongCode);
    });
    const row = backupCodes.find(({ hash }) => hash === found);
    if (!row) throw wrongCode();
    return {
      async commit(tx) {
        if (!(await tx.consumeBackupCode(row.id, actor.now))) throw wrongCode();
      },
    };
  },
};
