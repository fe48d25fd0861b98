import { ApiError } from '../errors.ts';
import type { OAuthVisitResult } from '../oauth/oauth-visit.ts';
import { identityFields } from './identity-fields.ts';
import { findLinkedAccount } from './linked-account.ts';
import { errorOf, type OAuthOutcome } from './oauth-outcome.ts';
import { proveField } from './sign-up-attempt.ts';

/** Goes on with the sign-up as whoever the provider says; who has an account can be transferred to a sign-in. */
export const oauthSignUp: OAuthOutcome = async (services, visit, { challenge, client, identity }) => {
  const { storage } = services;
  const row = await storage.findSignUp(client.id, challenge.subject);
  const isOpen = row?.status === 'missing_requirements' && row.abandon_at > visit.now;
  if (!isOpen || row.external_challenge_id !== challenge.id) throw new ApiError('client_state_invalid');
  const settle = (result: OAuthVisitResult) => JSON.stringify({ ...result, identity });
  if (await findLinkedAccount(services, identity)) {
    const error = errorOf(new ApiError('external_account_exists'));
    await storage.settleChallenge(challenge.id, settle({ status: 'transferable', error }));
    await storage.updateClient(client.id, {}, visit.now);
    return false;
  }
  const patch = await identityFields(services, row, identity);
  const attempt = await proveField(services, visit, row, {
    patch,
    commit: (tx) => tx.settleChallenge(challenge.id, settle({ status: 'verified' })),
  });
  return attempt.status === 'complete';
};
