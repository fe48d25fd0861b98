import { ApiError } from '../../http/errors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Actor } from '../../http/request-context.ts';
import type { Services } from '../../services.ts';
import type { FirstFactor } from '../factor.ts';
import { requireField } from '../factor-input.ts';
import { withLockout } from '../with-lockout.ts';
import { normalizePassword, verifyPassword } from './password-hasher.ts';
import { checkPasswordSize } from './password-policy.ts';

/** The password of the account. */
export const password: FirstFactor = {
  handles: (name) => name === 'password',
  offer: (config, { user }) =>
    config.attributes.password !== 'off' && user.password_hash ? [{ strategy: 'password' }] : [],
  async attempt(services, actor, { account }, input) {
    const { passwords, breaches, config } = services;
    const typed = requirePassword(services, input.password);
    const user = account?.user;
    const stored = user?.password_hash;
    if (!user || !stored) throw new ApiError('strategy_for_user_invalid');
    return passwords.admit(async (argon) => {
      const verify = async () => {
        const verified = await verifyPassword(argon, stored, typed);
        return verified.isRight ? verified : undefined;
      };
      const { uniform } = account;
      // If the account is uniform, the error must not tell which of the two was wrong.
      const code = uniform ? 'form_password_or_identifier_incorrect' : 'form_password_incorrect';
      const wrong = () => new ApiError(code, { param: 'password' });
      const { isOld } = await withLockout(services, actor, user.id, verify, wrong, { uniform });
      // The password is right, but others know it. The user has to prove the address and set another one.
      if (user.password_compromised) throw new ApiError('form_password_compromised', { param: 'password' });
      if (config.password.breachCheckOnSignIn && (await breaches.isBreached(normalizePassword(typed)))) {
        throw new ApiError('form_password_pwned', { param: 'password' });
      }
      if (!isOld && !passwords.isOutdated(stored)) return {};
      const password_hash = await argon.hash(normalizePassword(typed));
      return {
        async commit(tx) {
          await tx.renewPasswordHash(user.id, stored, password_hash, actor.now);
        },
      };
    });
  },
};

/** Does the work of a wrong password, for an identifier without an account. */
export async function pretendPassword(services: Services, actor: Actor, given: string): Promise<void> {
  const typed = requirePassword(services, given);
  await hitRateLimit(services, actor, 'wrongTries');
  await services.passwords.admit(async (argon) => {
    await argon.pretend(normalizePassword(typed));
    if (normalizePassword(typed) !== typed) await argon.pretend(typed);
  });
}

/** Returns the password. It refuses one that is too long for any account before it is hashed. */
function requirePassword({ config }: Pick<Services, 'config'>, given: string | undefined): string {
  const typed = requireField(given, 'password');
  const tooLong = checkPasswordSize(typed, config);
  if (tooLong) throw tooLong;
  return typed;
}
