import { describeKeyProblem } from '../../protocol/describe-key-problem.ts';
import { type PublishableKey, PublishableKeyError, parsePublishableKey } from '../../protocol/keys.ts';
import { createJwksResolver } from '../../tokens/jwks.ts';
import type { KeyResolver, VerificationKey } from '../../tokens/verification-key.ts';
import type { VerifyOptions } from '../../tokens/verify.ts';
import { BackendOptionsError } from '../backend-options.ts';
import { importJwk, importPem } from './import-key.ts';
import { remember } from '../lib/remember.ts';
import { isSafeUrl, SAFE_URL } from '../lib/safe-url.ts';

/** How tokens are verified. */
export interface VerifyTokenOptions {
  /** Public key of the instance in PEM. With it, the SDK makes no network request. */
  jwtKey?: string | undefined;
  /** Where the SDK fetches the keys when there is no `jwtKey`. Default: `/.well-known/jwks.json` on the instance's host. */
  jwksUrl?: string | undefined;
  /** Publishable key of the instance. It names the issuer, and the host of the keys. */
  publishableKey?: string | undefined;
  /**
   * The exact issuer of the tokens, such as `https://clerk.example.com`. Default: the host that the publishable key names.
   * Without both the issuer is not looked at: the key alone says which instance signed.
   */
  issuer?: string | undefined;
  /**
   * Origins whose tokens are accepted, such as `https://app.example.com`. Default: all. Set them when others can put
   * pages on a sibling subdomain of your application.
   */
  authorizedParties?: readonly string[] | undefined;
  /** The audience of the tokens, or several of which each token names one. When set, tokens without `aud` are refused. */
  audience?: string | readonly string[] | undefined;
  /** How many seconds the clocks may differ, from 0 to 60. Default: 5. */
  clockSkewSeconds?: number | undefined;
  /**
   * The most seconds that a token may live, from its `iat` to its `exp`. Default: 300. A token that lives longer stays
   * valid that long after its session was revoked.
   */
  maxLifetimeSeconds?: number | undefined;
  /** Replaces the global `fetch` when the SDK fetches the keys. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Returns the current time in milliseconds since the epoch. Default: the clock of the machine. */
  now?: (() => number) | undefined;
}

export interface CheckedVerifyOptions extends VerifyOptions {
  /** The key of `jwtKey` while it is being imported. It rejects when the key is wrong. */
  imported?: Promise<VerificationKey> | undefined;
}

/**
 * Checks how tokens are verified. It takes less than a microsecond for options that were checked before.
 *
 * @throws {BackendOptionsError} that names the wrong option. A wrong option never makes a check less strict
 */
export function readVerifyOptions(options: VerifyTokenOptions): CheckedVerifyOptions {
  if (typeof options !== 'object' || options === null) throw new BackendOptionsError('No options were given.');
  const { publishableKey, jwtKey, issuer, authorizedParties, audience } = options;
  const { clockSkewSeconds, maxLifetimeSeconds, now, fetch } = options;
  const host = publishableKey === undefined ? undefined : readPublishableKey(publishableKey).frontendApi;
  if (issuer !== undefined) checkText('issuer', issuer);
  if (authorizedParties !== undefined) checkParties(authorizedParties);
  if (clockSkewSeconds !== undefined && !(clockSkewSeconds >= 0 && clockSkewSeconds <= 60)) {
    throw new BackendOptionsError('clockSkewSeconds is not a number from 0 to 60.');
  }
  if (maxLifetimeSeconds !== undefined && !(maxLifetimeSeconds > 0 && maxLifetimeSeconds < Number.POSITIVE_INFINITY)) {
    throw new BackendOptionsError('maxLifetimeSeconds is not a number of seconds.');
  }
  if (now !== undefined) checkFunction('now', now);
  if (fetch !== undefined) checkFunction('fetch', fetch);
  const imported = jwtKey === undefined ? undefined : importJwtKey(options);
  return {
    key: imported ? () => imported : resolverOf(jwksUrlOf(options, host), options),
    issuer: issuer ?? (host && `https://${host}`),
    authorizedParties: authorizedParties && [...authorizedParties],
    audience: audience === undefined ? undefined : readAudience(audience),
    clockSkewSeconds,
    maxLifetimeSeconds,
    now,
    imported: imported && 'then' in imported ? imported : undefined,
  };
}

/** Reads the publishable key of an instance. */
export function readPublishableKey(given: unknown): PublishableKey {
  return publishableKeys(typeof given === 'string' ? given : '');
}

const publishableKeys = remember((key) => {
  try {
    return parsePublishableKey(key);
  } catch (error) {
    if (!(error instanceof PublishableKeyError)) throw error;
    throw new BackendOptionsError(`publishableKey: ${describeKeyProblem(key)}`);
  }
});

function importJwtKey({ jwtKey, jwksUrl }: VerifyTokenOptions): VerificationKey | Promise<VerificationKey> {
  if (jwksUrl !== undefined) throw new BackendOptionsError('Give jwtKey or jwksUrl, not both.');
  return importPem(jwtKey);
}

function jwksUrlOf({ jwksUrl }: VerifyTokenOptions, host: string | undefined): string {
  if (jwksUrl === undefined && host === undefined) {
    throw new BackendOptionsError('Nothing says where the keys are. Give jwtKey, jwksUrl or publishableKey.');
  }
  const url = jwksUrl ?? `https://${host}/.well-known/jwks.json`;
  if (isSafeUrl(url)) return url;
  throw new BackendOptionsError(`jwksUrl is not ${SAFE_URL}.`);
}

type Resolvers = (url: string) => KeyResolver;
/** The resolvers of each `fetch` and each clock, so that the keys of a URL are fetched once, whoever asks. */
const resolvers = new WeakMap<object, WeakMap<object, Resolvers>>();
const DEFAULT = {};

function resolverOf(url: string, { fetch, now }: VerifyTokenOptions): KeyResolver {
  const ofFetch = resolvers.get(fetch ?? DEFAULT) ?? new WeakMap<object, Resolvers>();
  resolvers.set(fetch ?? DEFAULT, ofFetch);
  const ofClock =
    ofFetch.get(now ?? DEFAULT) ??
    remember((text) =>
      createJwksResolver({ url: text, importKey: importJwk, ...(fetch && { fetch }), ...(now && { now }) }),
    );
  ofFetch.set(now ?? DEFAULT, ofClock);
  return ofClock(url);
}

function checkText(option: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') throw new BackendOptionsError(`${option} is not a text.`);
}

function checkFunction(option: string, value: unknown): void {
  if (typeof value !== 'function') throw new BackendOptionsError(`${option} is not a function.`);
}

function readAudience(audience: string | readonly string[]): readonly string[] {
  const list = Array.isArray(audience) ? [...(audience as readonly string[])] : [audience as string];
  if (list.length === 0) throw new BackendOptionsError('audience is an empty list. Leave it out to accept any.');
  for (const one of list) checkText('audience', one);
  return list;
}

function checkParties(parties: readonly string[]): void {
  const isList = Array.isArray(parties) && parties.length > 0;
  if (!isList || !parties.every((party) => typeof party === 'string' && isOrigin(party))) {
    throw new BackendOptionsError(
      'authorizedParties is not a list of exact origins such as https://app.example.com. Leave it out to accept any.',
    );
  }
}

const isOrigin = remember((text) => {
  if (!URL.canParse(text)) return false;
  const { origin } = new URL(text);
  // The URL parser has no origin for the schemes of browser extensions and native shells.
  return origin === text || (origin === 'null' && /^[a-z][a-z0-9+.-]*:\/\/[^/]+$/.test(text));
});
