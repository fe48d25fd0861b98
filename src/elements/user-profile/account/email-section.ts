import { nothing, type TemplateResult } from 'lit';
import type { EmailAddressResource, UserResource } from '../../../client/resources/types.ts';
import { breakable } from '../../parts/user-preview.ts';
import { badge, list, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { identifierRow, isVerified, primaryFirst } from './identifier-row.ts';

const TEXTS = 'userProfile.start.emailAddressesSection';

/** Draws the email addresses, the primary one first. */
export function emailSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const attribute = host.environment?.user_settings.attributes.email_address;
  if (!attribute?.enabled) return nothing;
  const primary = user.primaryEmailAddressId;
  const addresses = primaryFirst(user.emailAddresses, primary);
  const verified = addresses.filter(isVerified).length;
  const rows = addresses.map((address) => {
    const { id, emailAddress } = address;
    const content = identifierRow(host, {
      section: 'emailAddresses',
      item: address,
      content: breakable(emailAddress),
      label: emailAddress,
      badges: linkBadges(host, address),
      isPrimary: id === primary,
      attribute,
      verified,
      editors: { verify: 'emailAddress', remove: 'removeEmailAddress' },
      makePrimary: () => user.update({ primaryEmailAddressId: id }),
    });
    return { id, content };
  });
  const add = attribute.immutable
    ? undefined
    : ({ editor: 'emailAddress', label: host.t(`${TEXTS}.primaryButton`) } as const);
  return section(
    host,
    'emailAddresses',
    host.t(`${TEXTS}.title`),
    list(host, 'emailAddresses', rows, host.t(`${TEXTS}.empty`), add),
  );
}

/** Names the connected accounts, or the organization, that the address comes from. */
function linkBadges(host: UserProfileHost, { linkedTo, verification }: EmailAddressResource): unknown {
  const social = host.environment?.user_settings.social;
  const names = linkedTo.map(({ type }) => social?.[type]?.name);
  const ofOrganization = /^(enterprise_sso|saml)/;
  const isOfOrganization =
    ofOrganization.test(verification.strategy ?? '') || linkedTo.some(({ type }) => ofOrganization.test(type));
  return [
    ...[...new Set(names)].map(
      (provider) => provider && badge(host, 'linked', host.t('badge__linkedTo', { provider })),
    ),
    isOfOrganization && badge(host, 'linked', host.t('badge__enterprise')),
  ].map((each) => each || nothing);
}
