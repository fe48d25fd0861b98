import { createHmac } from 'node:crypto';
import { ApiError } from '../../http/errors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Actor } from '../../http/request-context.ts';
import { hashToken, newToken } from '../../ids.ts';
import type { ExternalIdentity, OAuthProvider } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import type { ChallengeResult, ChallengeRow, CodePurpose } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { createChallenge } from '../create-challenge.ts';
import type { PrepareInput } from '../factor-input.ts';
import { OAuthError } from './oauth-error.ts';

/** Milliseconds that a user may spend at a provider. */
const AUTHORIZATION_MS = 600_000;

/** What an authorization request is for: an attempt or an external account, in one browser. */
export interface AuthorizationTarget {
  purpose: Extract<CodePurpose, 'sign_in' | 'sign_up' | 'external_account'>;
  subject: string;
  strategy: string;
  clientId: string | null;
  /** Scopes besides those of the provider. */
  scopes?: readonly string[];
}

/** What the caller says about an authorization request. */
export type AuthorizationInput = Pick<PrepareInput, 'redirectUrl' | 'completeRedirectUrl' | 'prompt' | 'loginHint'>;

/** `data` of the challenge of an authorization request. */
export interface AuthorizationData {
  strategy: string;
  /** The page that goes on with the result. It is always on an allowed origin. */
  redirectUrl: string;
  /** The page for users that are signed in then; null means the same page. */
  completeUrl: string | null;
}

/** `result` of the challenge of an authorization request. */
export interface AuthorizationResult extends ChallengeResult {
  identity?: ExternalIdentity;
}

/** An authorization request that was started at a provider. */
export interface StartedAuthorization {
  challengeId: string;
  /**
   * The provider's page. Only the answer to this request can show it: it holds the state, which is stored as a hash.
   */
  url: string;
}

/**
 * Starts an authorization request.
 *
 * @param attach writes the challenge's id where it belongs; part of the transaction that stores the challenge
 * @throws {ApiError} `oauth_config_missing` when the provider is not configured, or does not answer
 */
export async function startAuthorization(
  services: Services,
  actor: Actor,
  { purpose, subject, strategy, clientId, scopes = [] }: AuthorizationTarget,
  { redirectUrl, completeRedirectUrl, prompt, loginHint }: AuthorizationInput,
  attach: (tx: StorageOps, challengeId: string) => Promise<unknown>,
): Promise<StartedAuthorization> {
  const { config, oauth, oauthKey } = services;
  const provider = findProvider(services, strategy);
  await hitRateLimit(services, actor, 'attempt');
  const state = newToken();
  const redirectUri = redirectUriOf(config, provider);
  const url = await oauth
    .authorizationUrl(provider, {
      ...deriveFlowSecrets(oauthKey, state),
      state,
      redirectUri,
      scopes,
      prompt,
      loginHint,
    })
    .catch((error: unknown) => {
      throw error instanceof OAuthError ? new ApiError(error.code) : error;
    });
  const data: AuthorizationData = {
    strategy,
    redirectUrl: redirectTarget([redirectUrl ?? ''], config),
    completeUrl: completeRedirectUrl ? redirectTarget([completeRedirectUrl], config) : null,
  };
  const challengeId = await createChallenge(
    services,
    actor,
    {
      kind: 'oauth',
      purpose,
      subject,
      client_id: clientId,
      token_hash: hashToken(state),
      data,
      lifetime: AUTHORIZATION_MS,
    },
    attach,
  );
  return { challengeId, url: url.href };
}

/** @throws {ApiError} `oauth_config_missing` */
export function findProvider({ config }: Pick<Services, 'config'>, strategy: string): OAuthProvider {
  const provider = config.oauth.find((each) => each.strategy === strategy);
  if (!provider) throw new ApiError('oauth_config_missing', { param: 'strategy' });
  return provider;
}

/**
 * Returns where providers send browsers back to. It is built from the settings alone. Custom providers have a path of
 * their own each, so that a code which another provider issued never arrives there (RFC 9700, section 4.4.2.2).
 */
export function redirectUriOf({ url }: Services['config'], { strategy }: OAuthProvider): string {
  return `${url}/v1/oauth_callback${callbackPathOf(strategy)}`;
}

/** Returns the end of the callback's path for a strategy: empty except for custom providers. */
export function callbackPathOf(strategy: string): string {
  const slug = /^oauth_custom_(.+)$/.exec(strategy)?.[1];
  return slug === undefined ? '' : `/${slug}`;
}

/** The values that bind an authorization request, besides its state. */
export interface DerivedSecrets {
  nonce: string;
  codeVerifier: string;
}

/**
 * Derives the nonce and the PKCE verifier of an authorization request from its state. So the server stores none of the
 * three, only a hash of the state.
 *
 * @param key key for this purpose alone
 * @param state 256 random bits
 */
export function deriveFlowSecrets(key: Uint8Array, state: string): DerivedSecrets {
  const derive = (use: string) => createHmac('sha256', key).update(`${use}\n${state}`).digest('base64url');
  return { nonce: derive('nonce'), codeVerifier: derive('verifier') };
}

export function authorizationDataOf({ data }: ChallengeRow): AuthorizationData {
  return JSON.parse(data) as AuthorizationData;
}

/** Whether the result of a challenge is an {@link AuthorizationResult}. */
export function holdsIdentity({ kind }: ChallengeRow): boolean {
  return kind === 'oauth' || kind === 'google_one_tap';
}

export function authorizationResultOf({ result }: ChallengeRow): AuthorizationResult {
  return JSON.parse(result ?? '{}') as AuthorizationResult;
}
