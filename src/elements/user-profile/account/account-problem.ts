import { html, nothing, type TemplateResult } from 'lit';
import type { FlowError } from '../../../client/errors.ts';
import type { ExternalAccountResource } from '../../../client/resources/types/external-account.ts';
import { providerOf, providersOf } from '../external-accounts.ts';
import { isVerified } from '../owned.ts';
import type { RowMenuItem } from '../row-menu.ts';
import { badge, openButton } from '../section.ts';
import type { Place, UserProfileHost } from '../user-profile-host.ts';
import { EXTENSION } from '../connections/extension.ts';

const TEXTS = 'userProfile.start.connectedAccountsSection';

/** What the row of an account shows that has to be connected again. */
export interface AccountProblem {
  badge: TemplateResult;
  items: readonly RowMenuItem[];
  /** Stands below the row. */
  note: TemplateResult;
}

/** Draws what is wrong with an account that the user cannot sign in with, or that lacks scopes. */
export function accountProblem(host: UserProfileHost, account: ExternalAccountResource, place: Place): AccountProblem {
  host.extend(EXTENSION);
  const { id, name } = providerOf(host, account);
  const label = host.t(`${TEXTS}.actionLabel__${isVerified(account) ? 'reauthorize' : 'connectionFailed'}`);
  // A provider that the instance has turned off cannot be asked.
  const isOn = providersOf(host).some((provider) => provider.id === id);
  return {
    badge: badge(host, 'requiresAction'),
    items: isOn ? [{ id: 'reconnect', label, run: () => host.edit('reconnectAccount', place) }] : [],
    note: html`<div class="cl-profileSectionItemNote">
      <span .textContent=${reasonOf(host, account, name)}></span>
      ${isOn ? openButton(host, 'reconnectAccount', place, label, `${label}: ${name}`) : nothing}
    </div>`,
  };
}

function reasonOf(host: UserProfileHost, account: ExternalAccountResource, provider: string): string {
  if (isVerified(account)) return host.t(`${TEXTS}.subtitle__reauthorize`);
  const error = account.verification.error as FlowError | null;
  if (!error) return host.t(`${TEXTS}.subtitle__disconnected`);
  return host.errorText({ ...error, meta: { provider, paramName: 'reconnect' } });
}
