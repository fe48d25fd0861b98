import { ApiError } from '../../http/errors.ts';
import { hashToken, newToken } from '../../ids.ts';
import { type ChallengeResult, createChallenge } from '../create-challenge.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Services } from '../../services.ts';
import type { ChallengeRow, CodePurpose } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { deriveFlowSecrets } from './flow-secrets.ts';
import { OAuthError } from './oauth-error.ts';
import type { ExternalIdentity, OAuthProvider } from '../../oauth-providers/types.ts';

/** Milliseconds somebody may spend at a provider. */
const VISIT_MS = 600_000;
const PROMPTS = ['none', 'login', 'consent', 'select_account'];

/** Which visit: of an attempt or an external account, in one browser. */
export interface OAuthTarget {
  purpose: Extract<CodePurpose, 'sign_in' | 'sign_up' | 'external_account'>;
  subject: string;
  strategy: string;
  clientId: string | null;
  /** Besides the provider's own. */
  scopes?: readonly string[];
}

/** `data` of the challenge. */
export interface AuthorizationData {
  strategy: string;
  /** Page that goes on with whatever came of it; always an allowed one. */
  redirectUrl: string;
  /** Page for those who are signed in then; null = the same. */
  completeUrl: string | null;
}

/** `result` of the challenge. */
export interface AuthorizationResult extends ChallengeResult {
  identity?: ExternalIdentity;
}

/** An authorization request that was started. */
export interface StartedAuthorization {
  challengeId: string;
  /** The provider's page. Only the answer to this request may show it: it holds the state, which is stored as a hash. */
  url: string;
}

/**
 * Starts an authorization request.
 *
 * @param attach writes the challenge's id where it belongs; part of the transaction that stores the challenge
 * @throws {ApiError} `oauth_config_missing` when the provider is not configured, or cannot be reached
 */
export async function startAuthorization(
  services: Services,
  context: RequestContext,
  { purpose, subject, strategy, clientId, scopes = [] }: OAuthTarget,
  attach: (tx: StorageOps, challengeId: string) => Promise<unknown>,
): Promise<StartedAuthorization> {
  const { config, oauth, oauthKey } = services;
  const { params } = context;
  const provider = findProvider(services, strategy);
  await hitRateLimit(services, context, 'attempt');
  const state = newToken();
  const url = await oauth
    .authorizationUrl(provider, {
      ...deriveFlowSecrets(oauthKey, state),
      state,
      redirectUri: redirectUriOf(config, provider),
      scopes,
      prompt: readPrompt(context),
      loginHint: params.text('oidc_login_hint', 254) || undefined,
    })
    .catch((error: unknown) => {
      throw error instanceof OAuthError ? new ApiError(error.code) : error;
    });
  const completeUrl = params.text('action_complete_redirect_url', 2_048);
  const data: AuthorizationData = {
    strategy,
    redirectUrl: redirectTarget([params.text('redirect_url', 2_048) ?? ''], config),
    completeUrl: completeUrl ? redirectTarget([completeUrl], config) : null,
  };
  const challengeId = await createChallenge(
    services,
    context,
    {
      kind: 'oauth',
      purpose,
      subject,
      client_id: clientId,
      token_hash: hashToken(state),
      data,
      lifetime: VISIT_MS,
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
 * Where providers send browsers back to; built from the configuration alone. Those whose operators are not in our
 * table have a path of their own: a code that another provider issued never arrives there (RFC 9700, section 4.4.2.2).
 */
export function redirectUriOf({ url }: Services['config'], { strategy }: OAuthProvider): string {
  return `${url}/v1/oauth_callback${callbackPathOf(strategy)}`;
}

/** The end of the callback's path for a strategy: empty but for custom providers. */
export function callbackPathOf(strategy: string): string {
  const slug = /^oauth_custom_(.+)$/.exec(strategy)?.[1];
  return slug === undefined ? '' : `/${slug}`;
}

export function authorizationDataOf({ data }: ChallengeRow): AuthorizationData {
  return JSON.parse(data) as AuthorizationData;
}

export function authorizationResultOf({ result }: ChallengeRow): AuthorizationResult {
  return JSON.parse(result ?? '{}') as AuthorizationResult;
}

function readPrompt({ params }: RequestContext): string | undefined {
  const prompt = params.text('oidc_prompt', 64) || undefined;
  if (prompt !== undefined && !prompt.split(' ').every((each) => PROMPTS.includes(each))) {
    throw new ApiError('form_param_value_invalid', { param: 'oidc_prompt' });
  }
  return prompt;
}
