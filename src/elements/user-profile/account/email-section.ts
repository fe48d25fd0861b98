import { html, nothing, type TemplateResult } from 'lit';
import type { EmailAddressResource, UserResource } from '../../../client/resources/types.ts';
import { badge, list, section } from '../section.ts';
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
    list(
      host,
      'emailAddresses',
      addresses.map((address) => ({ id: address.id, content: row(host, address, address.id === primary) })),
      host.t('userProfile.start.emailAddressesSection.empty'),
    ),
  );
}

function row(host: UserProfileHost, address: EmailAddressResource, primary: boolean): TemplateResult {
  const verified = address.verification.status === 'verified';
  return html`<span class=${host.cl('profileSectionItemText')}>${breakable(address.emailAddress)}</span>
    <span class="cl-profileSectionItemBadges">
      ${primary ? badge(host, 'primary', host.t('badge__primary')) : nothing}
      ${
        verified
          ? badge(host, 'verified', host.t('badge__verified'))
          : badge(host, 'unverified', host.t('badge__unverified'))
      }
    </span>`;
}
