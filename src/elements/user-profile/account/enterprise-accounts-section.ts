import { html, nothing, type TemplateResult } from 'lit';
import type { EnterpriseAccountResource, UserResource } from '../../../client/resources/types.ts';
import { outline } from '../../parts/icon.ts';
import { picture } from '../../parts/picture.ts';
import { breakable } from '../../parts/user-preview.ts';
import { icons } from '../icons.ts';
import { badge, list, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

const TEXTS = 'userProfile.start.enterpriseAccountsSection';

/** Draws the accounts at the user's organizations, which only those can change. Draws nothing if there are none. */
export function enterpriseAccountsSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const accounts = user.enterpriseAccounts;
  if (!accounts?.length) return nothing;
  return section(
    host,
    'enterpriseAccounts',
    host.t(`${TEXTS}.title`),
    list(
      host,
      'enterpriseAccounts',
      accounts.map((account) => ({ id: account.id, content: row(host, account) })),
      '',
    ),
  );
}

function row(host: UserProfileHost, account: EnterpriseAccountResource): TemplateResult {
  const { name, logoPublicUrl } = account.enterpriseConnection ?? {};
  const id = account.provider.replace(/^(saml|oauth)_/, '');
  const building = outline(icons.building);
  const logo = logoPublicUrl?.startsWith('https:') ? picture('cl-socialMark', logoPublicUrl, building) : building;
  const state = account.active ? 'active' : 'inactive';
  return html`<span class=${host.cl('providerIcon', id)}>${logo}</span>
    <span class=${host.cl('profileSectionItemText', 'enterpriseAccounts')}>
      <span class="cl-profileSectionItemTitle" .textContent=${name || id}></span>
      <span class="cl-profileSectionItemDetail">${breakable(account.emailAddress)}</span>
    </span>
    ${badge(host, state, host.t(`${TEXTS}.badge__${state}`))}`;
}
