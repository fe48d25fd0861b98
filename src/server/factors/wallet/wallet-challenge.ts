import { randomBytes } from 'node:crypto';
import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import { createChallenge } from '../create-challenge.ts';
import type { Services } from '../../services.ts';
import type { CodePurpose } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { buildSignInMessage } from './sign-in-message.ts';
import { verifyWalletSignature } from './verify-wallet-signature.ts';

/** Milliseconds a message can be signed. */
const SIGNING_MS = 600_000;
const NONCE_BYTES = 16;
/** Signatures of accounts that are contracts are longer than those of a key; the longest are not worth reading. */
const MAX_SIGNATURE = 1_024;
/** The message names an account, not where it trades: all of Ethereum's kin use the address of the main chain. */
const CHAIN_ID = 1;
/** What the owner is asked, in the one language wallets show: the grammar of the message has ASCII only. */
const STATEMENTS: Partial<Record<CodePurpose, string>> = {
  sign_in: 'Sign in with this wallet. This is free and sends nothing to the chain.',
  sign_up: 'Create an account with this wallet. This is free and sends nothing to the chain.',
  web3_wallet: 'Add this wallet to your account. This is free and sends nothing to the chain.',
};
const STATEMENT = 'Confirm that this wallet is yours. This is free and sends nothing to the chain.';

/** What a signature is for. One for anything else is never right. */
export interface WalletTarget {
  readonly purpose: CodePurpose;
  /** Id of the attempt or of the wallet. */
  readonly subject: string;
  /** The browser it is made for. */
  readonly clientId: string | null;
  /** Lower-cased address. */
  readonly address: string;
  readonly strategy: string;
}

interface WalletData {
  nonce: string;
  /** The whole text, byte for byte: what is signed must be what was handed out. */
  message: string;
  address: string;
  strategy: string;
  /** The page that asked, whose host the message names. */
  origin: string;
}

/**
 * Makes the message that a wallet has to sign. Older ones for the same target are dead from then on.
 *
 * @param attach writes the challenge's id where it belongs; a part of the same transaction, and may be run again
 * @throws {ApiError} 429 when this address asked too often
 */
export async function makeWalletChallenge(
  services: Services,
  context: RequestContext,
  { purpose, subject, clientId, address, strategy }: WalletTarget,
  attach: (tx: StorageOps, challengeId: string) => Promise<unknown>,
): Promise<void> {
  await hitRateLimit(services, context, 'prepare');
  const { now } = context;
  const origin = originOf(context);
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
  await createChallenge(services, context, made, attach);
}

/**
 * Judges a signature. A wrong one is the end of its message; a right one takes it in the transaction that uses it.
 *
 * @param challengeId the message made last for the target; null when none was
 * @returns takes the message. It throws when another request was first
 * @throws {ApiError} when the signature is wrong, or there is nothing that it could be right for
 */
export async function checkWalletSignature(
  { storage }: Services,
  context: RequestContext,
  target: WalletTarget,
  challengeId: string | null,
): Promise<(tx: StorageOps) => Promise<void>> {
  const signature = context.params.required('signature', MAX_SIGNATURE);
  const row = challengeId === null ? undefined : await storage.findChallenge(challengeId);
  const isMeant =
    row?.kind === 'wallet' &&
    row.purpose === target.purpose &&
    row.subject === target.subject &&
    row.client_id === target.clientId;
  if (!isMeant) throw new ApiError('verification_missing');
  if (row.consumed_at !== null) throw new ApiError('verification_already_verified');
  if (row.revoked_at !== null || isOver(row.expires_at, context.now)) throw new ApiError('verification_expired');
  const { message, address, strategy, origin } = JSON.parse(row.data) as WalletData;
  if (strategy !== target.strategy) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const isRight =
    address === target.address &&
    origin === originOf(context) &&
    verifyWalletSignature({ message, signature, address: target.address });
  if (!isRight) {
    await storage.settleChallenge(row.id, JSON.stringify({ status: 'failed' }));
    await storage.revokeChallenge(row.id, context.now);
    throw new ApiError('web3_signature_invalid', { param: 'signature' });
  }
  return async (tx) => {
    if (!(await tx.consumeChallenge(row.id, context.now))) throw new ApiError('verification_already_verified');
  };
}

/** Requests that change something come from a page of an allowed origin, or not at all. */
function originOf({ azp }: RequestContext): string {
  if (azp === undefined) throw new ApiError('origin_missing');
  return azp;
}
