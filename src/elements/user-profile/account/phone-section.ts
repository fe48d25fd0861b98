import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { deferred } from '../../parts/deferred.ts';
import { badge, list, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { identifierRow, isVerified, primaryFirst } from './identifier-row.ts';

const TEXTS = 'userProfile.start.phoneNumbersSection';

/** Groups the digits. Few users have a number, so the code is loaded for the first one. */
const grouped = deferred<UserProfileHost, string>(
  async () => (await import('../../parts/phone/shown-number.ts')).shownNumber,
  (host) => host.requestUpdate(),
);

/** Draws the phone numbers, the primary one first. */
export function phoneSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const attribute = host.environment?.user_settings.attributes.phone_number;
  if (!attribute?.enabled) return nothing;
  const primary = user.primaryPhoneNumberId;
  const numbers = primaryFirst(user.phoneNumbers, primary);
  const verified = numbers.filter((each) => isVerified(each) && !each.reservedForSecondFactor).length;
  const rows = numbers.map((number) => {
    const { id, phoneNumber, reservedForSecondFactor: isReserved } = number;
    const label = (grouped(host, phoneNumber) as string | undefined) ?? phoneNumber;
    const content = identifierRow(host, {
      section: 'phoneNumbers',
      item: number,
      content: html`<bdi dir="ltr" .textContent=${label}></bdi>`,
      label,
      badges: isReserved ? badge(host, 'secondFactor', host.t('badge__secondFactor')) : nothing,
      isPrimary: id === primary,
      attribute,
      verified,
      // The security page verifies it, and shows the backup codes that come with it.
      canSignIn: !isReserved,
      editors: { verify: 'phoneNumber', remove: 'removePhoneNumber' },
      makePrimary: () => user.update({ primaryPhoneNumberId: id }),
    });
    return { id, content };
  });
  const add = attribute.immutable
    ? undefined
    : ({ editor: 'phoneNumber', label: host.t(`${TEXTS}.primaryButton`) } as const);
  return section(
    host,
    'phoneNumbers',
    host.t(`${TEXTS}.title`),
    list(host, 'phoneNumbers', rows, host.t(`${TEXTS}.empty`), add),
  );
}
