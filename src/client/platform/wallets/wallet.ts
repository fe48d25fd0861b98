import type { Web3Strategy } from '../../../protocol/strategies.ts';

/** What a page may ask of a wallet (EIP-1193). */
export interface EthereumProvider {
  request(args: { method: string; params?: readonly unknown[] }): Promise<unknown>;
}

/** A wallet that is present in this browser. */
export interface Wallet {
  /** Unique among the wallets of this page. */
  readonly id: string;
  /** As the wallet calls itself; null when it does not say. */
  readonly name: string | null;
  /** URL of an image, safe to be shown by an `img` element. */
  readonly icon: string | null;
  /** The strategy that is named after this wallet; undefined for all others, which can use any. */
  readonly strategy: Web3Strategy | undefined;
  readonly provider: EthereumProvider;
}
