import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { finishNewPassword } from './finish-sign-in.ts';
import { makeNewPassword } from '../../account/new-password.ts';
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
  return finishNewPassword(services, context, reset);
}

function isStillTheirs(provenBy: string | undefined, account: Account): boolean {
  return (
    account.emails.some(({ email_key }) => email_key === provenBy) ||
    account.phones.some((each) => each.phone === provenBy && !each.reserved_for_second_factor)
  );
}
