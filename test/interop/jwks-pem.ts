import { createPublicKey, type JsonWebKey } from 'node:crypto';

/** Returns the instance's public key as the PEM that stock server SDKs accept as `jwtKey`. */
export async function jwksPem(origin: string): Promise<string> {
  const { keys } = (await (await fetch(`${origin}/.well-known/jwks.json`)).json()) as { keys: JsonWebKey[] };
  const [jwk] = keys;
  if (!jwk) throw new Error('The JWKS is empty.');
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
}
