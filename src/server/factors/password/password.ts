import { ApiError } from '../../http/errors.ts';
import { checkPasswordSize } from './password-policy.ts';
import { normalizePassword, provePassword } from './prove-password.ts';
import type { Services } from '../../services.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { withLockout } from '../with-lockout.ts';
import type { FirstFactor } from '../factor.ts';

/** The password of the account. */
export const password: FirstFactor = {
  handles: (name) => name === 'password',
  offer: (config, { user }) =>
    config.attributes.password !== 'off' && user.password_hash ? [{ strategy: 'password' }] : [],
  async attempt(services, context, { account }) {
    const { passwords, breaches, config } = services;
    const typed = readPassword(services, context);
    const user = account?.user;
    const stored = user?.password_hash;
    if (!user || !stored) throw new ApiError('strategy_for_user_invalid');
    return passwords.admit(async (argon) => {
      const judge = async () => {
        const judged = await provePassword(argon, stored, typed);
        return judged.isRight ? judged : undefined;
      };
      const { uniform } = account;
      // If the account is uniform, the error must not tell which of the two was wrong.
      const code = uniform ? 'form_password_or_identifier_incorrect' : 'form_password_incorrect';
      const wrong = () => new ApiError(code, { param: 'password' });
      const proof = await withLockout(services, context, user.id, judge, wrong, { uniform });
      // Right, and known to attackers: whoever typed it has to prove the address and choose another one.
      if (config.password.breachCheckOnSignIn && (await breaches.isBreached(normalizePassword(typed)))) {
        throw new ApiError('form_password_pwned', { param: 'password' });
      }
      if (!proof.isOld && !passwords.isOutdated(stored)) return {};
      const password_hash = await argon.hash(normalizePassword(typed));
      return {
        async commit(tx) {
          await tx.updateUser(user.id, { password_hash }, context.now);
        },
      };
    });
  },
};

/** Does the work of a wrong password for an identifier that nobody has. */
export async function pretendPassword(services: Services, context: RequestContext): Promise<void> {
  const typed = readPassword(services, context);
  await hitRateLimit(services, context, 'wrongTries');
  await services.passwords.admit(async (argon) => {
    await argon.pretend(normalizePassword(typed));
    if (normalizePassword(typed) !== typed) await argon.pretend(typed);
  });
}

/** The password as typed; one that is too long for any account is refused before it is hashed. */
function readPassword({ config }: Services, { params }: RequestContext): string {
  const typed = params.raw('password');
  if (typed === undefined) throw new ApiError('form_param_missing', { param: 'password' });
  if (typed === '') throw new ApiError('form_param_nil', { param: 'password' });
  const tooLong = checkPasswordSize(typed, config);
  if (tooLong) throw tooLong;
  return typed;
}
