import { newId } from '../../ids.ts';
import { blankChallenge } from '../../storage/blank-rows.ts';
import type { ChallengeRow } from '../../storage/rows.ts';
import type { AuthorizationResult } from '../oauth/authorization.ts';
import type { VerifiedIdToken } from './google-id-tokens.ts';

/** The strategy by which a request says that it brings an ID token of Google One Tap. */
export const ONE_TAP = 'google_one_tap';

/**
 * Returns the row of an ID token. To insert it is to consume the token: the hash of a token is unique among rows, and
 * the row outlives the token. It also keeps the identity for the steps that follow, as that of an authorization request
 * does.
 *
 * @param id a new id, which the attempt has as well
 * @param subject id of the attempt
 */
export function oneTapChallenge(
  { purpose, subject, id = newId('chal') }: Pick<ChallengeRow, 'purpose' | 'subject'> & { id?: string },
  { tokenHash, expiresAt }: VerifiedIdToken,
  result: AuthorizationResult,
  now: number,
): ChallengeRow {
  const own = { id, kind: ONE_TAP, purpose, subject, client_id: null, token_hash: tokenHash, data: '{}' } as const;
  const row = blankChallenge({ ...own, expires_at: expiresAt }, now);
  return { ...row, consumed_at: now, result: JSON.stringify(result) };
}
