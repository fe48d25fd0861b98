import { isOver } from '../../clock.ts';
import type { AuthorizationResult } from '../../factors/oauth/authorization.ts';
import {
  findLinkedAccount,
  type LinkedAccount,
  translateConnectedViolation,
} from '../../factors/oauth/linked-account.ts';
import { type OAuthOutcome, settleTransferable } from '../../factors/oauth/oauth-outcome.ts';
import { requireTransferable, settleTransferred } from '../../factors/oauth/transferable.ts';
import { hasSecondFactor } from '../../factors/second-factors.ts';
import { ApiError } from '../../http/errors.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { refuseSecondSession, type Step } from '../step.ts';
import { finishFirstFactor } from './finish-first-factor.ts';

const OPEN: readonly SignInRow['status'][] = ['needs_identifier', 'needs_first_factor'];

/** Signs in the owner of an identity. If it has no owner, the attempt can be transferred to a sign-up. */
export const oauthSignIn: OAuthOutcome = async (services, browser, answer) => {
  const { challenge, identity } = answer;
  const { client } = browser;
  const row = await services.storage.findSignIn(client.id, challenge.subject);
  const isOpen =
    row && !isOver(row.abandon_at, browser.now) && OPEN.includes(row.status) && row.challenge_id === challenge.id;
  // If the browser has begun another sign-in since, it no longer wants this one.
  if (!isOpen || client.sign_in_id !== row.id) throw new ApiError('client_state_invalid');
  const linked = await findLinkedAccount(services, identity);
  if (!linked) return settleTransferable(services, browser, answer, 'external_account_not_found');
  const result: AuthorizationResult = { status: 'verified', identity };
  const step = await signInLinked(services, browser, { row, linked, identity }, (tx) =>
    tx.settleChallenge(challenge.id, JSON.stringify(result)),
  );
  return { browser: step.browser, isSignedIn: step.attempt.status === 'complete' };
};

/**
 * Completes the first factor with an identity. An identity that is not connected yet is connected, unless a second
 * factor is due; then `connectPendingIdentity` does it later.
 *
 * @param settle part of the same transaction
 */
export async function signInLinked(
  services: Services,
  browser: Browser,
  { row, linked, identity, isNew }: { row: SignInRow; linked: LinkedAccount; identity: ExternalIdentity; isNew?: true },
  settle: (tx: StorageOps) => Promise<void>,
): Promise<Step<SignInRow>> {
  const { account } = linked;
  await refuseSecondSession(services, browser, account.user.id);
  const waits = linked.isNew && hasSecondFactor(services.config, account);
  const finishing = finishFirstFactor(services, browser, {
    row,
    account,
    strategy: identity.provider,
    proof: {
      async commit(tx) {
        if (!waits) await linked.connect(tx, browser);
        await settle(tx);
      },
    },
    ...(isNew ? { isNew } : {}),
  });
  return translateConnectedViolation(finishing);
}

/**
 * Starts a sign-in with the identity that this browser's sign-up found to have an account.
 *
 * @param empty the new attempt
 * @throws {ApiError} `account_transfer_invalid` when there is nothing to transfer
 */
export async function transferToSignIn(
  services: Services,
  browser: Browser,
  empty: SignInRow,
): Promise<Step<SignInRow>> {
  const { storage } = services;
  const { client } = browser;
  const signUp = client?.sign_up_id ? await storage.findSignUp(client.id, client.sign_up_id) : undefined;
  const transferable = await requireTransferable(services, browser, signUp?.external_challenge_id);
  const { challenge, identity } = transferable;
  const linked = await findLinkedAccount(services, identity);
  if (!signUp || !linked) throw new ApiError('account_transfer_invalid');
  const row: SignInRow = { ...empty, status: 'needs_first_factor', challenge_id: challenge.id };
  return signInLinked(services, browser, { row, linked, identity, isNew: true }, async (tx) => {
    const ended = await tx.updateSignUp(signUp.id, signUp.version, { status: 'abandoned' });
    if (!ended) throw new ApiError('account_transfer_invalid');
    await settleTransferred(tx, transferable);
  });
}
