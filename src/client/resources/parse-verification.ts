import type { VerificationJSON } from '../../protocol/json/verification.ts';
import { attempt } from '../platform/native.ts';
import { camelize } from './camelize.ts';
import type { ResourceContext } from './resource-context.ts';
import type { SignUpVerificationResource, VerificationResource } from './types/verification.ts';

const NONE = {
  status: null,
  strategy: null,
  attempts: null,
  expireAt: null,
  nonce: null,
  message: null,
  verifiedAtClient: null,
  matchNumber: null,
};

/** Parses a verification. Returns an empty verification for null. */
export function parseVerification(
  json: VerificationJSON | null | undefined,
  context: ResourceContext,
): VerificationResource {
  const error = json?.error && { ...json.error, longMessage: json.error.long_message };
  const url = json?.external_verification_redirect_url;
  return Object.freeze({
    ...NONE,
    ...(json && camelize(json)),
    // Pages navigate there, so only an http(s) URL is accepted.
    externalVerificationRedirectURL: (url && /^https?:/.test(url) && attempt(() => new URL(url))) || null,
    error: error ?? null,
    verifiedFromTheSameClient: () => {
      const client = json?.verified_at_client;
      return !!client && client === context.client()?.id;
    },
  });
}

/** Parses the verification of a sign-up field, which also names the next action. */
export function parseSignUpVerification(
  json: VerificationJSON | null | undefined,
  context: ResourceContext,
): SignUpVerificationResource {
  return Object.freeze({ nextAction: '', supportedStrategies: [], ...parseVerification(json, context) } as const);
}
