import { cookieSuffixOf } from '../protocol/cookies.ts';
import { type VerifyResult, verifySessionToken } from '../tokens/verify.ts';
import { type BackendOptions, createVerifier } from './backend-options.ts';
import type { RequestLike } from './read-credentials.ts';
import { type RequestState, resolveRequestState } from './request-state.ts';

/** The backend SDK, bound to one instance. */
export interface ClerkBackend {
  /** Who a request is from, by its bearer token or its session cookies. Never throws for anything in the request. */
  authenticateRequest(request: RequestLike): Promise<RequestState>;
  /** Claims of a session token, or the reason why they cannot be trusted. */
  verifyToken(token: unknown): Promise<VerifyResult>;
}

/**
 * Makes the backend SDK of an instance. Make it once at the start: the options are checked here and keys are kept.
 *
 * @throws {BackendOptionsError} naming the wrong option
 * @example
 * const clerk = createClerkClient({ publishableKey: 'pk_live_…', authorizedParties: ['https://app.example.com'] });
 * const { userId } = (await clerk.authenticateRequest(request)).toAuth();
 */
export function createClerkClient(options: BackendOptions): ClerkBackend {
  const verifier = createVerifier(options);
  let suffix: Promise<string> | undefined;
  return {
    authenticateRequest: async (request) => {
      suffix ??= suffixOf(verifier.instance.raw);
      return resolveRequestState(request, verifier, await suffix);
    },
    verifyToken: (token) => verifySessionToken(token, verifier.options),
  };
}

async function suffixOf(publishableKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey));
  return cookieSuffixOf(new Uint8Array(digest));
}
