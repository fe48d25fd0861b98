import { html, type TemplateResult } from 'lit';
import type { EnterpriseAccountResource } from '../../../client/resources/types/external-account.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { outline } from '../../parts/icon.ts';
import { picture } from '../../parts/picture.ts';
import { breakable } from '../../parts/breakable.ts';
import { badge, list, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { EXTENSION } from '../connections/extension.ts';

/** A building. */
const BUILDING = 'M3.25 13.25V2.75h6.5v10.5M9.75 6.25h3v7M1.75 13.25h12.5M5.5 5.25h2M5.5 7.75h2M5.5 10.25h2';
const TEXTS = 'userProfile.start.enterpriseAccountsSection';

/** Draws the section of the accounts at the user's organizations. */
export function enterpriseAccountsSection(host: UserProfileHost, user: UserResource): TemplateResult {
  const accounts = user.enterpriseAccounts;
  host.extend(EXTENSION);
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
  const building = outline(BUILDING);
  const logo = logoPublicUrl?.startsWith('https:') ? picture('cl-socialMark', logoPublicUrl, building) : building;
  const state = account.active ? 'active' : 'inactive';
  return html`<span class=${host.cl('providerIcon', id)}>${logo}</span>
    <span class="${host.cl('profileSectionItemText', 'enterpriseAccounts')} cl-profileSectionItemParts">
      <span class="cl-profileSectionItemTitle" .textContent=${name || id}></span>
      <span class="cl-profileSectionItemDetail">${breakable(account.emailAddress)}</span>
      ${badge(host, state, host.t(`${TEXTS}.badge__${state}`))}
    </span>`;
}
