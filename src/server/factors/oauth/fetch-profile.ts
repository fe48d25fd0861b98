import {
  type AuthorizationServer,
  type Client,
  getValidatedIdTokenClaims,
  processUserInfoResponse,
  protectedResourceRequest,
  type TokenEndpointResponse,
  userInfoRequest,
} from 'oauth4webapi';
import type { Claims, ExternalIdentity, OAuthProvider, Profile } from '../../oauth-providers/types.ts';
import { asOAuthError, OAuthError } from './oauth-error.ts';
import type { RequestOptions } from './server-metadata.ts';

/**
 * Reads the user's identity from a verified ID token, from the userinfo endpoint when the token has no address, or from
 * the provider's own profile.
 *
 * @param callback the parameters of the callback, where Apple sends a name, the first time only
 * @returns rejects with `oauth_fetch_user_error`
 */
export async function fetchProfile(
  provider: OAuthProvider,
  server: AuthorizationServer,
  client: Client,
  tokens: TokenEndpointResponse,
  callback: URLSearchParams,
  options: RequestOptions,
): Promise<ExternalIdentity> {
  const { row, strategy, scopes } = provider;
  const profile = await asOAuthError('oauth_fetch_user_error', async () => {
    if (row.protocol === 'oauth2') return fetchOwn(provider, tokens, options);
    const claims = await claimsOf(server, client, tokens, options);
    return row.readProfile(row.responseMode === 'form_post' ? { ...nameIn(callback), ...claims } : claims, []);
  });
  if (profile.providerUserId === '') throw new OAuthError('oauth_fetch_user_error', 'The profile has no user id');
  const granted = tokens.scope ?? scopes.join(' ');
  const emailVerified = profile.emailVerified && provider.trustsEmail;
  return { ...profile, emailVerified, provider: strategy, approvedScopes: granted.replace(/[\s,]+/g, ' ').trim() };
}

async function claimsOf(
  server: AuthorizationServer,
  client: Client,
  tokens: TokenEndpointResponse,
  options: RequestOptions,
): Promise<Claims> {
  const claims = getValidatedIdTokenClaims(tokens);
  if (!claims) throw new Error('There is no ID token');
  if (claims.email !== undefined || server.userinfo_endpoint === undefined) return claims;
  const response = await userInfoRequest(server, client, tokens.access_token, options);
  // The library compares the subject: an answer about another user is worse than none (OpenID Connect Core 1.0, 5.3.2).
  return { ...(await processUserInfoResponse(server, client, claims.sub, response)), ...claims };
}

async function fetchOwn(
  { row }: OAuthProvider,
  { access_token: token }: TokenEndpointResponse,
  options: RequestOptions,
): Promise<Profile> {
  const { profile = '', emails } = row.endpoints ?? {};
  const ask = async (href: string): Promise<unknown> => {
    const headers = new Headers({ accept: 'application/json', 'user-agent': 'clerk-widgets' });
    const response = await protectedResourceRequest(token, 'GET', new URL(href), headers, null, options);
    if (response.status !== 200) throw new Error(`${new URL(href).host} answered ${response.status}`);
    return response.json();
  };
  const user = await ask(profile);
  const list = emails === undefined ? [] : await ask(emails);
  if (typeof user !== 'object' || user === null) throw new Error('The profile is not an object');
  return row.readProfile(user as Claims, Array.isArray(list) ? (list as Claims[]) : []);
}

/** Reads names only, because the form is not signed: users may choose their names anyway. */
function nameIn(callback: URLSearchParams): Claims {
  try {
    const { name } = JSON.parse(callback.get('user') ?? '{}') as { name?: { firstName?: unknown; lastName?: unknown } };
    return { given_name: name?.firstName, family_name: name?.lastName };
  } catch {
    return {};
  }
}
