import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { connect, sign } from './ask-wallet.ts';
import { chooseWallet, type Wallet } from './wallet.ts';
import { watchWallets } from './watch-wallets.ts';

/** A connected wallet, ready to sign. */
export interface Signer {
  readonly strategy: Web3Strategy;
  /** Address of the account that the user chose in the wallet. */
  readonly identifier: string;
  generateSignature(params: { nonce: string }): Promise<string>;
}

/**
 * Connects the wallet of a strategy.
 *
 * @param wallet the wallet to use, if the user already chose it
 * @param signal gives up every request to the wallet
 * @throws {ClerkRuntimeError} with a `WalletErrorCode`
 */
export async function signerOf(strategy: Web3Strategy, wallet?: Wallet, signal?: AbortSignal): Promise<Signer> {
  const chosen = wallet ?? chooseWallet(availableWallets(), strategy);
  const identifier = await connect(chosen, signal);
  return { strategy, identifier, generateSignature: ({ nonce }) => sign(chosen, nonce, identifier, signal) };
}

/** Returns the wallets that are in the page now. */
export function availableWallets(): readonly Wallet[] {
  const { wallets, stop } = watchWallets();
  stop();
  return wallets;
}
