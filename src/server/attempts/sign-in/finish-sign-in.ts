import type { SignInStatus } from '../../../protocol/status.ts';
import { ApiError } from '../../http/errors.ts';
import { type OwnerNotice, recordEvent } from '../../events/domain-events.ts';
import { recordSecurityEvent } from '../../http/security-events.ts';
import type { Services } from '../../services.ts';
import { requesterOf } from '../../sessions/device.ts';
import { endOtherSessions } from '../../sessions/end-sessions.ts';
import { adoptClient, findClient, openClient } from '../../sessions/open-client.ts';
import { rotateClient } from '../../sessions/rotate-client.ts';
import { startSession } from '../../sessions/start-session.ts';
import { requireRealAccount } from '../../enumeration/uniform-account.ts';
import type { SignInRow, UserRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { UserPatch } from '../../storage/tables/users-table.ts';
import { hasSecondFactor, offerSecondFactors } from '../../factors/second-factors.ts';
import { asFirstFactor, asSecondFactor, type Proof } from '../../factors/factor.ts';
import type { Account } from '../../users/account.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { connectPendingIdentity, translateConnectedViolation } from '../../factors/oauth/linked-account.ts';
import { lockUnchanged } from '../../users/lock-unchanged.ts';
import { requireSignInAdmission } from './sign-in-admission.ts';
import { type Suspension, suspendOtherMethods } from './suspend-other-methods.ts';

export interface ProvenFirstFactor {
  row: SignInRow;
  account: Account;
  strategy: string;
  proof: Proof;
  /** The attempt is not in the database yet. */
  isNew?: boolean;
}

/**
 * All that a proven first factor brings about, in one transaction: a session, or the next step. Nothing of it is ever
 * half done, and before the last factor there is no session of any kind.
 *
 * The client gets a new cookie in either case: whoever planted the old one cannot go on where the user left.
 */
export async function finishFirstFactor(
  services: Services,
  context: RequestContext,
  proven: ProvenFirstFactor,
): Promise<SignInRow> {
  const account = requireRealAccount(proven.account);
  return ApiError.about(account.user.id, () => completeFirstFactor(services, context, { ...proven, account }));
}

async function completeFirstFactor(
  services: Services,
  context: RequestContext,
  { row, account, strategy, proof, isNew = false }: ProvenFirstFactor,
): Promise<SignInRow> {
  requireSignInAdmission(services, account);
  const { status, trust } = await nextStatus(services, context, account, strategy, proof);
  const isBoth = proof.satisfiesSecondFactor === true && hasSecondFactor(services.config, account);
  return write(
    services,
    context,
    proof,
    async (tx, before) => {
      if (isNew) await tx.insertSignIn({ ...row, client_id: before.client.id });
      const proven: Partial<SignInRow> = {
        status,
        user_id: account.user.id,
        strategy: asFirstFactor(strategy),
        first_factor_at: context.now,
        client_trust_state: trust,
      };
      if (status === 'complete') {
        const { session, opened } = await startSession(
          tx,
          services,
          context,
          before,
          account.user,
          asFirstFactor(strategy),
          { firstFactorAt: context.now, secondFactorAt: isBoth ? context.now : null },
        );
        return { opened, patch: { ...proven, created_session_id: session.id } };
      }
      if (account.user.banned) throw new ApiError('user_banned');
      const newToken = await rotateClient(tx, context, before);
      const client = (await tx.updateClient(before.client.id, { sign_in_id: row.id }, context.now)) ?? before.client;
      return { opened: { client, newToken }, patch: proven };
    },
    row,
    account.user,
  );
}

/** The last step: a session, what proved the user noted in it, and an identity connected that waited for it. */
export async function finishSecondFactor(
  services: Services,
  context: RequestContext,
  proven: ProvenFirstFactor,
): Promise<SignInRow> {
  return ApiError.about(proven.account.user.id, () => completeSecondFactor(services, context, proven));
}

async function completeSecondFactor(
  services: Services,
  context: RequestContext,
  { row, account, strategy, proof }: ProvenFirstFactor,
): Promise<SignInRow> {
  const isSecond = row.status === 'needs_second_factor';
  const { password_updated_at: changedAt } = account.user;
  // Whoever went this far before the password was changed may be who it was changed for.
  if (!row.strategy?.startsWith('reset_password_') && (changedAt ?? 0) > (row.first_factor_at ?? 0)) {
    throw new ApiError('client_state_invalid');
  }
  // Trust in a device is less than the second factor that the account got meanwhile.
  if (!isSecond && hasSecondFactor(services.config, account)) throw new ApiError('client_state_invalid');
  const step = write(
    services,
    context,
    proof,
    async (tx, before) => {
      await connectPendingIdentity({ storage: tx, config: services.config }, context, row, account);
      const first = asFirstFactor(row.strategy ?? strategy);
      const { session, opened } = await startSession(tx, services, context, before, account.user, first, {
        firstFactorAt: row.first_factor_at ?? context.now,
        secondFactorAt: isSecond ? context.now : null,
      });
      const patch = { status: 'complete', second_strategy: asSecondFactor(strategy) } as const;
      return { opened, patch: { ...patch, created_session_id: session.id } };
    },
    row,
    account.user,
  );
  return translateConnectedViolation(step);
}

export interface NewPassword {
  row: SignInRow;
  account: Account;
  /** What proved it: key of an address, or a number. */
  provenBy: string | undefined;
  /** Writes the password. */
  change: UserPatch;
  /** The user is signed out everywhere else. */
  endsOthers: boolean;
}

/**
 * The new password after a proof that allowed to set one; then a session, unless a second factor is due. Other ways in
 * are switched off, and then nobody stays signed in elsewhere: a session could confirm them.
 */
export async function finishNewPassword(
  services: Services,
  context: RequestContext,
  { row, account, provenBy, change, endsOthers }: NewPassword,
): Promise<SignInRow> {
  const { user } = account;
  return write(
    services,
    context,
    {},
    async (tx, before) => {
      await tx.updateUser(user.id, change, context.now);
      const suspends = services.config.password.resetOtherMethods === 'suspend';
      const suspended = suspends && (await suspendOtherMethods(services, tx, user.id, provenBy, context.now));
      const notice = suspended && suspended.methods.length > 0 ? noticeOf(suspended, context) : PASSWORD_CHANGED;
      const type = user.password_hash === null ? 'password.created' : 'password.updated';
      await recordEvent(tx, context, { type, userId: user.id, notice });
      if (endsOthers || notice.kind === 'methods_suspended') await endOtherSessions(tx, context, user.id, null);
      if (hasSecondFactor(services.config, account)) {
        return { opened: before, patch: { status: 'needs_second_factor' } };
      }
      const strategy = asFirstFactor(row.strategy ?? 'password');
      const proven = { firstFactorAt: row.first_factor_at ?? context.now, secondFactorAt: null };
      const { session, opened } = await startSession(tx, services, context, before, user, strategy, proven);
      return { opened, patch: { status: 'complete', created_session_id: session.id } };
    },
    row,
    user,
  );
}

const PASSWORD_CHANGED = { kind: 'password_changed' } as const;

function noticeOf({ methods, emails }: Suspension, context: RequestContext): OwnerNotice {
  return { kind: 'methods_suspended', methods, emails, requester: requesterOf(context, context.now) };
}

type Opened = Awaited<ReturnType<typeof openClient>>;

async function write(
  services: Services,
  context: RequestContext,
  proof: Proof,
  change: (tx: StorageOps, before: Opened) => Promise<{ opened: Opened; patch: Partial<SignInRow> }>,
  row: SignInRow,
  user: UserRow,
): Promise<SignInRow> {
  const known = await findClient(services, context);
  const isNewDevice = !known || !(await services.storage.isKnownDevice(user.id, known.id));
  const { attempt, opened } = await services.storage.transaction(async (tx) => {
    await lockUnchanged(tx, user, context.now);
    await proof.commit?.(tx);
    const before = await openClient(tx, context);
    const { opened, patch } = await change(tx, before);
    const attempt = await tx.updateSignIn(row.id, row.version, patch);
    if (!attempt) throw new ApiError('client_state_invalid');
    return { attempt, opened };
  });
  adoptClient(context, opened);
  if (attempt.status === 'complete') {
    const sessionId = attempt.created_session_id ?? undefined;
    recordSecurityEvent(services, context, 'authn_login_success', { userId: user.id, sessionId, isNewDevice });
  }
  return attempt;
}

interface Next {
  status: SignInStatus;
  trust: SignInRow['client_trust_state'];
}

/** What is needed after the first factor. */
async function nextStatus(
  services: Services,
  context: RequestContext,
  account: Account,
  strategy: string,
  proof: Proof,
): Promise<Next> {
  const { config, storage } = services;
  if (proof.resetsPassword) return { status: 'needs_new_password', trust: null };
  if (hasSecondFactor(config, account) && !proof.satisfiesSecondFactor) {
    return { status: 'needs_second_factor', trust: null };
  }
  // What came from the mail or the phone has proven already what trust asks for.
  if (!config.clientTrust || strategy !== 'password') return { status: 'complete', trust: null };
  const client = await findClient(services, context);
  if (client && (await storage.isKnownDevice(account.user.id, client.id)))
    return { status: 'complete', trust: 'known' };
  const isPossible = offerSecondFactors(config, account, 'trust').length > 0;
  return isPossible ? { status: 'needs_client_trust', trust: 'new' } : { status: 'complete', trust: 'new' };
}
