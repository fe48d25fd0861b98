import type { ErrorItemJSON } from '../../../protocol/json/error.ts';
import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import type { LinkData } from '../../factors/link/link-data.ts';
import type { ChallengeResult } from '../../factors/create-challenge.ts';
import type { Services } from '../../services.ts';
import type { ChallengeRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { verifyEmailAddress } from '../../account/email-address.ts';
import { loadAccount } from '../../users/find-account.ts';
import { finishFirstFactor, finishSecondFactor } from '../sign-in/finish-sign-in.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { refuseSecondSession } from '../sign-in/refuse-second-session.ts';
import { proveField } from '../sign-up/sign-up-attempt.ts';

const STRATEGY = 'email_link';

/**
 * Does what a link was mailed for: signs in, or goes on to the next step, on the browser that asked for it. Of all
 * who confirm it one succeeds.
 *
 * @returns the session that came of it; null when something is still missing, or none was wanted
 * @throws {ApiError} when it was used meanwhile, or what it is for cannot be continued
 */
export async function confirmLink(
  services: Services,
  context: RequestContext,
  challenge: ChallengeRow,
  data: LinkData,
): Promise<string | null> {
  const { storage } = services;
  const { purpose, subject, client_id } = challenge;
  const result: ChallengeResult = { verified_at_client: context.client?.id };
  const commit = async (tx: StorageOps) => {
    if (!(await tx.consumeChallenge(challenge.id, context.now, JSON.stringify(result)))) {
      throw new ApiError('verification_already_verified');
    }
    // The code of the same mail has done its work.
    await tx.revokeCodes(purpose, subject, context.now);
  };
  if (purpose === 'email_address') {
    const user = await storage.findUser(data.user_id ?? '');
    const row = user && (await storage.findEmailAddress(user.id, subject));
    // It may have been switched off since the link was opened.
    if (!user || row?.challenge_id !== challenge.id) throw new ApiError('client_state_invalid');
    await verifyEmailAddress(services, context, user, row, commit);
    return null;
  }
  const client = client_id === null ? undefined : await storage.findClient(client_id);
  if (!client) throw new ApiError('client_state_invalid');
  const { ip, user_agent: userAgent } = data;
  const theirs: RequestContext = {
    ...context,
    ip,
    userAgent,
    client,
    keepsCookie: true,
    superseded: undefined,
    newToken: undefined,
    setCookies: [],
  };
  if (purpose === 'sign_up') {
    const row = await storage.findSignUp(client.id, subject);
    if (!row || row.status !== 'missing_requirements' || isOver(row.abandon_at, context.now)) {
      throw new ApiError('client_state_invalid');
    }
    await refuseSecondSession(services, theirs);
    const patch = { email_verified: true, email_strategy: STRATEGY } as const;
    return (await proveField(services, theirs, row, { patch, commit })).created_session_id;
  }
  const row = await storage.findSignIn(client.id, subject);
  const account = row && (await loadAccount(services, row.user_id, row.identifier));
  if (!account || isOver(row.abandon_at, context.now)) throw new ApiError('client_state_invalid');
  // It may have been taken off the account since the link was mailed.
  const isTheirs = account.emails.some(({ email_key }) => email_key === keyOf(data.email));
  if (!isTheirs) throw new ApiError('client_state_invalid');
  await refuseSecondSession(services, theirs, account.user.id);
  const proven = { row, account, strategy: STRATEGY, proof: { commit } };
  const isFirst = purpose === 'sign_in' && row.status === 'needs_first_factor';
  const isTrust = purpose === 'second_factor' && row.status === 'needs_client_trust';
  if (!isFirst && !isTrust) throw new ApiError('client_state_invalid');
  const finish = isFirst ? finishFirstFactor : finishSecondFactor;
  return (await finish(services, theirs, proven)).created_session_id;
}

/** Nobody is to be signed in with the link: it is dead, and whoever waits for it is told. */
export async function refuseLink(
  { storage }: Services,
  { now }: RequestContext,
  challenge: ChallengeRow,
): Promise<void> {
  const error: ErrorItemJSON = {
    code: 'verification_failed',
    message: 'refused',
    long_message: 'The link was refused.',
    meta: {},
  };
  // `expired` is what waiting clients of every version give up on.
  const result: ChallengeResult = { status: 'expired', error };
  await storage.transaction(async (tx) => {
    // Taken as by whoever confirms it, so that a guess cannot be outrun by a second one.
    if (await tx.consumeChallenge(challenge.id, now, JSON.stringify(result))) {
      await tx.revokeCodes(challenge.purpose, challenge.subject, now);
    }
  });
}
