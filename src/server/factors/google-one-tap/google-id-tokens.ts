import { createHash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { isLoopbackHost } from '../../../protocol/loopback.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../../http/errors.ts';
import { hashToken } from '../../ids.ts';
import type { Logger } from '../../logger.ts';
import { findGoogle } from '../../oauth-providers/provider-table.ts';
import type { Claims, ExternalIdentity, OAuthProvider, Profile } from '../../oauth-providers/types.ts';
import { createGuardedFetch, type ProviderFetch } from '../../lib/guarded-fetch.ts';
import { reasonOf } from '../oauth/oauth-error.ts';

/** What a request brings: the token that Google gave the page, and what binds the token to this browser. */
export interface OneTapInput {
  token: string;
  /** The page gave Google the SHA-256 of this text (base64url) as `nonce`; undefined when it gave none. */
  nonce?: string | undefined;
}

/** A token that was verified. */
export interface VerifiedIdToken {
  identity: ExternalIdentity;
  /** Hash of all that Google signed. Each token counts once, and this is what it is recognized by. */
  tokenHash: string;
  /** When the token is no longer accepted, milliseconds. */
  expiresAt: number;
}

export interface GoogleIdTokens {
  /**
   * Verifies an ID token of Google One Tap. It does not consume the token.
   *
   * @throws {ApiError} `oauth_config_missing` when the instance has no One Tap, `oauth_token_exchange_error` when the
   *   token is refused, 503 when Google's keys cannot be read
   */
  verify(input: OneTapInput, now: number): Promise<VerifiedIdToken>;
}

export interface GoogleIdTokensDeps {
  config: Pick<InstanceConfig, 'oauth' | 'googleOneTap'>;
  /** Replaces the guarded fetch. */
  fetch: ProviderFetch | undefined;
  logger: Logger;
}

/** Google writes its issuer in both ways (Google Identity, "Verify the Google ID token on your server side"). */
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];
/** Seconds that Google's clock and this one may differ. */
const SKEW_SECONDS = 10;
/** Seconds that Google's tokens are valid. */
const LONGEST_SECONDS = 3_600;
const TIMEOUT_MS = 5_000;
const RETRY_MS = 5_000;
const LONGEST_TOKEN = 4_096;
/** Codes of jose's errors that are about the keys, not about the token. */
const KEYS_AT_FAULT = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

/** Creates what verifies the tokens. It reads Google's keys when it first needs them, and keeps them. */
export function createGoogleIdTokens({ config, fetch, logger }: GoogleIdTokensDeps): GoogleIdTokens {
  const provider = findGoogle(config.oauth);
  const keys = config.googleOneTap.enabled ? keysOf(config.googleOneTap.keysUrl, fetch) : undefined;
  return {
    async verify(input, now) {
      if (!provider || !keys) throw new ApiError('oauth_config_missing', { param: 'strategy' });
      try {
        return await verify(input, now, provider, keys);
      } catch (error) {
        const isRefused =
          error instanceof RefusedToken || (error instanceof errors.JOSEError && !KEYS_AT_FAULT.includes(error.code));
        logger.warn(isRefused ? 'A Google One Tap token was refused' : "Google's keys cannot be read", {
          reason: reasonOf(error),
        });
        if (isRefused) throw new ApiError('oauth_token_exchange_error', { param: 'token' });
        throw new ApiError('service_unavailable', { retryAfterMs: RETRY_MS });
      }
    },
  };
}

class RefusedToken extends Error {}

async function verify(
  { token, nonce }: OneTapInput,
  now: number,
  provider: OAuthProvider,
  keys: JWTVerifyGetKey,
): Promise<VerifiedIdToken> {
  if (token.length > LONGEST_TOKEN) throw new RefusedToken('The token is too long');
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['RS256'],
    issuer: ISSUERS,
    audience: provider.clientId,
    requiredClaims: ['sub', 'exp', 'iat'],
    maxTokenAge: LONGEST_SECONDS,
    clockTolerance: SKEW_SECONDS,
    currentDate: new Date(now),
  });
  // A token for several clients, or one that another client asked for, is none that this page got from Google.
  if (payload.aud !== provider.clientId) throw new RefusedToken('The token names several audiences');
  if (payload.azp !== undefined && payload.azp !== provider.clientId) {
    throw new RefusedToken('The token is for another client (azp)');
  }
  requireNonce(payload, nonce);
  const profile = profileOf(provider, payload);
  return {
    identity: {
      ...profile,
      provider: provider.strategy,
      emailVerified: profile.emailVerified && provider.trustsEmail,
      // The token lets nobody call Google's APIs.
      approvedScopes: '',
    },
    // The signature is left out: its last character can be written in several ways.
    tokenHash: hashToken(token.slice(0, token.lastIndexOf('.'))),
    // A token that names a later end than it may have is over by its age.
    expiresAt: (Math.min(payload.exp ?? 0, (payload.iat ?? 0) + LONGEST_SECONDS) + SKEW_SECONDS) * 1000,
  };
}

function profileOf({ row }: OAuthProvider, payload: JWTPayload): Profile {
  try {
    const profile = row.readProfile(payload as Claims, []);
    if (profile.providerUserId === '') throw new Error('The token names no user');
    return profile;
  } catch (error) {
    throw new RefusedToken(reasonOf(error));
  }
}

/** A page that gives Google a nonce keeps the token from everybody who has the token alone. */
function requireNonce({ nonce: claim }: JWTPayload, nonce: string | undefined): void {
  const expected = nonce === undefined ? undefined : createHash('sha256').update(nonce).digest('base64url');
  if (claim !== expected) throw new RefusedToken('The token has another nonce than the request');
}

function keysOf(url: string, given: ProviderFetch | undefined): JWTVerifyGetKey {
  const place = new URL(url);
  const fetch = given ?? createGuardedFetch({ allowLoopback: isLoopbackHost(place.hostname), timeoutMs: TIMEOUT_MS });
  return createRemoteJWKSet(place, {
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: (href, { headers }) => fetch(href, { headers: Object.fromEntries(new Headers(headers)) }),
  });
}
