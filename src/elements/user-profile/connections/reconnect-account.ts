import { html, type TemplateResult } from 'lit';
import { ClerkRuntimeError } from '../../../client/errors.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { errorAlert } from '../../parts/alert.ts';
import { spinner } from '../../parts/icon.ts';
import { providerOf } from '../external-accounts.ts';
import { Editor } from '../editor.ts';
import { authorize } from './authorize.ts';
import { EXTENSION } from './extension.ts';

/** Connects an account again, or asks its provider for more scopes. It starts as soon as it is opened. */
export class ReconnectAccount extends Editor {
  static readonly extension = EXTENSION;

  override opened(): void {
    void this.#start(this.host.user);
  }

  draw(user: UserResource): TemplateResult {
    const { host, form } = this.actions;
    const { global } = form.errors;
    if (global) return html`${errorAlert(host, global)}`;
    const account = user.externalAccounts.find(({ id }) => id === this.item);
    const provider = account && providerOf(host, account).name;
    const text = host.t('userProfile.connectedAccountPage.opening', { provider });
    return html`<p class="cl-connectingLine">${spinner(host)}<span .textContent=${text}></span></p>`;
  }

  async #start(user: UserResource | null | undefined): Promise<void> {
    const { host } = this;
    const isOver = await this.actions.form.run('reconnect', async () => {
      const account = user?.externalAccounts.find(({ id }) => id === this.item);
      if (!account) throw new ClerkRuntimeError('resource_not_found', 'The account is not connected any more.');
      const provider = providerOf(host, account);
      host.announce(host.t('userProfile.connectedAccountPage.opening', { provider: provider.name }));
      const additionalScopes = [...(host.additionalOAuthScopes?.[provider.id] ?? [])];
      await authorize(host, provider, (redirectUrl) => account.reauthorize({ redirectUrl, additionalScopes }));
    });
    if (isOver) this.actions.close();
    else host.announce('');
  }
}
