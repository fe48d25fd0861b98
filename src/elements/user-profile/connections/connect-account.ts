import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { errorAlert } from '../../parts/alert.ts';
import { providerMark } from '../../parts/provider-mark.ts';
import { connectedAccounts, type Provider, providersOf } from '../external-accounts.ts';
import { card } from '../card.ts';
import { choiceList } from '../choice-list.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { connect } from './authorize.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.connectedAccountPage';

/** The list of providers where the user can connect an account. */
export class ConnectAccount implements Editor {
  readonly #actions: ProfileActions;
  #chosen: string | undefined;

  constructor(actions: ProfileActions) {
    this.#actions = actions;
    actions.host.extend(EXTENSION);
  }

  draw(user: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host, form } = actions;
    const connected = connectedAccounts(user);
    const left = providersOf(host).filter(({ id }) => !connected.some(({ provider }) => provider === id));
    const [error = null] = Object.values(form.errors.fields);
    const choices = left.map((provider) => ({
      id: provider.id,
      classes: host.cl('socialButtonsBlockButton', provider.id),
      mark: html`<span class=${host.cl('providerIcon', provider.id)}
        >${providerMark(provider.id, provider.name, provider.logoUrl)}</span
      >`,
      name: host.t(`${TEXTS}.socialButtonsBlockButton`, { provider: provider.name }),
      choose: () => this.#choose(user, provider),
    }));
    return card(actions, {
      id: 'connectAccount',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.formHint`),
      button: null,
      save: () => {},
      content: [errorAlert(host, error), choiceList(actions, choices, this.#chosen)],
    });
  }

  #choose(user: UserResource, provider: Provider): void {
    const { host, form } = this.#actions;
    this.#chosen = provider.id;
    host.announce(host.t(`${TEXTS}.opening`, { provider: provider.name }));
    void form.run('connect', () => connect(host, user, provider));
  }
}
