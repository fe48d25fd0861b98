import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { walletError } from './wallet-error.ts';
import type { Wallet } from './wallet.ts';

/**
 * The wallet that a strategy is named after; without it one that has no strategy of its own.
 *
 * @throws {ClerkRuntimeError} `web3_missing_identifier`
 */
export function chooseWallet(wallets: readonly Wallet[], strategy: Web3Strategy): Wallet {
  const wallet =
    wallets.find((each) => each.strategy === strategy) ?? wallets.find((each) => each.strategy === undefined);
  if (!wallet) throw walletError('web3_missing_identifier');
  return wallet;
}

/**
 * The strategy to use with a wallet: its own, or any for a wallet that has none, as all of them sign the same way.
 *
 * @param offered strategies that the server takes
 * @returns undefined when the server takes none that fits
 */
export function strategyOf(wallet: Wallet, offered: readonly Web3Strategy[]): Web3Strategy | undefined {
  if (wallet.strategy === undefined) return offered[0];
  return offered.find((each) => each === wallet.strategy);
}
