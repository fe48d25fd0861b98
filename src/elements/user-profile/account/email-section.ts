import type { nothing, TemplateResult } from 'lit';
import type { EmailAddressResource } from '../../../client/resources/types/identifiers.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { breakable } from '../../parts/breakable.ts';
import { badge } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { identifiersSection } from './identifiers-section.ts';

/** Draws the email addresses. */
export function emailSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  return identifiersSection(host, {
    id: 'emailAddresses',
    attribute: 'email_address',
    editor: 'emailAddress',
    all: user.emailAddresses,
    primary: user.primaryEmailAddressId,
    label: ({ emailAddress }) => emailAddress,
    content: breakable,
    badges: (address) => sourcesOf(host, address).map((text) => badge(host, 'linked', text)),
  });
}

/** Names the connected accounts, or the organization, that an address comes from. */
function sourcesOf(host: UserProfileHost, { linkedTo, verification }: EmailAddressResource): string[] {
  const social = host.environment?.user_settings.social;
  const sources = [...linkedTo.map(({ type }) => type), verification.strategy ?? ''].flatMap((source) => {
    if (/^(enterprise_sso|saml)/.test(source)) return host.t('badge__enterprise');
    const provider = social?.[source]?.name;
    return provider ? host.t('badge__linkedTo', { provider }) : [];
  });
  return [...new Set(sources)];
}
