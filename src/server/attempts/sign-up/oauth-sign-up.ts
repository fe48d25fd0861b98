import { isOver } from '../../clock.ts';
import type { AuthorizationResult } from '../../factors/oauth/authorization.ts';
import { findLinkedAccount } from '../../factors/oauth/linked-account.ts';
import { type OAuthOutcome, settleTransferable } from '../../factors/oauth/oauth-outcome.ts';
import { ApiError } from '../../http/errors.ts';
import { identityFields } from './identity-fields.ts';
import { proveField } from './verify-sign-up.ts';

/** Goes on with a sign-up with the proven identity. If the identity has an account, a sign-in can take it over. */
export const oauthSignUp: OAuthOutcome = async (services, browser, answer) => {
  const { challenge, identity } = answer;
  const { client } = browser;
  const row = await services.storage.findSignUp(client.id, challenge.subject);
  const isOpen = row?.status === 'missing_requirements' && !isOver(row.abandon_at, browser.now);
  const isNewest = client.sign_up_id === row?.id && row?.external_challenge_id === challenge.id;
  if (!isOpen || !isNewest) throw new ApiError('client_state_invalid');
  if (await findLinkedAccount(services, identity)) {
    return settleTransferable(services, browser, answer, 'external_account_exists');
  }
  const result: AuthorizationResult = { status: 'verified', identity };
  const step = await proveField(services, browser, row, {
    patch: await identityFields(services, row, identity),
    commit: (tx) => tx.settleChallenge(challenge.id, JSON.stringify(result)),
  });
  return { browser: step.browser, isSignedIn: step.attempt.status === 'complete' };
};
