import { importPKCS8, SignJWT } from 'jose';
import { type AuthorizationServer, type ClientAuth, ClientSecretBasic, ClientSecretPost } from 'oauth4webapi';
import type { ClientCredentials, OAuthProvider } from '../../oauth-providers/types.ts';

const APPLE_AUDIENCE = 'https://appleid.apple.com';
/** Seconds that a secret for Apple is valid. */
const APPLE_LIFETIME = 300;

/**
 * Returns how the client authenticates at the token endpoint.
 *
 * @param now milliseconds since the epoch
 */
export function clientAuthentication(provider: OAuthProvider, server: AuthorizationServer, now: number): ClientAuth {
  const { credentials, clientId, row } = provider;
  if (credentials.kind === 'apple') {
    return async (_server, _client, body) => {
      body.set('client_id', clientId);
      body.set('client_secret', await createAppleClientSecret(credentials, clientId, Math.floor(now / 1000)));
    };
  }
  // Without metadata the default is Basic (OpenID Connect Discovery 1.0, section 3).
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const isPost = row.tokenAuth === 'client_secret_post' || !methods.includes('client_secret_basic');
  return isPost ? ClientSecretPost(credentials.secret) : ClientSecretBasic(credentials.secret);
}

/**
 * Creates the secret that Apple expects in place of a fixed one: a JWT signed with the team's key, new for each
 * exchange (Apple, "Creating a client secret").
 *
 * @param nowSeconds seconds since the epoch
 */
async function createAppleClientSecret(
  { teamId, keyId, privateKey }: Extract<ClientCredentials, { kind: 'apple' }>,
  clientId: string,
  nowSeconds: number,
): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(APPLE_AUDIENCE)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + APPLE_LIFETIME)
    .sign(await importPKCS8(privateKey, 'ES256'));
}
