import { hashNewPassword } from '../../account/hash-new-password.ts';
import { languageFor } from '../../delivery/language-for.ts';
import { loadWording, type Wording } from '../../delivery/wording.ts';
import { type OwnerNotice, recordEvent } from '../../events/domain-events.ts';
import { asFirstFactor } from '../../factors/factor.ts';
import { hasSecondFactor } from '../../factors/second-factors.ts';
import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import { requesterOf } from '../../sessions/device.ts';
import { endOtherSessions } from '../../sessions/end-sessions.ts';
import { startSession } from '../../sessions/start-session.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { UserPatch } from '../../storage/tables/users-table.ts';
import type { Account } from '../../users/account.ts';
import type { Step } from '../step.ts';
import { enterSignIn } from './enter-sign-in.ts';
import { storeSignIn } from './store-sign-in.ts';
import { type Suspension, suspendOtherMethods } from './suspend-other-methods.ts';

/** Milliseconds after the proof in which the password can be set. */
const RESET_MS = 3_600_000;
const PASSWORD_CHANGED = { kind: 'password_changed' } as const;

/** A new password after a proof of an address or number. */
export interface PasswordReset {
  password: string;
  /** All other sessions of the user end. They end anyway when a sign-in method was suspended. */
  endsOthers: boolean;
}

/**
 * Sets the new password of a user who proved an address or number. A forgotten password is often a stolen one, so all
 * other sign-in methods are suspended until their owner confirms them (see `suspendOtherMethods`), and all other
 * sessions end.
 *
 * A proof is worth nothing if the password was changed in another way since, or if the address or number was removed
 * from the account.
 */
export async function resetPassword(
  services: Services,
  browser: Browser,
  id: string,
  { password, endsOthers }: PasswordReset,
): Promise<Step<SignInRow>> {
  const { row, account } = await enterSignIn(services, browser, id, 'reset_password');
  const provenAt = row.first_factor_at ?? 0;
  const isOver = browser.now - provenAt >= RESET_MS || (account?.user.password_updated_at ?? 0) > provenAt;
  const provenBy = row.code_id === null ? undefined : (await services.storage.findCode(row.code_id))?.identifier;
  if (!account || isOver || !isStillTheirs(provenBy, account)) throw new ApiError('client_state_invalid');
  const change = await hashNewPassword(services, browser, account.user, { typed: password, param: 'password' });
  return store(services, browser, { row, account, provenBy, change, endsOthers });
}

interface NewPassword {
  row: SignInRow;
  account: Account;
  /** What proved it: key of an address, or a number. */
  provenBy: string | undefined;
  /** Writes the password. */
  change: UserPatch;
  /** All other sessions of the user end. */
  endsOthers: boolean;
}

/** Stores the password, and then a session, unless a second factor is due. */
async function store(
  services: Services,
  browser: Browser,
  { row, account, provenBy, change, endsOthers }: NewPassword,
): Promise<Step<SignInRow>> {
  const { user } = account;
  const { now } = browser;
  const wording = await loadWording(languageFor(services.config, [user.locale]));
  return storeSignIn(services, browser, {
    row,
    user,
    proof: {},
    async change(tx, opened) {
      await tx.updateUser(user.id, change, now);
      const suspends = services.config.password.resetOtherMethods === 'suspend';
      const suspended = suspends && (await suspendOtherMethods(services, tx, user.id, provenBy, now, wording));
      const notice =
        suspended && suspended.methods.length > 0 ? noticeOf(wording, suspended, browser) : PASSWORD_CHANGED;
      const type = user.password_hash === null ? 'password.created' : 'password.updated';
      await recordEvent(tx, browser, { type, userId: user.id, notice });
      // A session that goes on could confirm the suspended methods.
      if (endsOthers || notice.kind === 'methods_suspended') await endOtherSessions(tx, browser, user.id, null);
      if (hasSecondFactor(services.config, account)) {
        return { browser: opened, patch: { status: 'needs_second_factor' } };
      }
      const strategy = asFirstFactor(row.strategy ?? 'password');
      const proven = { firstFactorAt: row.first_factor_at ?? now, secondFactorAt: null };
      const started = await startSession(tx, services, opened, user, strategy, proven);
      return { browser: started.browser, patch: { status: 'complete', created_session_id: started.session.id } };
    },
  });
}

function noticeOf(wording: Wording, { methods, emails }: Suspension, actor: Actor): OwnerNotice {
  return { kind: 'methods_suspended', methods, emails, requester: requesterOf(wording, actor, actor.now) };
}

function isStillTheirs(provenBy: string | undefined, account: Account): boolean {
  return (
    account.emails.some(({ email_key }) => email_key === provenBy) ||
    account.phones.some((each) => each.phone === provenBy && !each.reserved_for_second_factor)
  );
}
