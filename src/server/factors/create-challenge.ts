import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankChallenge } from '../storage/blank-rows.ts';
import type { ChallengeRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { RequestContext } from '../http/request-context.ts';

/** What a challenge is, and for whom. */
export interface NewChallenge extends Pick<ChallengeRow, 'kind' | 'purpose' | 'subject' | 'client_id'> {
  token_hash?: string;
  data: object;
  /** Milliseconds it can be answered. */
  lifetime: number;
}

/**
 * Keeps a new challenge. Older ones of its kind for the same target are dead from then on.
 *
 * @param attach writes the challenge's id where it belongs; part of the same transaction, and may be run again
 * @returns the challenge's id
 */
export async function createChallenge(
  { storage }: Pick<Services, 'storage'>,
  { now }: Pick<RequestContext, 'now'>,
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
