import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { shortAddress } from '../account/web3-wallets-section.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { isVerified } from '../owned.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.web3WalletPage.removeResource';

/** The question before a wallet is removed. */
export class RemoveWallet extends Editor {
  static readonly extension = EXTENSION;

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const wallet = user.web3Wallets.find(({ id }) => id === this.item);
    // Another tab may have removed it.
    if (!wallet) return html``;
    const identifier = shortAddress(wallet);
    return card(actions, {
      id: 'removeWallet',
      title: host.t(`${TEXTS}.title`),
      // Nobody signs in with a wallet that is not verified.
      text: [
        host.t(`${TEXTS}.messageLine1`, { identifier }),
        ...(isVerified(wallet) ? [host.t(`${TEXTS}.messageLine2`)] : []),
      ].join(' '),
      button: host.t('userProfile.formButtonPrimary__remove'),
      isDangerous: true,
      save: () => void actions.save(() => wallet.destroy(), `${TEXTS}.successMessage`, { web3Wallet: identifier }),
    });
  }
}
