import type { Actor } from '../http/request-context.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankChallenge } from '../storage/blank-rows.ts';
import type { ChallengeRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';

/** A challenge to be stored: what it is, and who may answer it. */
export interface NewChallenge extends Pick<ChallengeRow, 'kind' | 'purpose' | 'subject' | 'client_id'> {
  token_hash?: string;
  data: object;
  /** Milliseconds in which it can be answered. */
  lifetime: number;
}

/**
 * Stores a new challenge. It revokes older challenges of the same kind for the same target.
 *
 * @param attach writes the challenge's id where it belongs; part of the same transaction, and may run again
 * @returns the challenge's id
 */
export async function createChallenge(
  { storage }: Pick<Services, 'storage'>,
  { now }: Pick<Actor, 'now'>,
  { data, lifetime, ...made }: NewChallenge,
  attach: (tx: StorageOps, challengeId: string) => Promise<unknown>,
): Promise<string> {
  const id = newId('chal');
  const row = blankChallenge({ ...made, id, data: JSON.stringify(data), expires_at: now + lifetime }, now);
  await storage.transaction(async (tx) => {
    await tx.insertChallenge(row);
    await attach(tx, id);
  });
  return id;
}
