import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { strategyOf } from './choose-wallet.ts';
import type { Wallet } from './wallet.ts';

/** The wallets that one of the strategies on offer can be used with. */
export function usableWallets(wallets: readonly Wallet[], offered: readonly Web3Strategy[]): readonly Wallet[] {
  return wallets.filter((wallet) => strategyOf(wallet, offered) !== undefined);
}
