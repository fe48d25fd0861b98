import type { Web3Strategy } from '../../protocol/strategies.ts';
import type { Signer } from '../platform/wallets/signer.ts';
import type { FutureWeb3Params } from '../resources/types/sign-in-future.ts';

/** Connects the wallet of a strategy: the one of that name, if the page names one. */
export async function signerFor({ strategy, walletName }: FutureWeb3Params): Promise<Signer> {
  const { availableWallets, signerOf } = await import('../platform/wallets/signer.ts');
  const wallet = walletName ? availableWallets().find(({ name }) => name === walletName) : undefined;
  return signerOf(strategy as Web3Strategy, wallet);
}
