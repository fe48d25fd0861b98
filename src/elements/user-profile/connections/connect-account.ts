import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { providerMark } from '../../parts/provider-mark.ts';
import { connectedAccounts, type Provider, providersOf } from '../external-accounts.ts';
import { card } from '../card.ts';
import { choiceList } from '../choice-list.ts';
import { Editor } from '../editor.ts';
import { connect } from './authorize.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.connectedAccountPage';

/** The list of providers where the user can connect an account. */
export class ConnectAccount extends Editor {
  static readonly extension = EXTENSION;

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const connected = connectedAccounts(user);
    const left = providersOf(host).filter(({ id }) => !connected.some(({ provider }) => provider === id));
    const choices = left.map((provider) => ({
      id: provider.id,
      classes: host.cl('socialButtonsBlockButton', provider.id),
      mark: html`<span class=${host.cl('providerIcon', provider.id)}
        >${providerMark(provider.id, provider.name, provider.logoUrl)}</span
      >`,
      name: host.t(`${TEXTS}.socialButtonsBlockButton`, { provider: provider.name }),
      choose: () => void this.#choose(user, provider),
    }));
    return card(actions, {
      id: 'connectAccount',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.formHint`),
      button: null,
      content: choiceList(actions, choices),
    });
  }

  async #choose(user: UserResource, provider: Provider): Promise<void> {
    const { host, form } = this.actions;
    host.announce(host.t(`${TEXTS}.opening`, { provider: provider.name }));
    if (!(await form.run(provider.id, () => connect(host, user, provider)))) host.announce('');
  }
}
