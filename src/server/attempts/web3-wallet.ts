import type { Web3Strategy } from '../../protocol/strategies.ts';
import { ApiError } from '../errors.ts';
import { isId, newId } from '../ids.ts';
import { notifyOwner } from '../notify-owner.ts';
import type { Services } from '../services.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import type { Web3WalletRow } from '../storage/rows.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import { walletStrategies } from '../strategies/web3-signature.ts';
import { takeLimit } from '../take-limit.ts';
import type { Visit } from '../visit.ts';
import { checkWalletAddress, toChecksumAddress } from '../wallets/wallet-address.ts';
import { checkWalletSignature, makeWalletChallenge, type WalletTarget } from '../wallets/wallet-challenge.ts';
import { loadAccount } from './find-account.ts';
import { keyOf } from './identifiers.ts';
import { keepsWayIn } from './last-way-in.ts';
import { refuse, taken } from './sign-up-fields.ts';

/** Wallets of one user, proven or not. */
const MAX_WALLETS = 10;

/** Adds a wallet, still to be verified, to the user. @throws {ApiError} 403 without a fresh proof of who it is */
export async function addWeb3Wallet(services: Services, visit: Visit, signedIn: SignedIn): Promise<Web3WalletRow> {
  const { storage, config } = services;
  const { now } = visit;
  const { user } = signedIn;
  if (walletStrategies(config).length === 0) throw new ApiError('feature_not_enabled');
  await takeLimit(services, visit, 'attempt');
  await requireFresh(services, visit, signedIn);
  const address = keyOf(checkWalletAddress(visit.params.required('web3_wallet', 64)));
  refuse(services.gatekeeper.refuse({ kind: 'web3_wallet', value: address }), 'web3_wallet');
  const own = await storage.listWeb3Wallets([user.id]);
  const isTaken = !config.enumerationProtection && (await storage.findVerifiedWeb3Wallet(address));
  if (own.some((each) => each.address === address) || isTaken) {
    throw taken('web3_wallet');
  }
  if (own.length >= MAX_WALLETS) {
    throw new ApiError('form_param_value_invalid', { param: 'web3_wallet', longMessage: 'These are enough wallets.' });
  }
  const row: Web3WalletRow = {
    id: newId('idn'),
    user_id: user.id,
    address,
    verified: 0,
    verified_at: null,
    strategy: null,
    challenge_id: null,
    created_at: now,
    updated_at: now,
  };
  await mapTaken(
    storage.transaction(async (tx) => {
      await tx.insertWeb3Wallet(row);
      await tx.updateUser(user.id, {}, now);
    }),
  );
  return row;
}

/** The wallet, if it is the user's. @throws {ApiError} 404 otherwise */
export async function findWeb3Wallet(services: Services, { user }: SignedIn, id: string): Promise<Web3WalletRow> {
  const row = isId(id) ? await services.storage.findWeb3Wallet(user.id, id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

/** Makes the message that the wallet has to sign. */
export async function prepareWeb3Wallet(
  services: Services,
  visit: Visit,
  signedIn: SignedIn,
  id: string,
): Promise<Web3WalletRow> {
  const row = await findWeb3Wallet(services, signedIn, id);
  const strategy = readStrategy(services, visit);
  await makeWalletChallenge(services, visit, targetOf(row, signedIn, strategy), async (tx, challenge_id) => {
    await tx.updateWeb3Wallet(row.id, { challenge_id, strategy }, visit.now);
    await tx.updateUser(row.user_id, {}, visit.now);
  });
  return findWeb3Wallet(services, signedIn, id);
}

/** Judges the signature. When it is right, the user can sign in with the wallet. */
export async function attemptWeb3Wallet(
  services: Services,
  visit: Visit,
  signedIn: SignedIn,
  id: string,
): Promise<Web3WalletRow> {
  const { now } = visit;
  await takeLimit(services, visit, 'attempt');
  const row = await findWeb3Wallet(services, signedIn, id);
  // Stock clients repeat the strategy; it is the one the message was made for in any case.
  const strategy = visit.params.has('strategy') ? readStrategy(services, visit) : row.strategy;
  const target = targetOf(row, signedIn, strategy ?? '');
  const take = await checkWalletSignature(services, visit, target, row.challenge_id);
  await mapTaken(
    services.storage.transaction(async (tx) => {
      await take(tx);
      await tx.updateWeb3Wallet(row.id, { verified: 1, verified_at: now }, now);
      const { primary_web3_wallet_id } = (await tx.findUser(row.user_id)) ?? {};
      const patch = primary_web3_wallet_id === null ? { primary_web3_wallet_id: row.id } : {};
      await tx.updateUser(row.user_id, patch, now);
    }),
  );
  await notifyOwner(services, row.user_id, 'wallet_added', { item: shorten(row) });
  return findWeb3Wallet(services, signedIn, id);
}

/** Removes a wallet, unless it is the last way in. The oldest other verified one becomes the primary one. */
export async function removeWeb3Wallet(
  services: Services,
  visit: Visit,
  signedIn: SignedIn,
  id: string,
): Promise<void> {
  const { storage, config } = services;
  await requireFresh(services, visit, signedIn);
  const removed = await storage.transaction(async (tx) => {
    // Locks the user first, so that two parallel removals cannot each think the other wallet is left.
    const user = await tx.updateUser(signedIn.user.id, {}, visit.now);
    const account = user && (await loadAccount({ storage: tx }, user.id, null));
    if (!account) throw new ApiError('authentication_invalid');
    const row = isId(id) ? await tx.findWeb3Wallet(user.id, id) : undefined;
    if (!row) throw new ApiError('resource_not_found');
    const wallets = account.wallets.filter((each) => each.id !== id);
    const isNeeded =
      (config.attributes.web3Wallet === 'required' && wallets.length === 0) ||
      !keepsWayIn(config, { ...account, wallets });
    if (row.verified && isNeeded) throw new ApiError('identification_deletion_failed');
    await tx.deleteWeb3Wallet(user.id, id);
    if (user.primary_web3_wallet_id === id) {
      await tx.updateUser(user.id, { primary_web3_wallet_id: wallets[0]?.id ?? null }, visit.now);
    }
    return row;
  });
  if (removed.verified) await notifyOwner(services, removed.user_id, 'wallet_removed', { item: shorten(removed) });
}

function readStrategy({ config }: Services, { params }: Visit): Web3Strategy {
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

async function mapTaken(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UniqueViolation) throw taken('web3_wallet');
    throw error;
  }
}
