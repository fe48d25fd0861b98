import type { Web3Strategy } from '../../protocol/strategies.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import type { Services } from '../services.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import { blankWeb3Wallet } from '../storage/blank-rows.ts';
import type { Web3WalletRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { walletStrategies } from '../factors/wallet/web3-signature.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { checkWalletAddress, toChecksumAddress } from '../identifiers/wallet-address.ts';
import { checkWalletSignature, makeWalletChallenge, type WalletTarget } from '../factors/wallet/wallet-challenge.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { lockUnchanged } from '../users/lock-unchanged.ts';
import { findOwned, translateUniqueViolation, removeSignInMethod, requireAddable } from './owned-identification.ts';
import { refuse } from '../users/identifier-errors.ts';

/** Wallets of one user, proven or not. */
const MAX_WALLETS = 10;

/** Adds a wallet, still to be verified, to the user. @throws {ApiError} 403 without a fresh proof of who it is */
export async function addWeb3Wallet(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
): Promise<Web3WalletRow> {
  const { storage, config } = services;
  const { now } = context;
  const { user } = signedIn;
  if (walletStrategies(config).length === 0) throw new ApiError('feature_not_enabled');
  await hitRateLimit(services, context, 'attempt');
  await requireFresh(services, context, signedIn);
  const address = keyOf(checkWalletAddress(context.params.required('web3_wallet', 64)));
  refuse(services.restrictions.refuse({ kind: 'web3_wallet', value: address }), 'web3_wallet');
  const own = await storage.listWeb3Wallets([user.id]);
  await requireAddable(services, {
    field: 'web3_wallet',
    isOwn: own.some((each) => each.address === address),
    count: own.length,
    most: MAX_WALLETS,
    enough: 'These are enough wallets.',
    findVerified: () => storage.findVerifiedWeb3Wallet(address),
  });
  const row = blankWeb3Wallet({ id: newId('idn'), user_id: user.id, address }, now);
  await translateUniqueViolation(
    'web3_wallet',
    storage.transaction(async (tx) => {
      await tx.insertWeb3Wallet(row);
      await tx.updateUser(user.id, {}, now);
    }),
  );
  return row;
}

/** The wallet, if it is the user's. @throws {ApiError} 404 otherwise */
export function findWeb3Wallet(
  { storage }: { storage: StorageOps },
  { user }: SignedIn,
  id: string,
): Promise<Web3WalletRow> {
  return findOwned(id, () => storage.findWeb3Wallet(user.id, id));
}

/** Makes the message that the wallet has to sign. */
export async function prepareWeb3Wallet(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<Web3WalletRow> {
  const row = await findWeb3Wallet(services, signedIn, id);
  const strategy = readStrategy(services, context);
  await makeWalletChallenge(services, context, targetOf(row, signedIn, strategy), async (tx, challenge_id) => {
    await tx.updateWeb3Wallet(row.id, { challenge_id, strategy }, context.now);
    await tx.updateUser(row.user_id, {}, context.now);
  });
  return findWeb3Wallet(services, signedIn, id);
}

/** Judges the signature. When it is right, the user can sign in with the wallet. */
export async function attemptWeb3Wallet(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<Web3WalletRow> {
  const { now } = context;
  await hitRateLimit(services, context, 'attempt');
  const row = await findWeb3Wallet(services, signedIn, id);
  // Stock clients repeat the strategy; it is the one the message was made for in any case.
  const strategy = context.params.has('strategy') ? readStrategy(services, context) : row.strategy;
  const target = targetOf(row, signedIn, strategy ?? '');
  const take = await checkWalletSignature(services, context, target, row.challenge_id);
  await translateUniqueViolation(
    'web3_wallet',
    services.storage.transaction(async (tx) => {
      await lockUnchanged(tx, signedIn.user, now);
      await take(tx);
      await tx.updateWeb3Wallet(row.id, { verified: true, verified_at: now }, now);
      const { primary_web3_wallet_id } = (await tx.findUser(row.user_id)) ?? {};
      const patch = primary_web3_wallet_id === null ? { primary_web3_wallet_id: row.id } : {};
      await tx.updateUser(row.user_id, patch, now);
    }),
  );
  await notifyOwner(services, context, row.user_id, 'wallet_added', { item: shorten(row) });
  return findWeb3Wallet(services, signedIn, id);
}

/** Removes a wallet, unless it is the last way in. The oldest other verified one becomes the primary one. */
export async function removeWeb3Wallet(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<void> {
  const { config } = services;
  await requireFresh(services, context, signedIn);
  const removed = await removeSignInMethod(services, context, signedIn, {
    find: (tx) => findWeb3Wallet({ storage: tx }, signedIn, id),
    without: (account) => ({ ...account, wallets: account.wallets.filter((each) => each.id !== id) }),
    isMissed: ({ wallets }) => config.attributes.web3Wallet === 'required' && wallets.length === 0,
    async remove(tx, { user, wallets }) {
      await tx.deleteWeb3Wallet(user.id, id);
      if (user.primary_web3_wallet_id !== id) return;
      await tx.updateUser(user.id, { primary_web3_wallet_id: wallets[0]?.id ?? null }, context.now);
    },
  });
  if (removed.verified)
    await notifyOwner(services, context, removed.user_id, 'wallet_removed', { item: shorten(removed) });
}

function readStrategy({ config }: Services, { params }: RequestContext): Web3Strategy {
  const name = params.required('strategy', 64);
  const strategy = walletStrategies(config).find((each) => each === name);
  if (!strategy) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  return strategy;
}

function targetOf(row: Web3WalletRow, { client }: SignedIn, strategy: string): WalletTarget {
  if (row.verified) throw new ApiError('verification_already_verified');
  return { purpose: 'web3_wallet', subject: row.id, clientId: client.id, address: row.address, strategy };
}

/** `0x5aAe…eAed`, as wallets show it. */
function shorten({ address }: Web3WalletRow): string {
  const spelled = toChecksumAddress(address);
  return `${spelled.slice(0, 6)}…${spelled.slice(-4)}`;
}
