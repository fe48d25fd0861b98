import { describeKeyProblem } from '../protocol/describe-key-problem.ts';
import { type PublishableKey, PublishableKeyError, parsePublishableKey } from '../protocol/keys.ts';
import { isLoopbackHost } from '../protocol/loopback.ts';
import { createJwksResolver } from '../tokens/jwks.ts';
import type { KeyResolver } from '../tokens/verification-key.ts';
import type { VerifyOptions } from '../tokens/verify.ts';
import { importJwk, importPem } from './import-key.ts';
import { BackendOptionsError } from './options-error.ts';

export interface BackendOptions {
  /** Publishable key of the instance: names the issuer and the cookies. */
  publishableKey: string;
  /** Public key of the instance in PEM; with it, nothing is ever fetched. */
  jwtKey?: string;
  /** Where the keys are fetched without `jwtKey`; default `/.well-known/jwks.json` on the instance's host. */
  jwksUrl?: string;
  /**
   * Origins whose tokens are accepted, such as `https://app.example.com`. Name them wherever somebody else may
   * put pages on a sibling subdomain.
   */
  authorizedParties?: readonly string[];
  /** Seconds of clock difference that are forgiven, 0 to 60; default 5. */
  clockSkewSeconds?: number;
  /** Replaces the global `fetch` for the keys. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since the epoch; default the clock of the machine. */
  now?: () => number;
}

/** Options checked once; every request uses them as they are. */
export interface Verifier {
  instance: PublishableKey;
  options: VerifyOptions;
}

/**
 * Checks the options of the SDK and prepares the keys.
 *
 * @throws {BackendOptionsError} naming the wrong option; a wrong one never turns into a lax check
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
    // A key that turns out wrong outside Node refuses every token; it must not end the process meanwhile.
    if (key instanceof Promise) key.catch(() => undefined);
    return () => key;
  }
  const url = jwksUrl ?? `https://${instance.frontendApi}/.well-known/jwks.json`;
  if (!isSafeUrl(url)) throw new BackendOptionsError('jwksUrl is not an https URL (http is for this machine only).');
  return createJwksResolver({ url, importKey: importJwk, ...(fetch && { fetch }), ...(now && { now }) });
}

/** Keys that come over plain http could be anybody's. */
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
  // Browser extensions and native shells have origins of schemes that the parser calls opaque.
  return origin === text || (origin === 'null' && /^[a-z][a-z0-9+.-]*:\/\/[^/]+$/.test(text));
}
