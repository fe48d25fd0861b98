import { html, nothing, type TemplateResult } from 'lit';
import type { ExternalAccountResource } from '../../../client/resources/types/external-account.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { breakable } from '../../parts/breakable.ts';
import { rowMenu } from '../row-menu.ts';
import { list, section } from '../section.ts';
import type { Place, UserProfileHost } from '../user-profile-host.ts';
import { isVerified } from '../owned.ts';
import { connectedAccounts, missingScopes, providerOf, providersOf } from '../external-accounts.ts';
import { lazyPart } from '../lazy-part.ts';

const TEXTS = 'userProfile.start.connectedAccountsSection';

/** The logos are large, so the rows are shown without them first. */
const mark = lazyPart(async () => (await import('../../parts/provider-mark.ts')).providerMark);
const problem = lazyPart(async () => (await import('./account-problem.ts')).accountProblem);

/** Draws the accounts at providers that the user has connected. Draws nothing if the instance has no providers. */
export function connectedAccountsSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const providers = providersOf(host);
  if (!providers.length) return nothing;
  const accounts = connectedAccounts(user);
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
  const { id, name, logoUrl } = providerOf(host, account);
  const identifier = account.emailAddress || account.username || '';
  const place: Place = { section: 'connectedAccounts', item: account.id };
  const isFine = isVerified(account) && missingScopes(host, account).length === 0;
  const found = isFine ? undefined : problem(host)?.(host, account, place);
  const disconnect = host.t(`${TEXTS}.destructiveActionTitle`);
  return html`<span class=${host.cl('providerIcon', id)}>${mark(host)?.(id, name, logoUrl)}</span>
    <span class="${host.cl('profileSectionItemText', 'connectedAccounts')} cl-profileSectionItemParts">
      <span class="cl-profileSectionItemTitle" .textContent=${name}></span>
      <span class="cl-profileSectionItemDetail">${breakable(identifier)}</span>
      ${found?.badge}
    </span>
    ${rowMenu(host, place, `${name} ${identifier}`, [
      ...(found?.items ?? []),
      { id: 'disconnect', label: disconnect, isDangerous: true, run: () => host.edit('disconnectAccount', place) },
    ])}
    ${found?.note}`;
}
