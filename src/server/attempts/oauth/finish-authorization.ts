import {
  type AuthorizationResult,
  authorizationDataOf,
  callbackPathOf,
  findProvider,
  deriveFlowSecrets,
  redirectUriOf,
} from '../../factors/oauth/authorization.ts';
import { type ProviderTokens, sealTokens } from '../../factors/oauth/kept-tokens.ts';
import { OAuthError } from '../../factors/oauth/oauth-error.ts';
import { errorOf, type OAuthOutcome } from '../../factors/oauth/oauth-outcome.ts';
import { ApiError } from '../../http/errors.ts';
import { hashToken } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import { oauthSignIn } from '../sign-in/oauth-sign-in.ts';
import { oauthSignUp } from '../sign-up/oauth-sign-up.ts';
import { connectExternalAccount } from './connect-external-account.ts';

/** A provider's answer to an authorization request. */
export interface AuthorizationResponse {
  /** The end of the path it came to; see `callbackPathOf`. */
  path: string;
  /** The query, with `state`, `code` or `error`. */
  parameters: URLSearchParams;
}

/** Where an authorization leads. */
export interface FinishedAuthorization {
  /** The page that goes on. */
  url: string;
  browser: Browser;
}

const OUTCOMES: Record<string, OAuthOutcome> = {
  sign_in: oauthSignIn,
  sign_up: oauthSignUp,
  external_account: connectExternalAccount,
};

/**
 * Takes the answer of a provider and does what the authorization request was made for. The attempt records whatever
 * happens, and the browser always goes on to a page of the application.
 *
 * An answer counts once, in the browser that started the request, at the path of the provider it was started for.
 * Nothing is consumed before all of this is checked, so that a stranger cannot spoil a pending request.
 */
export async function finishAuthorization(
  services: Services,
  browser: Browser,
  { path, parameters }: AuthorizationResponse,
): Promise<FinishedAuthorization> {
  const { config, storage } = services;
  const { client, now } = browser;
  const [state = '', ...more] = parameters.getAll('state');
  const challenge =
    more.length === 0 && state !== '' ? await storage.findChallengeByToken(hashToken(state)) : undefined;
  const unknown = { url: config.signInUrl, browser };
  if (!client || challenge?.kind !== 'oauth' || challenge.client_id !== client.id) return unknown;
  const { strategy, redirectUrl, completeUrl } = authorizationDataOf(challenge);
  if (callbackPathOf(strategy) !== path) return unknown;
  if (!(await storage.consumeChallenge(challenge.id, now))) return { url: redirectUrl, browser };
  try {
    const provider = findProvider(services, strategy);
    const given: ProviderTokens[] = [];
    const proven = await services.oauth.exchange(provider, {
      ...deriveFlowSecrets(services.oauthKey, state),
      state,
      redirectUri: redirectUriOf(config, provider),
      callback: parameters,
      onTokens: (tokens) => given.push(tokens),
    });
    const [tokens] = provider.keepsTokens ? given : [];
    const identity = tokens ? { ...proven, sealedTokens: await sealTokens(services, proven, tokens) } : proven;
    const result = await OUTCOMES[challenge.purpose]?.(services, { ...browser, client }, { challenge, identity });
    return { url: (result?.isSignedIn && completeUrl) || redirectUrl, browser: result?.browser ?? browser };
  } catch (error) {
    const shown = error instanceof OAuthError ? new ApiError(error.code) : error;
    if (!(shown instanceof ApiError)) throw error;
    const result: AuthorizationResult = { status: 'failed', error: errorOf(shown) };
    await storage.settleChallenge(challenge.id, JSON.stringify(result));
    // The attempt shows the error, so clients that compare `updated_at` must see that it changed.
    await storage.updateClient(client.id, {}, now);
    return { url: redirectUrl, browser };
  }
}
