import type { TemplateClaims } from '../../tokens/claims.ts';
import type { TokenProblem } from '../../tokens/token-problem.ts';
import { verifySessionToken } from '../../tokens/verify.ts';
import { readVerifyOptions, type VerifyTokenOptions } from './verify-options.ts';

/** The claims of a valid token of a JWT template, or what is wrong with it. */
export type VerifyTemplateResult =
  | { readonly data: TemplateClaims; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: TokenProblem };

/**
 * Verifies a token of a JWT template that the key of the instance has signed. It refuses session tokens, as `verifyToken`
 * refuses tokens of templates: one must not do for the other.
 *
 * @param token the token as it was sent, of any type
 * @param options as for `verifyToken`. Set `audience` to the `aud` of the template: without it, a token of any template is
 *   accepted. A token may live for any time, unless `maxLifetimeSeconds` says otherwise
 * @returns the claims as `data`, or as `error` the reason why they cannot be trusted
 * @throws {BackendOptionsError} that names the wrong option. It throws for nothing that a token can contain
 * @example
 * const { data, error } = await verifyTemplateToken(token, {
 *   jwtKey: process.env.CLERK_JWT_KEY,
 *   audience: 'https://db.example.com',
 * });
 * if (error) console.log(error.reason);
 * else console.log(data.sub);
 */
export async function verifyTemplateToken(token: unknown, options: VerifyTokenOptions): Promise<VerifyTemplateResult> {
  const checked = readVerifyOptions(options);
  if (checked.imported) await checked.imported;
  // The shape of a template's claims was checked, which is not that of a session's.
  return verifySessionToken(token, { ...checked, isTemplate: true }) as unknown as Promise<VerifyTemplateResult>;
}
