import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Wallet } from '../../client/platform/wallets/wallet.ts';
import { watchWallets } from '../../client/platform/wallets/watch-wallets.ts';

/** Follows the wallets of the page while its host is connected. Wallets may announce themselves late. */
export class WalletsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #wallets: readonly Wallet[] = [];
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The wallets in the order in which they announced themselves. */
  get wallets(): readonly Wallet[] {
    return this.#wallets;
  }

  hostConnected(): void {
    if (this.#stop) return;
    const { wallets, stop } = watchWallets((all) => {
      this.#wallets = all;
      this.#host.requestUpdate();
    });
    this.#wallets = wallets;
    this.#stop = stop;
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
