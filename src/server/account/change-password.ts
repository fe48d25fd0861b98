import { ApiError } from '../http/errors.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import { checkPasswordSize } from '../factors/password/password-policy.ts';
import { provePassword } from '../factors/password/prove-password.ts';
import type { Services } from '../services.ts';
import { endOtherSessions } from '../sessions/end-sessions.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import { withLockout } from '../factors/with-lockout.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { loadAccount } from '../users/find-account.ts';
import { keepsSignInMethod } from './keeps-sign-in-method.ts';
import { lockUnchanged } from '../users/lock-unchanged.ts';
import { makeNewPassword, readFlag } from './new-password.ts';

/**
 * Changes the password of the user, or gives them a first one. The present one is needed where no fresh proof of who
 * it is takes its place, and is judged wherever it is sent.
 */
export async function changePassword(services: Services, context: RequestContext, signedIn: SignedIn): Promise<void> {
  const { storage, config } = services;
  const { user, session } = signedIn;
  if (config.attributes.password === 'off') throw new ApiError('feature_not_enabled');
  await hitRateLimit(services, context, 'attempt');
  await requireFresh(services, context, signedIn);
  const endsOthers = readFlag(context, 'sign_out_of_other_sessions', false);
  await checkPresentPassword(services, context, signedIn);
  const change = await makeNewPassword(services, context, user, 'new_password');
  await storage.transaction(async (tx) => {
    await lockUnchanged(tx, user, context.now);
    await tx.updateUser(user.id, change, context.now);
    if (endsOthers) await endOtherSessions(tx, user.id, session.id, context.now);
  });
  await notifyOwner(services, context, user.id, user.password_hash === null ? 'password_added' : 'password_changed');
}

/** Takes the password away from a user who can do without. */
export async function removePassword(services: Services, context: RequestContext, signedIn: SignedIn): Promise<void> {
  const { storage, config } = services;
  const { user } = signedIn;
  await hitRateLimit(services, context, 'attempt');
  await requireFresh(services, context, signedIn);
  if (user.password_hash === null) throw new ApiError('no_password_set');
  if (config.attributes.password === 'required') throw new ApiError('password_required');
  await checkPresentPassword(services, context, signedIn);
  await storage.transaction(async (tx) => {
    await lockUnchanged(tx, user, context.now);
    // The user is locked: what else proves who it is may be on its way out at the same time.
    await tx.updateUser(user.id, { password_hash: null, password_updated_at: context.now }, context.now);
    const account = await loadAccount({ storage: tx }, user.id, null);
    if (!account || !keepsSignInMethod(config, account)) throw new ApiError('password_required');
  });
  await notifyOwner(services, context, user.id, 'password_removed');
}

async function checkPresentPassword(services: Services, context: RequestContext, { user }: SignedIn): Promise<void> {
  const { config, passwords } = services;
  const stored = user.password_hash;
  const typed = context.params.raw('current_password') ?? '';
  if (stored === null || (typed === '' && config.reverification)) return;
  const param = 'current_password';
  if (typed === '') throw new ApiError('form_param_missing', { param });
  const tooLong = checkPasswordSize(typed, config, param);
  if (tooLong) throw tooLong;
  await passwords.admit((argon) =>
    withLockout(
      services,
      context,
      user.id,
      async () => (await provePassword(argon, stored, typed)).isRight || undefined,
      () => new ApiError('form_password_incorrect', { param }),
    ),
  );
}
