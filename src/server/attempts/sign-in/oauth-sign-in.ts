import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import type { AuthorizationResult } from '../../factors/oauth/authorization.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { hasSecondFactor } from '../../factors/second-factors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { finishFirstFactor } from './finish-sign-in.ts';
import {
  findLinkedAccount,
  type LinkedAccount,
  translateConnectedViolation,
} from '../../factors/oauth/linked-account.ts';
import { type OAuthOutcome, settleTransferable } from '../../factors/oauth/oauth-outcome.ts';
import { refuseSecondSession } from './refuse-second-session.ts';

/** Signs in whoever has the identity; nobody has it: the attempt can be transferred to a sign-up. */
export const oauthSignIn: OAuthOutcome = async (services, context, answer) => {
  const { challenge, client, identity } = answer;
  const row = await services.storage.findSignIn(client.id, challenge.subject);
  const isOpen =
    row && !isOver(row.abandon_at, context.now) && OPEN.includes(row.status) && row.challenge_id === challenge.id;
  // The browser has begun another sign-in since: what it set out for before is nobody's wish any more.
  if (!isOpen || client.sign_in_id !== row.id) throw new ApiError('client_state_invalid');
  const linked = await findLinkedAccount(services, identity);
  if (!linked) {
    await settleTransferable(services, context, answer, 'external_account_not_found');
    return false;
  }
  const attempt = await signInLinked(services, context, { row, linked, identity }, (tx) =>
    tx.settleChallenge(challenge.id, JSON.stringify({ status: 'verified', identity } satisfies AuthorizationResult)),
  );
  return attempt.status === 'complete';
};

const OPEN: readonly SignInRow['status'][] = ['needs_identifier', 'needs_first_factor'];

/**
 * Completes the first factor with an identity, and connects it when it was not yet and no second factor is due; see
 * `connectPendingIdentity` for those who have one.
 *
 * @param settle part of the same transaction
 */
export async function signInLinked(
  services: Services,
  context: RequestContext,
  { row, linked, identity, isNew }: { row: SignInRow; linked: LinkedAccount; identity: ExternalIdentity; isNew?: true },
  settle: (tx: StorageOps) => Promise<void>,
): Promise<SignInRow> {
  const { account } = linked;
  await refuseSecondSession(services, context, account.user.id);
  const waits = linked.isNew && hasSecondFactor(services.config, account);
  const step = finishFirstFactor(services, context, {
    row,
    account,
    strategy: identity.provider,
    proof: {
      async commit(tx) {
        if (!waits) await linked.connect(tx, context);
        await settle(tx);
      },
    },
    ...(isNew ? { isNew } : {}),
  });
  return translateConnectedViolation(step);
}
