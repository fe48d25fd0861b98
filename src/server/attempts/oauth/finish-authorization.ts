import { ApiError } from '../../http/errors.ts';
import { hashToken } from '../../ids.ts';
import { deriveFlowSecrets } from '../../factors/oauth/flow-secrets.ts';
import { OAuthError } from '../../factors/oauth/oauth-error.ts';
import {
  callbackPathOf,
  findProvider,
  type AuthorizationResult,
  redirectUriOf,
  authorizationDataOf,
} from '../../factors/oauth/authorization.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import { findClient } from '../../sessions/open-client.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { connectExternalAccount } from './connect-external-account.ts';
import { errorOf, type OAuthOutcome } from '../../factors/oauth/oauth-outcome.ts';
import { oauthSignIn } from '../sign-in/oauth-sign-in.ts';
import { oauthSignUp } from '../sign-up/oauth-sign-up.ts';

const OUTCOMES: Record<string, OAuthOutcome> = {
  sign_in: oauthSignIn,
  sign_up: oauthSignUp,
  external_account: connectExternalAccount,
};

/**
 * Takes the answer of a provider and does what follows from it. Whatever happens is noted in the attempt, and the
 * browser is sent on; nobody is left at the API's own address.
 *
 * An answer counts once, in the browser that started the visit, at the path of the provider it was started for.
 * Before that is settled nothing is taken, so that a stranger cannot spoil a visit under way.
 *
 * @param path end of the callback's path; see `callbackPathOf`
 * @returns where to go on
 */
export async function finishAuthorization(services: Services, context: RequestContext, path: string): Promise<string> {
  const { config, storage } = services;
  const [state = '', ...more] = context.query.getAll('state');
  const client = await findClient(services, context);
  const challenge =
    more.length === 0 && state !== '' ? await storage.findChallengeByToken(hashToken(state)) : undefined;
  if (!client || challenge?.kind !== 'oauth' || challenge.client_id !== client.id) return config.signInUrl;
  const { strategy, redirectUrl, completeUrl } = authorizationDataOf(challenge);
  if (callbackPathOf(strategy) !== path) return config.signInUrl;
  if (!(await storage.consumeChallenge(challenge.id, context.now))) return redirectUrl;
  try {
    const identity = await exchange(services, context, strategy, state);
    const isSignedIn = await OUTCOMES[challenge.purpose]?.(services, context, { challenge, client, identity });
    return (isSignedIn && completeUrl) || redirectUrl;
  } catch (error) {
    const shown = error instanceof OAuthError ? new ApiError(error.code) : error;
    if (!(shown instanceof ApiError)) throw error;
    const result: AuthorizationResult = { status: 'failed', error: errorOf(shown) };
    await storage.settleChallenge(challenge.id, JSON.stringify(result));
    // The attempt shows it: whoever looks at the client has to see that it changed.
    await storage.updateClient(client.id, {}, context.now);
    return redirectUrl;
  }
}

function exchange(
  services: Services,
  context: RequestContext,
  strategy: string,
  state: string,
): Promise<ExternalIdentity> {
  const { oauth, oauthKey, config } = services;
  const provider = findProvider(services, strategy);
  return oauth.exchange(provider, {
    ...deriveFlowSecrets(oauthKey, state),
    state,
    redirectUri: redirectUriOf(config, provider),
    callback: context.query,
  });
}
