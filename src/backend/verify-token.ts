import type { VerifyResult } from '../tokens/verify.ts';
import type { BackendOptions } from './backend-options.ts';
import { clientOf } from './client-of.ts';

/**
 * Verifies one session token without making a client first.
 *
 * @param token what was sent, of any type
 * @param options as for `createClerkClient`; pass the same object each time, so that fetched keys are kept
 * @returns the claims, or the reason why they cannot be trusted
 * @throws {BackendOptionsError} when an option is wrong
 */
export async function verifyToken(token: unknown, options: BackendOptions): Promise<VerifyResult> {
  return clientOf(options).verifyToken(token);
}
