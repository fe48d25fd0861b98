import type { Web3Strategy } from '../../../protocol/strategies.ts';

/** A wallet that has its own strategy, and how the client recognizes it. */
export interface KnownWallet {
  readonly strategy: Web3Strategy;
  readonly name: string;
  /** Reverse domain names that the wallet announces (EIP-6963). Editions of the wallet append a dot and a name. */
  readonly rdns: readonly string[];
  /** Flags that the wallet sets on `window.ethereum`. */
  readonly flags: readonly string[];
}

/** MetaMask is last: many wallets set `isMetaMask` besides their own flag. */
export const KNOWN_WALLETS: readonly KnownWallet[] = [
  {
    strategy: 'web3_coinbase_wallet_signature',
    name: 'Coinbase Wallet',
    rdns: ['com.coinbase.wallet'],
    flags: ['isCoinbaseWallet', 'isCoinbaseBrowser'],
  },
  { strategy: 'web3_base_signature', name: 'Base', rdns: ['app.base.account'], flags: ['isBaseAccount'] },
  {
    strategy: 'web3_okx_wallet_signature',
    name: 'OKX Wallet',
    rdns: ['com.okex.wallet', 'com.okx.wallet'],
    flags: ['isOkxWallet', 'isOKExWallet'],
  },
  { strategy: 'web3_metamask_signature', name: 'MetaMask', rdns: ['io.metamask'], flags: ['isMetaMask'] },
];
