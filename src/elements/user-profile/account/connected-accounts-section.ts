import { html, nothing, type TemplateResult } from 'lit';
import type { FlowError } from '../../../client/errors.ts';
import type { ExternalAccountResource, UserResource } from '../../../client/resources/types.ts';
import type { providerMark } from '../../parts/provider-mark.ts';
import { breakable } from '../../parts/user-preview.ts';
import { rowMenu } from '../row-menu.ts';
import { badge, list, openButton, section } from '../section.ts';
import type { Place, UserProfileHost } from '../user-profile-host.ts';
import { connectedAccounts, isVerified, missingScopes, providerOf, providersOf } from './external-accounts.ts';

const TEXTS = 'userProfile.start.connectedAccountsSection';

/** Draws the logo of a provider. The logos are large, so the rows are shown without them first. */
let mark: typeof providerMark | undefined;

/** Draws the accounts at providers that the user has connected. Draws nothing if the instance has no providers. */
export function connectedAccountsSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const providers = providersOf(host);
  if (!providers.length) return nothing;
  const accounts = connectedAccounts(user);
  if (!mark && accounts.length > 0) void loadMarks(host);
  const isMore = providers.some(({ id }) => !accounts.some(({ provider }) => provider === id));
  return section(
    host,
    'connectedAccounts',
    host.t(`${TEXTS}.title`),
    list(
      host,
      'connectedAccounts',
      accounts.map((account) => ({ id: account.id, content: row(host, account) })),
      host.t(`${TEXTS}.empty`),
      isMore ? { editor: 'connectAccount', label: host.t(`${TEXTS}.primaryButton`) } : undefined,
    ),
  );
}

function row(host: UserProfileHost, account: ExternalAccountResource): TemplateResult {
  const provider = providerOf(host, account);
  const { id, name } = provider;
  const identifier = account.emailAddress || account.username || '';
  const place: Place = { section: 'connectedAccounts', item: account.id };
  const problem = problemOf(host, account);
  const reconnect = problem && providersOf(host).some((each) => each.id === id) ? problem.action : undefined;
  const disconnect = host.t(`${TEXTS}.destructiveActionTitle`);
  return html`<span class=${host.cl('providerIcon', id)}>${mark?.(id, name, provider.logoUrl)}</span>
    <span class=${host.cl('profileSectionItemText', 'connectedAccounts')}>
      <span class="cl-profileSectionItemTitle" .textContent=${name}></span>
      <span class="cl-profileSectionItemDetail">${breakable(identifier)}</span>
    </span>
    ${problem ? badge(host, 'requiresAction', host.t('badge__requiresAction')) : nothing}
    ${rowMenu(host, place, `${name} ${identifier}`, [
      ...(reconnect ? [{ id: 'reconnect', label: reconnect, run: () => host.edit('reconnectAccount', place) }] : []),
      { id: 'disconnect', label: disconnect, isDangerous: true, run: () => host.edit('disconnectAccount', place) },
    ])}
    ${
      problem
        ? html`<div class="cl-profileSectionItemNote">
            <span .textContent=${problem.reason}></span>
            ${reconnect ? openButton(host, 'reconnectAccount', place, reconnect, `${reconnect}: ${name}`) : nothing}
          </div>`
        : nothing
    }`;
}

/** Returns why an account has to be connected again, and what the button for that is called. */
function problemOf(
  host: UserProfileHost,
  account: ExternalAccountResource,
): { reason: string; action: string } | undefined {
  if (!isVerified(account)) {
    const error = account.verification.error as FlowError | null;
    const reason = error
      ? host.errorText({ ...error, meta: error.meta ?? {} })
      : host.t(`${TEXTS}.subtitle__disconnected`);
    return { reason, action: host.t(`${TEXTS}.actionLabel__connectionFailed`) };
  }
  if (missingScopes(host, account).length === 0) return undefined;
  return { reason: host.t(`${TEXTS}.subtitle__reauthorize`), action: host.t(`${TEXTS}.actionLabel__reauthorize`) };
}

async function loadMarks(host: UserProfileHost): Promise<void> {
  // Without them, the names say it all.
  const module = await import('../../parts/provider-mark.ts').catch(() => undefined);
  if (!module) return;
  mark = module.providerMark;
  host.requestUpdate();
}
