import { describeKeyProblem } from '../protocol/describe-key-problem.ts';
import { type PublishableKey, PublishableKeyError, parsePublishableKey } from '../protocol/keys.ts';
import { isLoopbackHost } from '../protocol/loopback.ts';
import { createJwksResolver } from '../tokens/jwks.ts';
import type { KeyResolver } from '../tokens/verification-key.ts';
import type { VerifyOptions } from '../tokens/verify.ts';
import { type BackendOptions, BackendOptionsError } from './backend-options.ts';
import { importJwk, importPem } from './import-key.ts';

/** Checked options. Every request uses them as they are. */
export interface Verifier {
  instance: PublishableKey;
  options: VerifyOptions;
}

/**
 * Checks the options of the SDK and prepares the keys.
 *
 * @throws {BackendOptionsError} that names the wrong option. A wrong option never makes a check less strict
 */
export function createVerifier(options: BackendOptions): Verifier {
  if (typeof options !== 'object' || options === null) throw new BackendOptionsError('No options were given.');
  const instance = readPublishableKey(options.publishableKey);
  const { authorizedParties, clockSkewSeconds, now } = options;
  if (authorizedParties !== undefined) checkParties(authorizedParties);
  if (clockSkewSeconds !== undefined && !(clockSkewSeconds >= 0 && clockSkewSeconds <= 60)) {
    throw new BackendOptionsError('clockSkewSeconds is not a number from 0 to 60.');
  }
  return {
    instance,
    options: {
      key: keyResolver(options, instance),
      issuer: `https://${instance.frontendApi}`,
      ...(authorizedParties && { authorizedParties: [...authorizedParties] }),
      ...(clockSkewSeconds !== undefined && { clockSkewSeconds }),
      ...(now && { now }),
    },
  };
}

function readPublishableKey(given: unknown): PublishableKey {
  const key = typeof given === 'string' ? given : undefined;
  try {
    return parsePublishableKey(key);
  } catch (error) {
    if (!(error instanceof PublishableKeyError)) throw error;
    throw new BackendOptionsError(`publishableKey: ${describeKeyProblem(key)}`);
  }
}

function keyResolver({ jwtKey, jwksUrl, fetch, now }: BackendOptions, instance: PublishableKey): KeyResolver {
  if (jwtKey !== undefined) {
    if (jwksUrl !== undefined) throw new BackendOptionsError('Give jwtKey or jwksUrl, not both.');
    if (typeof jwtKey !== 'string' || jwtKey.trim() === '') throw new BackendOptionsError('jwtKey is empty.');
    const key = importPem(jwtKey);
    // Outside Node the key is imported later. A wrong one then refuses every token, and must not end the process.
    if (key instanceof Promise) key.catch(() => undefined);
    return () => key;
  }
  const url = jwksUrl ?? `https://${instance.frontendApi}/.well-known/jwks.json`;
  if (!isSafeUrl(url))
    throw new BackendOptionsError('jwksUrl is not an https URL (http is allowed for this machine only).');
  return createJwksResolver({ url, importKey: importJwk, ...(fetch && { fetch }), ...(now && { now }) });
}

/** Keys that come over plain HTTP could be replaced on the way. */
function isSafeUrl(text: string): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}

function checkParties(parties: readonly string[]): void {
  const isList = Array.isArray(parties) && parties.length > 0;
  if (!isList || !parties.every((party) => typeof party === 'string' && URL.canParse(party) && isOrigin(party))) {
    throw new BackendOptionsError(
      'authorizedParties is not a list of exact origins such as https://app.example.com. Leave it out to accept any.',
    );
  }
}

function isOrigin(text: string): boolean {
  const { origin } = new URL(text);
  // The URL parser has no origin for the schemes of browser extensions and native shells.
  return origin === text || (origin === 'null' && /^[a-z][a-z0-9+.-]*:\/\/[^/]+$/.test(text));
}
