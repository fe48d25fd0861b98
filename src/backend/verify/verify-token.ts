import type { VerifyResult } from '../../tokens/verify.ts';
import { verifySessionToken } from '../../tokens/verify.ts';
import { readVerifyOptions, type VerifyTokenOptions } from './verify-options.ts';

/**
 * Verifies a session token. It needs no client, and options written inline cost no more: keys are kept by their text and
 * by the URL that they come from.
 *
 * @param token the token as it was sent, of any type
 * @param options where the keys are, and what the token must state. With `jwtKey` nothing else is required, and no
 *   network is used
 * @returns the claims as `data`, or as `error` the reason why they cannot be trusted. A session with `sts: 'pending'` in
 *   its claims still has tasks to do: do not treat it as signed in
 * @throws {BackendOptionsError} that names the wrong option. It throws for nothing that a token can contain
 * @example
 * const { data, error } = await verifyToken(token, {
 *   jwtKey: process.env.CLERK_JWT_KEY,
 *   authorizedParties: ['https://app.example.com'],
 * });
 * if (error) console.log(error.reason);
 * else console.log(data.sub);
 */
export async function verifyToken(token: unknown, options: VerifyTokenOptions): Promise<VerifyResult> {
  const checked = readVerifyOptions(options);
  // Where the key is imported asynchronously, a wrong one throws here, as it does elsewhere.
  if (checked.imported) await checked.imported;
  return verifySessionToken(token, checked);
}
