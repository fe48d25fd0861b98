import type { Web3Strategy } from '../../protocol/strategies.ts';
import type { AuthenticateWithWeb3Params, WalletSignUpParams } from '../resources/types/attempt.ts';

interface Attempt<Resource> {
  authenticateWithWeb3(params: AuthenticateWithWeb3Params): Promise<Resource>;
}

/** Creates the methods of an attempt that are named after a wallet: they find it in the page and have it sign. */
export function walletMembers<Resource>() {
  const withWallet = (strategy: Web3Strategy) =>
    async function (this: Attempt<Resource>, extras: WalletSignUpParams = {}): Promise<Resource> {
      const { signerOf } = await import('../platform/wallets/signer.ts');
      return this.authenticateWithWeb3({ ...extras, ...(await signerOf(strategy)) });
    };
  return {
    authenticateWithMetamask: withWallet('web3_metamask_signature'),
    authenticateWithCoinbaseWallet: withWallet('web3_coinbase_wallet_signature'),
    authenticateWithBase: withWallet('web3_base_signature'),
    authenticateWithOKXWallet: withWallet('web3_okx_wallet_signature'),
  };
}
