import type { Json, JsonObject } from '../expressions/evaluate.ts';
import { ApiError } from '../http/errors.ts';

/** OpenID Connect Core, section 2. */
const LONGEST_SUBJECT = 255;

/**
 * Checks the claims that say who a token is from, about and for. A verifier that finds a value of another type may skip
 * the check, so the token is not made.
 *
 * @param what made them, for the error
 * @throws {ApiError} `token_claims_invalid` that names the claim
 */
export function checkIdentifyingClaims({ iss, sub, aud }: JsonObject, what: string): void {
  const refuse = (claim: string, must: string): never => {
    throw new ApiError('token_claims_invalid', {
      longMessage: `${what} gives this user a claim ${claim} that is not ${must}.`,
    });
  };
  if (!isText(iss)) refuse('iss', 'a text');
  if (!isText(sub) || (sub as string).length > LONGEST_SUBJECT)
    refuse('sub', `a text of 1 to ${LONGEST_SUBJECT} characters`);
  const isAudience = aud === undefined || isText(aud) || (Array.isArray(aud) && aud.length > 0 && aud.every(isText));
  if (!isAudience) refuse('aud', 'a text or a list of texts');
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}
