import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import type { ChallengeRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { type AuthorizationResult, authorizationResultOf, holdsIdentity } from './authorization.ts';

/** Milliseconds after an authorization request has expired in which its outcome can still be transferred. */
const TRANSFER_MS = 600_000;

/** An identity that a provider proved for one form and that belongs to the other. */
export interface Transferable {
  challenge: ChallengeRow;
  identity: ExternalIdentity;
}

/** Finds what can be transferred. @throws {ApiError} `account_transfer_invalid` when there is nothing */
export async function requireTransferable(
  { storage }: Pick<Services, 'storage'>,
  { now }: Pick<Actor, 'now'>,
  challengeId: string | null | undefined,
): Promise<Transferable> {
  const challenge = challengeId ? await storage.findChallenge(challengeId) : undefined;
  const { status, identity } = challenge ? authorizationResultOf(challenge) : {};
  const isFresh = challenge && !isOver(challenge.expires_at + TRANSFER_MS, now);
  if (!isFresh || !holdsIdentity(challenge) || status !== 'transferable' || !identity) {
    throw new ApiError('account_transfer_invalid');
  }
  return { challenge, identity };
}

/** Records that the identity was transferred, as part of the transaction that uses it. */
export async function settleTransferred(tx: StorageOps, { challenge, identity }: Transferable): Promise<void> {
  const result: AuthorizationResult = { status: 'verified', identity };
  await tx.settleChallenge(challenge.id, JSON.stringify(result));
}
