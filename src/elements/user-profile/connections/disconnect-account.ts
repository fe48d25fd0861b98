import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { providerOf } from '../external-accounts.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.connectedAccountPage.removeResource';

/** The question before an account is disconnected. */
export class DisconnectAccount extends Editor {
  static readonly extension = EXTENSION;

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const account = user.externalAccounts.find(({ id }) => id === this.item);
    // Another tab may have disconnected it.
    if (!account) return html``;
    const provider = providerOf(host, account).name;
    const identifier = account.emailAddress || account.username || provider;
    return card(actions, {
      id: 'disconnectAccount',
      title: host.t(`${TEXTS}.title`, { provider }),
      text: `${host.t(`${TEXTS}.messageLine1`, { identifier })} ${host.t(`${TEXTS}.messageLine2`)}`,
      button: host.t('userProfile.start.connectedAccountsSection.destructiveActionTitle'),
      isDangerous: true,
      save: () => void actions.save(() => account.destroy(), `${TEXTS}.successMessage`, { connectedAccount: provider }),
    });
  }
}
