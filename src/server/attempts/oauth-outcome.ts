import type { VerificationJSON } from '../../protocol/json/verification.ts';
import type { ApiError } from '../errors.ts';
import type { ExternalIdentity } from '../oauth/types.ts';
import type { Services } from '../services.ts';
import type { ChallengeRow, ClientRow } from '../storage/rows.ts';
import type { Visit } from '../visit.ts';

/** A visit to a provider whose answer is here, proven to be this browser's. */
export interface OAuthReturn {
  challenge: ChallengeRow;
  client: ClientRow;
  identity: ExternalIdentity;
}

/**
 * What follows from an identity, by what the visit was for.
 *
 * @returns true when somebody is signed in now
 * @throws {ApiError} to be shown by the page that goes on
 */
export type OAuthOutcome = (services: Services, visit: Visit, answer: OAuthReturn) => Promise<boolean>;

/** An error as a verification shows it. */
export function errorOf(error: ApiError): NonNullable<VerificationJSON['error']> {
  const [{ code, message, long_message, meta } = { code: error.code, message: '', long_message: '', meta: {} }] =
    error.items;
  return { code, message, long_message: long_message ?? message, meta: { ...meta } };
}
