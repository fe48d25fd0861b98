import { randomBytes } from 'node:crypto';
import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Actor } from '../../http/request-context.ts';
import type { Services } from '../../services.ts';
import type { CodePurpose } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { createChallenge } from '../create-challenge.ts';
import { buildSignInMessage } from './sign-in-message.ts';

/** Milliseconds that a message can be signed. */
const SIGNING_MS = 600_000;
const NONCE_BYTES = 16;
/** The message names an account and not a chain to trade on: all chains of Ethereum's kind have the same addresses. */
const CHAIN_ID = 1;
/** What the owner is asked, in English: the grammar of the message allows ASCII only. */
const STATEMENTS: Partial<Record<CodePurpose, string>> = {
  sign_in: 'Sign in with this wallet. This is free and sends nothing to the chain.',
  sign_up: 'Create an account with this wallet. This is free and sends nothing to the chain.',
  web3_wallet: 'Add this wallet to your account. This is free and sends nothing to the chain.',
};
const STATEMENT = 'Confirm that this wallet is yours. This is free and sends nothing to the chain.';

/** What a signature is for. A signature for another target is never right. */
export interface WalletTarget {
  readonly purpose: CodePurpose;
  /** Id of the attempt or of the wallet. */
  readonly subject: string;
  /** The client of the browser that asks for the message. */
  readonly clientId: string | null;
  /** The address in lower case. */
  readonly address: string;
  readonly strategy: string;
}

interface WalletData {
  nonce: string;
  /** The whole text, byte for byte: the signature must be of exactly this message. */
  message: string;
  address: string;
  strategy: string;
  /** The origin of the page that asked. The message names its host. */
  origin: string;
}

/**
 * Creates the message that a wallet has to sign. It replaces earlier ones for the same target.
 *
 * @param attach writes the challenge's id where it belongs; part of the same transaction, and may run again
 * @throws {ApiError} 429 when the client's address has used up its limit
 */
export async function createWalletChallenge(
  services: Services,
  actor: Actor,
  { purpose, subject, clientId, address, strategy }: WalletTarget,
  attach: (tx: StorageOps, challengeId: string) => Promise<unknown>,
): Promise<void> {
  await hitRateLimit(services, actor, 'prepare');
  const { now } = actor;
  const origin = originOf(actor);
  const nonce = randomBytes(NONCE_BYTES).toString('hex');
  const message = buildSignInMessage({
    domain: new URL(origin).host,
    uri: origin,
    address,
    chainId: CHAIN_ID,
    nonce,
    issuedAt: now,
    expirationTime: now + SIGNING_MS,
    statement: STATEMENTS[purpose] ?? STATEMENT,
    requestId: subject,
  });
  const data: WalletData = { nonce, message, address, strategy, origin };
  const made = { kind: 'wallet', purpose, subject, client_id: clientId, data, lifetime: SIGNING_MS } as const;
  await createChallenge(services, actor, made, attach);
}

/**
 * Verifies the signature of a message. A wrong one ends the message.
 *
 * @param challengeId the message that was created last for the target; null when there is none
 * @returns the step of a transaction that consumes the message. It throws when another request consumed it first
 * @throws {ApiError} when the signature is wrong, or the target has no message that it could be of
 */
export async function verifyWalletSignature(
  { storage }: Services,
  actor: Actor,
  target: WalletTarget,
  challengeId: string | null,
  signature: string,
): Promise<(tx: StorageOps) => Promise<void>> {
  const { now } = actor;
  const row = challengeId === null ? undefined : await storage.findChallenge(challengeId);
  const isMeant =
    row?.kind === 'wallet' &&
    row.purpose === target.purpose &&
    row.subject === target.subject &&
    row.client_id === target.clientId;
  if (!isMeant) throw new ApiError('verification_missing');
  if (row.consumed_at !== null) throw new ApiError('verification_already_verified');
  if (row.revoked_at !== null || isOver(row.expires_at, now)) throw new ApiError('verification_expired');
  const { message, address, strategy, origin } = JSON.parse(row.data) as WalletData;
  if (strategy !== target.strategy) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  // Loaded here: the curve is large, and most instances have no wallets.
  const { isSignedBy } = await import('./recover-address.ts');
  const isRight =
    address === target.address && origin === originOf(actor) && isSignedBy(target.address, { message, signature });
  if (!isRight) {
    await storage.settleChallenge(row.id, JSON.stringify({ status: 'failed' }));
    await storage.revokeChallenge(row.id, now);
    throw new ApiError('web3_signature_invalid', { param: 'signature' });
  }
  return async (tx) => {
    if (!(await tx.consumeChallenge(row.id, now))) throw new ApiError('verification_already_verified');
  };
}

/** @throws {ApiError} `origin_missing`: only pages of allowed origins may ask for signatures */
function originOf({ azp }: Actor): string {
  if (azp === undefined) throw new ApiError('origin_missing');
  return azp;
}
