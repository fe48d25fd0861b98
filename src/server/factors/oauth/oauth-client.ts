import {
  AuthorizationResponseError,
  type AuthorizationServer,
  authorizationCodeGrantRequest,
  type Client,
  calculatePKCECodeChallenge,
  clockSkew,
  expectNoNonce,
  getValidatedIdTokenClaims,
  nopkce,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from 'oauth4webapi';
import type { Logger } from '../../logger.ts';
import type { ExternalIdentity, OAuthProvider } from '../../oauth-providers/types.ts';
import { clientAuthentication } from './client-authentication.ts';
import { fetchProfile } from './fetch-profile.ts';
import { createGuardedFetch, type ProviderFetch } from '../../lib/guarded-fetch.ts';
import type { ProviderTokens } from './kept-tokens.ts';
import { asOAuthError, OAuthError, reasonOf } from './oauth-error.ts';
import { createMetadataCache, type RequestOptions, requestOptions, type ServerMetadata } from './server-metadata.ts';
import { dropTenantIssuer, withTenant } from './tenant-issuer.ts';

/** The values that bind a callback to its authorization request. Each is used once. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where the provider sends the browser back to; the same for request and callback. */
  readonly redirectUri: string;
}

export interface AuthorizationRequest extends FlowSecrets {
  /** Scopes besides those of the provider. */
  readonly scopes?: readonly string[];
  readonly prompt?: string;
  readonly loginHint?: string;
}

export interface CallbackRequest extends FlowSecrets {
  /** The parameters of the callback. */
  readonly callback: URLSearchParams;
  /** Gets the tokens, once they are checked. */
  onTokens?(tokens: ProviderTokens): unknown;
}

export interface OAuthClient {
  /**
   * Builds the URL to send the browser to. It always has PKCE with S256, a state and a nonce.
   *
   * @returns rejects with {@link OAuthError} when the provider cannot be reached
   */
  authorizationUrl(provider: OAuthProvider, request: AuthorizationRequest): Promise<URL>;
  /**
   * Exchanges a callback for an identity. It compares the state and `iss` (RFC 9207), exchanges the code, and verifies
   * the signature, issuer, audience, authorized party, nonce and age of the ID token.
   *
   * @returns rejects with {@link OAuthError}, whose reason is logged and whose code the visitor gets
   */
  exchange(provider: OAuthProvider, request: CallbackRequest): Promise<ExternalIdentity>;
  /**
   * Renews an access token. A provider may give another refresh token with it, and revoke the old one.
   *
   * @returns rejects with {@link OAuthError} when the provider refuses or cannot be reached
   */
  refresh(provider: OAuthProvider, refreshToken: string): Promise<ProviderTokens>;
}

export interface OAuthClientDeps {
  /** Replaces the guarded fetch. */
  fetch?: ProviderFetch;
  /** Milliseconds since the epoch. */
  now: () => number;
  logger: Logger;
}

/** Creates the client that talks to OAuth providers. */
export function createOAuthClient({ fetch, now, logger }: OAuthClientDeps): OAuthClient {
  const metadataOf = createMetadataCache(now);
  const open = fetch ?? createGuardedFetch();
  const local = fetch ?? createGuardedFetch({ allowLoopback: true });
  const fetchFor = ({ isLoopback }: OAuthProvider) => (isLoopback ? local : open);

  async function exchange(provider: OAuthProvider, request: CallbackRequest): Promise<ExternalIdentity> {
    const metadata = await metadataOf(provider, fetchFor(provider));
    const client = clientOf(provider, now());
    const callback = checkCallback(metadata.server, client, request);
    const options = requestOptions(provider, fetchFor(provider), metadata);
    const tokens = await exchangeCode(provider, metadata, client, callback, request, options, now());
    const identity = await fetchProfile(provider, metadata.server, client, tokens, request.callback, options);
    request.onTokens?.(tokensOf(tokens, now()));
    return identity;
  }

  async function refresh(provider: OAuthProvider, refreshToken: string): Promise<ProviderTokens> {
    const metadata = await metadataOf(provider, fetchFor(provider));
    const client = clientOf(provider, now());
    const options = requestOptions(provider, fetchFor(provider), metadata);
    return asOAuthError('oauth_token_exchange_error', async () => {
      const { server } = metadata;
      const authenticate = clientAuthentication(provider, server, now());
      const response = await refreshTokenGrantRequest(server, client, authenticate, refreshToken, options);
      return tokensOf(await processRefreshTokenResponse(await withTenant(server, response), client, response), now());
    });
  }

  return {
    authorizationUrl: (provider, request) =>
      logged(logger, provider, async () => {
        const { server } = await metadataOf(provider, fetchFor(provider));
        return buildAuthorizationUrl(provider, server, request);
      }),
    refresh: (provider, refreshToken) => logged(logger, provider, () => refresh(provider, refreshToken)),
    exchange: (provider, request) => logged(logger, provider, () => exchange(provider, request)),
  };
}

