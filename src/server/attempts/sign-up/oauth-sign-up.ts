import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import type { AuthorizationResult } from '../../factors/oauth/authorization.ts';
import { identityFields } from './identity-fields.ts';
import { findLinkedAccount } from '../../factors/oauth/linked-account.ts';
import { type OAuthOutcome, settleTransferable } from '../../factors/oauth/oauth-outcome.ts';
import { proveField } from './sign-up-attempt.ts';

/** Goes on with the sign-up as whoever the provider says; who has an account can be transferred to a sign-in. */
export const oauthSignUp: OAuthOutcome = async (services, visit, answer) => {
  const { challenge, client, identity } = answer;
  const row = await services.storage.findSignUp(client.id, challenge.subject);
  const isOpen = row?.status === 'missing_requirements' && !isOver(row.abandon_at, visit.now);
  const isNewest = client.sign_up_id === row?.id && row?.external_challenge_id === challenge.id;
  if (!isOpen || !isNewest) throw new ApiError('client_state_invalid');
  if (await findLinkedAccount(services, identity)) {
    await settleTransferable(services, visit, answer, 'external_account_exists');
    return false;
  }
  const patch = await identityFields(services, row, identity);
  const attempt = await proveField(services, visit, row, {
    patch,
    commit: (tx) =>
      tx.settleChallenge(challenge.id, JSON.stringify({ status: 'verified', identity } satisfies AuthorizationResult)),
  });
  return attempt.status === 'complete';
};
