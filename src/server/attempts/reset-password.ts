import { ApiError } from '../errors.ts';
import { notifyOwner } from '../notify-owner.ts';
import type { Services } from '../services.ts';
import type { SignInRow } from '../storage/rows.ts';
import type { Account } from '../strategies/strategy.ts';
import { takeLimit } from '../take-limit.ts';
import type { Visit } from '../visit.ts';
import { finishNewPassword } from './finish-sign-in.ts';
import { makeNewPassword, readFlag } from './new-password.ts';
import { enterSignIn } from './sign-in-steps.ts';

/** Milliseconds after the proof in which the password can be set. */
const RESET_MS = 3_600_000;

/**
 * Sets the new password of somebody who proved an address or number. Whoever was signed in elsewhere is so no more,
 * unless `sign_out_of_other_sessions=false` says otherwise: a forgotten password is often a stolen one. A proof from
 * before the password was changed in another way is worth nothing any more, nor is one of an address or number that
 * was taken off the account since.
 */
export async function resetPassword(services: Services, visit: Visit, id: string): Promise<SignInRow> {
  await takeLimit(services, visit, 'attempt');
  const { row, account } = await enterSignIn(services, visit, id, 'reset_password');
  const provenAt = row.first_factor_at ?? 0;
  const isOver = visit.now - provenAt >= RESET_MS || (account?.user.password_updated_at ?? 0) > provenAt;
  if (!account || isOver || !(await isStillTheirs(services, row, account))) throw new ApiError('client_state_invalid');
  const endsOthers = readFlag(visit, 'sign_out_of_other_sessions', true);
  const change = await makeNewPassword(services, visit, account.user, 'password');
  const attempt = await finishNewPassword(services, visit, { row, account, change, endsOthers });
  await notifyOwner(services, visit, account.user.id, 'password_changed');
  return attempt;
}

async function isStillTheirs({ storage }: Services, { code_id }: SignInRow, account: Account): Promise<boolean> {
  const provenBy = code_id === null ? undefined : (await storage.findCode(code_id))?.identifier;
  return (
    account.emails.some(({ email_key }) => email_key === provenBy) ||
    account.phones.some((each) => each.phone === provenBy && !each.reserved_for_second_factor)
  );
}
