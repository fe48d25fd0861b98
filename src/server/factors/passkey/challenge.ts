import { randomBytes } from 'node:crypto';
import { ApiError } from '../../http/errors.ts';
import { createChallenge } from '../create-challenge.ts';
import type { Services } from '../../services.ts';
import type { ChallengeRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { PasskeyProblem } from './passkey-problem.ts';

/** Milliseconds an authenticator may take to answer. */
const CHALLENGE_MS = 600_000;
const CHALLENGE_BYTES = 32;

/** What an answer has to be for: the same purpose, subject and browser as the challenge. */
export type ChallengeTarget = Pick<ChallengeRow, 'purpose' | 'subject' | 'client_id'>;

/**
 * Keeps a new challenge, and the options that carry it for the browser.
 *
 * @param write the options around a challenge in base64url
 * @param attach writes the challenge's id where it belongs; part of the same transaction
 */
export async function makeChallenge(
  services: Pick<Services, 'storage'>,
  context: RequestContext,
  target: ChallengeTarget,
  write: (challenge: string) => string,
  attach: (tx: StorageOps, challengeId: string) => Promise<unknown>,
): Promise<void> {
  const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url');
  const data = { nonce: write(challenge), challenge };
  await createChallenge(services, context, { ...target, kind: 'passkey', data, lifetime: CHALLENGE_MS }, attach);
}

/**
 * Takes a challenge, whatever the answer to it is worth: it never serves for a second one.
 *
 * @returns the challenge in base64url
 * @throws {ApiError} when there is none for that target, or it was taken, replaced or is too old
 */
export async function consumePasskeyChallenge(
  { storage }: Pick<Services, 'storage'>,
  { now }: RequestContext,
  target: ChallengeTarget,
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
 * Runs a check of an authenticator's answer. Why it was refused goes into the log alone.
 *
 * @throws {ApiError} `passkey_invalid` instead of a {@link PasskeyProblem}
 */
export async function verifyPasskey<T>({ logger }: Pick<Services, 'logger'>, judge: () => Promise<T> | T): Promise<T> {
  try {
    return await judge();
  } catch (error) {
    if (!(error instanceof PasskeyProblem)) throw error;
    logger.warn('A passkey was refused.', { reason: error.reason });
    throw new ApiError('passkey_invalid', { param: 'public_key_credential' });
  }
}
