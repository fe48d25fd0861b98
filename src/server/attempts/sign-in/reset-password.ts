import { ApiError } from '../../http/errors.ts';
import { requesterOf } from '../../sessions/device.ts';
import { notifyOwner } from '../../users/notify-owner.ts';
import { eventOfChange, recordSecurityEvent } from '../../http/security-events.ts';
import type { Services } from '../../services.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { finishNewPassword } from './finish-sign-in.ts';
import { makeNewPassword } from '../../account/new-password.ts';
import type { Suspension } from './suspend-other-methods.ts';
import { enterSignIn } from './sign-in-steps.ts';

/** Milliseconds after the proof in which the password can be set. */
const RESET_MS = 3_600_000;

/**
 * Sets the new password of somebody who proved an address or number. A forgotten password is often a stolen one: every
 * other way in is switched off until its owner confirms it, see `suspendOtherMethods`, and whoever was signed in elsewhere
 * is signed out. `sign_out_of_other_sessions=false` keeps the other sessions where nothing was switched off.
 *
 * A proof from before the password was changed in another way is worth nothing any more, nor is one of an address or
 * number that was taken off the account since.
 */
export async function resetPassword(services: Services, context: RequestContext, id: string): Promise<SignInRow> {
  await hitRateLimit(services, context, 'attempt');
  const { row, account } = await enterSignIn(services, context, id, 'reset_password');
  const provenAt = row.first_factor_at ?? 0;
  const isOver = context.now - provenAt >= RESET_MS || (account?.user.password_updated_at ?? 0) > provenAt;
  const provenBy = row.code_id === null ? undefined : (await services.storage.findCode(row.code_id))?.identifier;
  if (!account || isOver || !isStillTheirs(provenBy, account)) throw new ApiError('client_state_invalid');
  const { params } = context;
  const endsOthers = params.boolean('sign_out_of_other_sessions', 'form_param_value_invalid') ?? true;
  const typed = params.requiredRaw('password');
  const change = await makeNewPassword(services, context, account.user, { typed, param: 'password' });
  const reset = { row, account, provenBy, change, endsOthers };
  const { attempt, suspension } = await finishNewPassword(services, context, reset);
  if (suspension?.methods.length) await tellSuspended(services, context, account.user.id, suspension);
  else await notifyOwner(services, context, account.user.id, 'password_changed');
  return attempt;
}

/** A mail that cannot be sent is logged and stops nothing: the account is safe already. */
async function tellSuspended(
  { delivery, logger }: Services,
  context: RequestContext,
  userId: string,
  { methods, emails }: Suspension,
): Promise<void> {
  recordSecurityEvent({ logger }, context, eventOfChange('password_changed'), { userId, reason: 'methods_suspended' });
  const about = { channel: 'email', template: 'methods_suspended', methods } as const;
  const send = (to: string) =>
    delivery.send({ ...about, to, requester: requesterOf(context, context.now) }).catch((error: unknown) => {
      logger.error('A notification could not be sent.', { kind: about.template, error: String(error) });
    });
  await Promise.all(emails.map(send));
}

function isStillTheirs(provenBy: string | undefined, account: Account): boolean {
  return (
    account.emails.some(({ email_key }) => email_key === provenBy) ||
    account.phones.some((each) => each.phone === provenBy && !each.reserved_for_second_factor)
  );
}
