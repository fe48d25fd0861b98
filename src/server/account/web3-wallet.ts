import type { Web3Strategy } from '../../protocol/strategies.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { checkWalletAddress, toChecksumAddress } from '../identifiers/wallets.ts';
import type { Services } from '../services.ts';
import { addedOn } from '../sessions/device.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import { blankWeb3Wallet } from '../storage/blank-rows.ts';
import type { Web3WalletRow } from '../storage/rows.ts';
import { createWalletChallenge, verifyWalletSignature, type WalletTarget } from '../factors/wallet/wallet-challenge.ts';
import { walletStrategies } from '../factors/wallet/web3-signature.ts';
import type { ForUser } from './for-user.ts';
import {
  addIdentifier,
  type PrimaryIdentifierKind,
  removeIdentifier,
  requireFreshIfSuspended,
  requireOwned,
  verifyIdentifier,
} from './owned-identification.ts';

const WALLETS: PrimaryIdentifierKind<Web3WalletRow> = {
  field: 'web3_wallet',
  attribute: 'web3Wallet',
  primary: 'primary_web3_wallet_id',
  verified: 'wallets',
  most: 10,
  tooMany: 'You cannot add more wallets.',
  valueOf: ({ address }) => address,
  keyOf: ({ address }) => address,
  find: (storage, userId, id) => storage.findWeb3Wallet(userId, id),
  list: (storage, userId) => storage.listWeb3Wallets([userId]),
  findVerified: (storage, address) => storage.findVerifiedWeb3Wallet(address),
  insert: (tx, row) => tx.insertWeb3Wallet(row),
  verify: (tx, id, now) => tx.updateWeb3Wallet(id, { verified: true, verified_at: now }, now),
  delete: (tx, userId, id) => tx.deleteWeb3Wallet(userId, id),
  noticeOfVerified: (row) => ({ kind: 'wallet_added', item: shortenWallet(row) }),
  noticeOfRemoved: (row) => ({ kind: 'wallet_removed', item: shortenWallet(row) }),
};

/**
 * Adds a wallet to the user, who has yet to verify it.
 *
 * @param typed its address as the user wrote it
 * @param name the name that the wallet gives itself, if it is known; only the user sees it
 */
export async function addWeb3Wallet(
  services: Services,
  signedIn: SignedIn,
  { typed, name }: { typed: string; name?: string | null | undefined },
): Promise<Web3WalletRow> {
  if (walletStrategies(services.config).length === 0) throw new ApiError('feature_not_enabled');
  await requireFresh(services, signedIn);
  const address = keyOf(checkWalletAddress(typed));
  const ids = {
    id: newId('idn'),
    user_id: signedIn.user.id,
    added_on: addedOn(signedIn, name ? { wallet_name: name } : {}),
  };
  const row = blankWeb3Wallet({ ...ids, address }, signedIn.now);
  return addIdentifier(services, signedIn, WALLETS, row);
}

/** Returns a wallet of the user. @throws {ApiError} 404 when there is none of that id, or it is another user's */
export function requireWeb3Wallet(
  { storage }: Pick<Services, 'storage'>,
  { user }: Pick<SignedIn, 'user'>,
  id: string,
): Promise<Web3WalletRow> {
  return requireOwned(id, () => storage.findWeb3Wallet(user.id, id));
}

/** Makes the message that a wallet of the user has to sign. */
export async function prepareWeb3Wallet(
  services: Services,
  signedIn: SignedIn,
  { id, strategy: name }: { id: string; strategy: string },
): Promise<Web3WalletRow> {
  const row = await requireWeb3Wallet(services, signedIn, id);
  const strategy = requireStrategy(services, name);
  const target = targetOf(row, signedIn, strategy);
  await requireFreshIfSuspended(services, signedIn, row);
  await createWalletChallenge(services, signedIn, target, async (tx, challenge_id) => {
    await tx.updateWeb3Wallet(row.id, { challenge_id, strategy }, signedIn.now);
    await tx.updateUser(row.user_id, {}, signedIn.now);
  });
  return requireWeb3Wallet(services, signedIn, id);
}

/**
 * Checks a signature. When it is right, the wallet is verified and its owner is told.
 *
 * @param strategy the one the message was made for. Stock clients repeat it
 */
export async function attemptWeb3Wallet(
  services: Services,
  signedIn: SignedIn,
  { id, strategy: name, signature }: { id: string; strategy?: string | undefined; signature: string },
): Promise<Web3WalletRow> {
  const row = await requireWeb3Wallet(services, signedIn, id);
  const strategy = name === undefined ? row.strategy : requireStrategy(services, name);
  const target = targetOf(row, signedIn, strategy ?? '');
  const consume = await verifyWalletSignature(services, signedIn, target, row.challenge_id, signature);
  await verifyIdentifier(services, signedIn, signedIn.user, WALLETS, row, consume);
  return requireWeb3Wallet(services, signedIn, id);
}

/** Removes a wallet, unless the user needs it to sign in. */
export async function removeWeb3Wallet(services: Services, signedIn: SignedIn, id: string): Promise<void> {
  await requireFresh(services, signedIn);
  await deleteWeb3Wallet(services, signedIn, id);
}

/** As {@link removeWeb3Wallet}, for an administrator. */
export async function deleteWeb3Wallet(services: Services, by: ForUser, id: string): Promise<void> {
  await removeIdentifier(services, by, WALLETS, id);
}

function requireStrategy({ config }: Services, name: string): Web3Strategy {
  const strategy = walletStrategies(config).find((each) => each === name);
  if (!strategy) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  return strategy;
}

function targetOf(row: Web3WalletRow, { client }: SignedIn, strategy: string): WalletTarget {
  if (row.verified) throw new ApiError('verification_already_verified');
  return { purpose: 'web3_wallet', subject: row.id, clientId: client.id, address: row.address, strategy };
}

/** `0x5aAe…eAed`, as wallets show it. */
export function shortenWallet({ address }: Pick<Web3WalletRow, 'address'>): string {
  const spelled = toChecksumAddress(address);
  return `${spelled.slice(0, 6)}…${spelled.slice(-4)}`;
}
