import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { numberText } from '../owned.ts';
import { badge } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { identifiersSection } from './identifiers-section.ts';

/** Draws the phone numbers. */
export function phoneSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  return identifiersSection(host, {
    id: 'phoneNumbers',
    attribute: 'phone_number',
    editor: 'phoneNumber',
    all: user.phoneNumbers,
    primary: user.primaryPhoneNumberId,
    // The security page verifies the others, and shows the backup codes that come with them.
    canSignIn: ({ reservedForSecondFactor }) => !reservedForSecondFactor,
    label: ({ phoneNumber }) => numberText(host, phoneNumber),
    content: (label) => html`<bdi dir="ltr" .textContent=${label}></bdi>`,
    badges: ({ reservedForSecondFactor }) => (reservedForSecondFactor ? badge(host, 'secondFactor') : nothing),
  });
}
