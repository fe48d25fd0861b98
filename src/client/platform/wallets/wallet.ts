import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { walletError } from './wallet-error.ts';

/** What a page may ask of a wallet (EIP-1193). */
export interface EthereumProvider {
  request(args: { method: string; params?: readonly unknown[] }): Promise<unknown>;
}

/** A wallet that is present in this browser. */
export interface Wallet {
  /** Unique among the wallets of this page. */
  readonly id: string;
  /** The name that the wallet gives itself; null when it gives none. */
  readonly name: string | null;
  /** URL of an image that is safe to show in an `img` element. */
  readonly icon: string | null;
  /** The strategy that is named after this wallet. Undefined for all other wallets, which can use any strategy. */
  readonly strategy: Web3Strategy | undefined;
  readonly provider: EthereumProvider;
}

/**
 * Returns the wallet that a strategy is named after, or else one without a strategy of its own.
 *
 * @throws {ClerkRuntimeError} `web3_missing_identifier` when there is neither
 */
export function chooseWallet(wallets: readonly Wallet[], strategy: Web3Strategy): Wallet {
  const wallet =
    wallets.find((each) => each.strategy === strategy) ?? wallets.find((each) => each.strategy === undefined);
  if (!wallet) throw walletError('web3_missing_identifier');
  return wallet;
}

/**
 * Returns the strategy to use with a wallet: its own, or any for a wallet that has none, since all of them sign alike.
 *
 * @param offered strategies that the server accepts
 * @returns undefined when the server accepts none that fits
 */
export function strategyOf(wallet: Wallet, offered: readonly Web3Strategy[]): Web3Strategy | undefined {
  if (wallet.strategy === undefined) return offered[0];
  return offered.find((each) => each === wallet.strategy);
}

/** Returns the wallets that can be used with one of the strategies that the server accepts. */
export function usableWallets(wallets: readonly Wallet[], offered: readonly Web3Strategy[]): readonly Wallet[] {
  return wallets.filter((wallet) => strategyOf(wallet, offered) !== undefined);
}
