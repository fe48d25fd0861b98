import { findBackupCode } from '../factors/backup-code/backup-codes.ts';
import { wrongCode } from '../factors/factor.ts';
import { normalizePassword, verifyPassword } from '../factors/password/password-hasher.ts';
import { checkPasswordSize } from '../factors/password/password-policy.ts';
import { findTotpStep } from '../factors/totp/totp-code.ts';
import { withLockout } from '../factors/with-lockout.ts';
import { ApiError } from '../http/errors.ts';
import { type Actor, asServer } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import { loadAccount } from '../users/find-account.ts';

/*
 * Checks of secrets for the application's server. Wrong ones count towards the lock of the account, as those of a
 * sign-in do. They do not count against the address of the caller, which is the same for all users.
 */

/**
 * Checks the password of a user.
 *
 * @throws {ApiError} `form_password_incorrect`; `no_password_set`; `resource_not_found` when there is no such user
 */
export async function verifyUserPassword(
  services: Services,
  actor: Actor,
  userId: string,
  typed: string,
): Promise<void> {
  const { storage, passwords, config } = services;
  const user = await storage.findUser(userId);
  if (!user) throw new ApiError('resource_not_found');
  const { password_hash: stored } = user;
  if (stored === null) throw new ApiError('no_password_set');
  const tooLong = checkPasswordSize(typed, config);
  if (tooLong) throw tooLong;
  await passwords.admit(async (argon) => {
    const verify = async () => {
      const verified = await verifyPassword(argon, stored, typed);
      return verified.isRight ? verified : undefined;
    };
    const wrong = () => new ApiError('form_password_incorrect', { param: 'password' });
    const { isOld } = await withLockout(services, asServer(actor), user.id, verify, wrong);
    if (!isOld && !passwords.isOutdated(stored)) return;
    const renewed = await argon.hash(normalizePassword(typed));
    await storage.renewPasswordHash(user.id, stored, renewed, actor.now);
  });
}

/**
 * Checks a code of the authenticator app of a user, or one of the backup codes, and consumes it.
 *
 * @returns which of the two it was
 * @throws {ApiError} `form_code_incorrect`; `no_second_factors` when the user has neither; `resource_not_found` when there
 *   is no such user
 */
export async function verifyUserCode(
  services: Services,
  actor: Actor,
  userId: string,
  code: string,
): Promise<'totp' | 'backup_code'> {
  const { storage, config, passwords, totpSeeds, backupCodeKey } = services;
  const account = await loadAccount(services, userId, null);
  if (!account) throw new ApiError('resource_not_found');
  const totp = config.secondFactors.totp ? account.totp : undefined;
  const backupCodes = config.secondFactors.backupCode ? account.backupCodes : [];
  const seed = totp && totpSeeds.unseal(totp.sealed_secret, userId);
  if (seed === undefined && backupCodes.length === 0) throw new ApiError('no_second_factors');
  const consume = await passwords.admit((argon) =>
    withLockout(
      services,
      asServer(actor),
      userId,
      async () => {
        const step = seed === undefined ? undefined : findTotpStep(seed, code, actor.now);
        if (step !== undefined && step > (totp?.last_step ?? 0)) {
          return async () => (await storage.consumeTotpStep(userId, step)) && ('totp' as const);
        }
        const hashes = backupCodes.map(({ hash }) => hash);
        const found = await findBackupCode(argon, backupCodeKey, userId, code, hashes);
        const row = backupCodes.find(({ hash }) => hash === found);
        return row && (async () => (await storage.consumeBackupCode(row.id, actor.now)) && ('backup_code' as const));
      },
      wrongCode,
    ),
  );
  const kind = await consume();
  // Another request was first.
  if (!kind) throw wrongCode();
  return kind;
}
