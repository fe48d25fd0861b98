import { html, nothing, type TemplateResult } from 'lit';
import type { EmailAddressResource, UserResource } from '../../../client/resources/types.ts';
import { badge, section } from '../section.ts';
import { breakable } from '../../parts/user-preview.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

/** Draws the email addresses, the primary one first. */
export function emailSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  if (!host.environment?.user_settings.attributes.email_address.enabled) return nothing;
  const primary = user.primaryEmailAddressId;
  const addresses = [...user.emailAddresses].sort((a, b) => Number(b.id === primary) - Number(a.id === primary));
  return section(
    host,
    'emailAddresses',
    host.t('userProfile.start.emailAddressesSection.title'),
    addresses.length > 0
      ? html`<ul class=${host.cl('profileSectionItemList', 'emailAddresses')}>
          ${addresses.map((address) => item(host, address, address.id === primary))}
        </ul>`
      : html`<span class="cl-profileSectionEmpty" .textContent=${host.t('userProfile.start.emailAddressesSection.empty')}></span>`,
  );
}

function item(host: UserProfileHost, address: EmailAddressResource, primary: boolean): TemplateResult {
  const verified = address.verification.status === 'verified';
  return html`<li class=${host.cl('profileSectionItem', 'emailAddresses')}>
    <span class=${host.cl('profileSectionItemText')}>${breakable(address.emailAddress)}</span>
    <span class="cl-profileSectionItemBadges">
      ${primary ? badge(host, 'primary', host.t('badge__primary')) : nothing}
      ${
        verified
          ? badge(host, 'verified', host.t('badge__verified'))
          : badge(host, 'unverified', host.t('badge__unverified'))
      }
    </span>
  </li>`;
}