function tokensOf(
  { access_token, refresh_token, id_token, expires_in }: TokenEndpointResponse,
  now: number,
): ProviderTokens {
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    idToken: id_token ?? null,
    expiresAt: expires_in === undefined ? null : now + expires_in * 1_000,
  };
}

function clientOf({ clientId }: OAuthProvider, now: number): Client {
  return { client_id: clientId, [clockSkew]: Math.round((now - Date.now()) / 1000) };
}

async function buildAuthorizationUrl(
  { clientId, row, scopes }: OAuthProvider,
  server: AuthorizationServer,
  { state, nonce, codeVerifier, redirectUri, scopes: more = [], prompt, loginHint }: AuthorizationRequest,
): Promise<URL> {
  const url = new URL(server.authorization_endpoint as string);
  const isOidc = row.protocol === 'oidc';
  const parameters: Record<string, string | undefined> = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: [...new Set([...scopes, ...more])].join(' '),
    state,
    nonce: isOidc && !row.omitsNonce ? nonce : undefined,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    response_mode: row.responseMode,
    prompt: isOidc ? prompt : undefined,
    login_hint: isOidc ? loginHint : undefined,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

function checkCallback(server: AuthorizationServer, client: Client, request: CallbackRequest): URLSearchParams {
  try {
    return validateAuthResponse(server, client, dropTenantIssuer(server, request.callback), request.state);
  } catch (error) {
    if (error instanceof AuthorizationResponseError) {
      const isRefusal = error.error === 'access_denied' || error.error === 'user_cancelled_authorize';
      const isLinkedInRefusal = error.error === 'user_cancelled_login';
      const code = isRefusal || isLinkedInRefusal ? 'oauth_access_denied' : 'authorization_state_invalid';
      throw new OAuthError(code, 'The provider answered with an error');
    }
    throw new OAuthError('authorization_state_invalid', reasonOf(error));
  }
}

async function exchangeCode(
  provider: OAuthProvider,
  { server: known }: ServerMetadata,
  client: Client,
  callback: URLSearchParams,
  request: CallbackRequest,
  options: RequestOptions,
  now: number,
): Promise<TokenEndpointResponse> {
  const { row } = provider;
  return asOAuthError('oauth_token_exchange_error', async () => {
    const verifier = row.refusesVerifier ? nopkce : request.codeVerifier;
    const authenticate = clientAuthentication(provider, known, now);
    const { redirectUri } = request;
    const response = await authorizationCodeGrantRequest(
      known,
      client,
      authenticate,
      callback,
      redirectUri,
      verifier,
      options,
    );
    if (row.protocol === 'oauth2') return processAuthorizationCodeResponse(known, client, response);
    const server = await withTenant(known, response);
    const expectedNonce = row.omitsNonce ? expectNoNonce : request.nonce;
    const tokens = await processAuthorizationCodeResponse(server, client, response, {
      expectedNonce,
      requireIdToken: true,
    });
    const { azp } = getValidatedIdTokenClaims(tokens) ?? {};
    if (azp !== undefined && azp !== provider.clientId) throw new Error('The ID token is for another client (azp)');
    // TLS already protects the answer; the signature also protects it from a proxy that ends TLS.
    await validateApplicationLevelSignature(server, response, options);
    return tokens;
  });
}

async function logged<T>(logger: Logger, { strategy }: OAuthProvider, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const { code, message: reason } = error as OAuthError;
    if (code !== 'oauth_access_denied') logger.warn('Signing in through a provider failed', { strategy, code, reason });
    throw error;
  }
}
