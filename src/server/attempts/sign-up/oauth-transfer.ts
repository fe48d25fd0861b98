import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import { type AuthorizationResult, authorizationResultOf } from '../../factors/oauth/authorization.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import { findClient } from '../../sessions/open-client.ts';
import type { ChallengeRow, SignInRow, SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { identityFields } from './identity-fields.ts';
import { findLinkedAccount } from '../../factors/oauth/linked-account.ts';
import { signInLinked } from '../sign-in/oauth-sign-in.ts';

/** Milliseconds after the visit in which its outcome can still be transferred. */
const TRANSFER_MS = 600_000;

/** A sign-up that goes on from a sign-in at a provider. */
export interface TransferredSignUp {
  patch: Partial<SignUpRow>;
  /** Ends the sign-in it comes from. @throws {ApiError} `account_transfer_invalid` when that was transferred before */
  commit(tx: StorageOps): Promise<void>;
}

/**
 * Reads `transfer=true` of a new sign-up: the identity with which this browser's sign-in found no account.
 *
 * @returns undefined when no transfer is asked for
 * @throws {ApiError} `account_transfer_invalid` when there is nothing to transfer
 */
export async function readSignUpTransfer(
  services: Services,
  context: RequestContext,
  row: SignUpRow,
): Promise<TransferredSignUp | undefined> {
  if (!context.params.boolean('transfer')) return undefined;
  const { storage } = services;
  const client = await findClient(services, context);
  const signIn = client?.sign_in_id ? await storage.findSignIn(client.id, client.sign_in_id) : undefined;
  const { challenge, identity } = await transferable(services, context, signIn?.challenge_id);
  if (!signIn || (await findLinkedAccount(services, identity))) throw new ApiError('account_transfer_invalid');
  const fields = await identityFields(services, row, identity);
  return {
    patch: { ...fields, external_challenge_id: challenge.id },
    async commit(tx) {
      const ended = await tx.updateSignIn(signIn.id, signIn.version, { status: 'abandoned' });
      if (!ended) throw new ApiError('account_transfer_invalid');
      await settle(tx, challenge, identity);
    },
  };
}

/**
 * A new sign-in with the identity that this browser's sign-up found to have an account.
 *
 * @throws {ApiError} `account_transfer_invalid` when there is nothing to transfer
 */
export async function transferToSignIn(
  services: Services,
  context: RequestContext,
  empty: SignInRow,
): Promise<SignInRow> {
  const { storage } = services;
  const client = await findClient(services, context);
  const signUp = client?.sign_up_id ? await storage.findSignUp(client.id, client.sign_up_id) : undefined;
  const { challenge, identity } = await transferable(services, context, signUp?.external_challenge_id);
  const linked = await findLinkedAccount(services, identity);
  if (!signUp || !linked) throw new ApiError('account_transfer_invalid');
  const row: SignInRow = { ...empty, status: 'needs_first_factor', challenge_id: challenge.id };
  return signInLinked(services, context, { row, linked, identity, isNew: true }, async (tx) => {
    const ended = await tx.updateSignUp(signUp.id, signUp.version, { status: 'abandoned' });
    if (!ended) throw new ApiError('account_transfer_invalid');
    await settle(tx, challenge, identity);
  });
}

interface Transferable {
  challenge: ChallengeRow;
  identity: ExternalIdentity;
}

async function transferable(
  { storage }: Services,
  { now }: RequestContext,
  challengeId: string | null | undefined,
): Promise<Transferable> {
  const challenge = challengeId ? await storage.findChallenge(challengeId) : undefined;
  const { status, identity } = challenge ? authorizationResultOf(challenge) : {};
  const isFresh = challenge && !isOver(challenge.expires_at + TRANSFER_MS, now);
  if (!isFresh || challenge.kind !== 'oauth' || status !== 'transferable' || !identity) {
    throw new ApiError('account_transfer_invalid');
  }
  return { challenge, identity };
}

async function settle(tx: StorageOps, { id }: ChallengeRow, identity: ExternalIdentity): Promise<void> {
  await tx.settleChallenge(id, JSON.stringify({ status: 'verified', identity } satisfies AuthorizationResult));
}
