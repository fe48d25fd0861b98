import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { providerOf } from '../external-accounts.ts';
import { card } from '../card.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.connectedAccountPage.removeResource';

/** The question before an account is disconnected. */
export class DisconnectAccount implements Editor {
  readonly #actions: ProfileActions;
  readonly #id: string | undefined;

  /** @param item id of the account */
  constructor(actions: ProfileActions, item: string | undefined) {
    this.#actions = actions;
    this.#id = item;
    actions.host.extend(EXTENSION);
  }

  draw(user: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    const account = user.externalAccounts.find(({ id }) => id === this.#id);
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
