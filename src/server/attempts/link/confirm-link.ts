import type { ErrorItemJSON } from '../../../protocol/json/error.ts';
import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import type { LinkData } from '../../factors/link/send-link.ts';
import type { Services } from '../../services.ts';
import type { ChallengeResult, ChallengeRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { Actor } from '../../http/request-context.ts';
import type { Browser, KnownBrowser } from '../../sessions/browser.ts';
import { verifyEmailAddress } from '../../account/email-address.ts';
import { loadAccount } from '../../users/find-account.ts';
import { finishFirstFactor } from '../sign-in/finish-first-factor.ts';
import { finishSecondFactor } from '../sign-in/finish-second-factor.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { proveField } from '../sign-up/verify-sign-up.ts';
import { refuseSecondSession } from '../step.ts';

const STRATEGY = 'email_link';

/**
 * Does what a link was mailed for: the browser that asked for it is signed in, or goes on to the next step. If several
 * browsers confirm a link, one of them succeeds.
 *
 * @param browser the one that confirms the link
 * @returns id of the new session; null when a step is still missing, or when the link starts no session
 * @throws {ApiError} when the link was used meanwhile, or the attempt or address cannot be continued
 */
export async function confirmLink(
  services: Services,
  browser: Browser,
  challenge: ChallengeRow,
  data: LinkData,
): Promise<string | null> {
  const { storage } = services;
  const { purpose, subject, client_id } = challenge;
  const result: ChallengeResult = { verified_at_client: browser.client?.id };
  const commit = async (tx: StorageOps) => {
    if (!(await tx.consumeChallenge(challenge.id, browser.now, JSON.stringify(result)))) {
      throw new ApiError('verification_already_verified');
    }
    // The code in the same mail is no longer needed.
    await tx.revokeCodes(purpose, subject, browser.now);
  };
  if (purpose === 'email_address') {
    const user = await storage.findUser(data.user_id ?? '');
    const row = user && (await storage.findEmailAddress(user.id, subject));
    // It may have been suspended since the link was opened.
    if (!user || row?.challenge_id !== challenge.id) throw new ApiError('client_state_invalid');
    await verifyEmailAddress(services, browser, user, row, commit);
    return null;
  }
  const client = client_id === null ? undefined : await storage.findClient(client_id);
  if (!client) throw new ApiError('client_state_invalid');
  const { ip, place, user_agent: userAgent } = data;
  const asking: KnownBrowser = {
    ...browser,
    ip,
    place,
    userAgent,
    client,
    superseded: undefined,
    // The cookie of the request belongs to the browser that confirms.
    clientCookie: null,
    isCookieNew: false,
    keepsCookie: true,
  };
  if (purpose === 'sign_up') {
    const row = await storage.findSignUp(client.id, subject);
    if (!row || row.status !== 'missing_requirements' || isOver(row.abandon_at, browser.now)) {
      throw new ApiError('client_state_invalid');
    }
    await refuseSecondSession(services, asking, null);
    const patch = { email_verified: true, email_strategy: STRATEGY } as const;
    return (await proveField(services, asking, row, { patch, commit })).attempt.created_session_id;
  }
  const row = await storage.findSignIn(client.id, subject);
  const account = row && (await loadAccount(services, row.user_id, row.identifier));
  if (!account || isOver(row.abandon_at, browser.now)) throw new ApiError('client_state_invalid');
  // The address may have been removed from the account since the link was mailed.
  const isTheirs = account.emails.some(({ email_key }) => email_key === keyOf(data.email));
  if (!isTheirs) throw new ApiError('client_state_invalid');
  await refuseSecondSession(services, asking, account.user.id);
  const proven = { row, account, strategy: STRATEGY, proof: { commit } };
  const isFirst = purpose === 'sign_in' && row.status === 'needs_first_factor';
  const isTrust = purpose === 'second_factor' && row.status === 'needs_client_trust';
  if (!isFirst && !isTrust) throw new ApiError('client_state_invalid');
  const finish = isFirst ? finishFirstFactor : finishSecondFactor;
  return (await finish(services, asking, proven)).attempt.created_session_id;
}

/** Refuses a link: it is dead, and the browser that waits for it learns that. */
export async function refuseLink({ storage }: Services, { now }: Actor, challenge: ChallengeRow): Promise<void> {
  const error: ErrorItemJSON = {
    code: 'verification_failed',
    message: 'refused',
    long_message: 'The link was refused.',
    meta: {},
  };
  // Waiting clients of every version give up on `expired`.
  const result: ChallengeResult = { status: 'expired', error };
  await storage.transaction(async (tx) => {
    // Consumed as by a confirmation, so that a second guess cannot outrun a wrong first one.
    if (await tx.consumeChallenge(challenge.id, now, JSON.stringify(result))) {
      await tx.revokeCodes(challenge.purpose, challenge.subject, now);
    }
  });
}
