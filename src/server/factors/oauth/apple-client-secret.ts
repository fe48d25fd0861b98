import { importPKCS8, SignJWT } from 'jose';
import type { ClientCredentials } from '../../oauth-providers/types.ts';

const LIFE_SECONDS = 300;
const AUDIENCE = 'https://appleid.apple.com';

/**
 * The secret Apple expects in place of a fixed one: a JWT signed with the team's key, made anew for each exchange
 * (Apple, "Creating a client secret").
 *
 * @param nowSeconds seconds since the epoch
 */
export async function createAppleClientSecret(
  { teamId, keyId, privateKey }: Extract<ClientCredentials, { kind: 'apple' }>,
  clientId: string,
  nowSeconds: number,
): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(AUDIENCE)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + LIFE_SECONDS)
    .sign(await importPKCS8(privateKey, 'ES256'));
}
