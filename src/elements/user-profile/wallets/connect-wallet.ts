import type { TemplateResult } from 'lit';
import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { address } from '../../../client/platform/address.ts';
import { strategyOf, usableWallets, type Wallet } from '../../../client/platform/wallets/wallet.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { WalletsController } from '../../controllers/wallets-controller.ts';
import { outline } from '../../parts/icon.ts';
import { picture } from '../../parts/picture.ts';
import { card } from '../card.ts';
import { type Choice, choiceList } from '../choice-list.ts';
import { Editor } from '../editor.ts';
import { icons } from '../icons.ts';
import { addWallet } from './add-wallet.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.web3WalletPage';

/**
 * The list of the page's wallets, of which the user chooses one to connect. It can be left while a wallet is asked: no
 * script can close the wallet's own dialog, and the user may never answer it.
 */
export class ConnectWallet extends Editor {
  static readonly extension = EXTENSION;

  #request: AbortController | undefined;

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const { form } = actions;
    const wallets = usableWallets(host.state(WalletsController).wallets, this.#offered());
    const isNone = wallets.length === 0;
    const text = isNone ? 'unavailableWallets' : form.pending ? 'pending' : 'availableWallets';
    return card(actions, {
      id: 'connectWallet',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.subtitle__${text}`),
      button: isNone ? host.t(`${TEXTS}.reload`) : null,
      // A wallet that the user has just installed is not in pages that were open before.
      save: () => address.reload(),
      content: choiceList(
        actions,
        wallets.map((wallet) => this.#choice(user, wallet)),
      ),
    });
  }

  /** Gives up what was asked of a wallet. */
  override abort(): void {
    this.#request?.abort();
  }

  override closed(): void {
    this.abort();
  }

  #choice(user: UserResource, wallet: Wallet): Choice {
    const { host } = this;
    const { id, icon, strategy } = wallet;
    const own = outline(icons.wallet);
    return {
      id,
      classes: host.cl('web3WalletButtonsBlockButton', strategy),
      mark: icon ? picture('cl-walletIcon', icon, own) : own,
      name: wallet.name ?? host.t('walletName__unknown'),
      choose: () => void this.#ask(user, wallet),
    };
  }

  async #ask(user: UserResource, wallet: Wallet): Promise<void> {
    const { actions } = this;
    const strategy = strategyOf(wallet, this.#offered());
    if (!strategy) return;
    this.#request = new AbortController();
    const { signal } = this.#request;
    const isAdded = await actions.form.run(wallet.id, () => addWallet(user, wallet, strategy, signal));
    if (isAdded) actions.close(`${TEXTS}.successMessage`);
    else if (signal.aborted) actions.cancel();
  }

  /**
   * Returns the strategies that the instance accepts. Solana's is left out, because the wallets that are found here
   * cannot sign for it.
   */
  #offered(): readonly Web3Strategy[] {
    const { first_factors: all = [] } = this.host.environment?.user_settings.attributes.web3_wallet ?? {};
    return (all as Web3Strategy[]).filter((strategy) => !strategy.includes('solana'));
  }
}
