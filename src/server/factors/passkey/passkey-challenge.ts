import { randomBytes } from 'node:crypto';
import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import type { Services } from '../../services.ts';
import type { ChallengeRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { createChallenge } from '../create-challenge.ts';
import { PasskeyProblem } from './passkey-problem.ts';

/** Milliseconds that an authenticator may take to answer. */
const CHALLENGE_MS = 600_000;
const CHALLENGE_BYTES = 32;

/** What an answer must be for: the purpose, subject and client of the challenge. */
export type PasskeyTarget = Pick<ChallengeRow, 'purpose' | 'subject' | 'client_id'>;

/**
 * Stores a new challenge with the options for the browser.
 *
 * @param write builds the options around a challenge in base64url
 * @param attach writes the challenge's id where it belongs; part of the same transaction
 */
export async function createPasskeyChallenge(
  services: Pick<Services, 'storage'>,
  actor: Pick<Actor, 'now'>,
  target: PasskeyTarget,
  write: (challenge: string) => string,
  attach: (tx: StorageOps, challengeId: string) => Promise<unknown>,
): Promise<void> {
  const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url');
  const data = { nonce: write(challenge), challenge };
  await createChallenge(services, actor, { ...target, kind: 'passkey', data, lifetime: CHALLENGE_MS }, attach);
}

/**
 * Consumes a challenge before the answer is verified, so that it never serves for a second answer.
 *
 * @returns the challenge in base64url
 * @throws {ApiError} when the target has no such challenge, or it was consumed, replaced or has expired
 */
export async function consumePasskeyChallenge(
  { storage }: Pick<Services, 'storage'>,
  { now }: Pick<Actor, 'now'>,
  target: PasskeyTarget,
  id: string | null,
): Promise<string> {
  const row = id === null ? undefined : await storage.findChallenge(id);
  const isMeant =
    row?.kind === 'passkey' &&
    row.purpose === target.purpose &&
    row.subject === target.subject &&
    row.client_id === target.client_id;
  if (!isMeant) throw new ApiError('verification_missing');
  if (!(await storage.consumeChallenge(row.id, now))) {
    throw new ApiError('verification_expired', { param: 'public_key_credential' });
  }
  return (JSON.parse(row.data) as { challenge: string }).challenge;
}

/**
 * Runs a check of an authenticator's answer. The reason for a refusal goes into the log alone.
 *
 * @throws {ApiError} `passkey_invalid` in place of a {@link PasskeyProblem}
 */
export async function translatePasskeyProblem<T>(
  { logger }: Pick<Services, 'logger'>,
  check: () => Promise<T> | T,
): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof PasskeyProblem)) throw error;
    logger.warn('A passkey was refused.', { reason: error.reason });
    throw new ApiError('passkey_invalid', { param: 'public_key_credential' });
  }
}
