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
 * Reads the user's identity from the verified ID token, and from the userinfo endpoint when the token has no email
 * address. A provider without OpenID Connect has an endpoint of its own for the profile.
 *
 * @param callback Parameters of the callback. Apple puts the user's name there, at the first sign-in only.
 * @throws {OAuthError} `oauth_fetch_user_error`
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
    if (row.protocol === 'oauth2') return fetchOAuth2Profile(provider, tokens, options);
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
  // The library refuses an answer about another subject (OpenID Connect Core 1.0, section 5.3.2).
  return { ...(await processUserInfoResponse(server, client, claims.sub, response)), ...claims };
}

/** Reads the profile, and the email addresses if they have an endpoint of their own, from a plain OAuth 2.0 provider. */
async function fetchOAuth2Profile(
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

/** Reads only the name. The form is not signed, but users may choose any name. */
function nameIn(callback: URLSearchParams): Claims {
  try {
    const { name } = JSON.parse(callback.get('user') ?? '{}') as { name?: { firstName?: unknown; lastName?: unknown } };
    return { given_name: name?.firstName, family_name: name?.lastName };
  } catch {
    return {};
  }
}
