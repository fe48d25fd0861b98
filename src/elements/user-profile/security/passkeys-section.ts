import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import type { PasskeyResource } from '../../../client/resources/types/user-factors.ts';
import { isVerified } from '../owned.ts';
import { rowMenu } from '../row-menu.ts';
import { badge, list, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { rowDetails } from './row-details.ts';
import { whenWas } from './when.ts';

const TEXTS = 'userProfile.start.passkeysSection';
const KEY = 'M10.5 8.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8.4 7.6l-5.9 5.9M4.75 11.25 6.5 13';

/** Draws the passkeys, the newest one first. Draws nothing if the instance has none. */
export function passkeysSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  if (!host.environment?.user_settings.attributes.passkey?.enabled) return nothing;
  const passkeys = [...(user.passkeys ?? [])].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return section(
    host,
    'passkeys',
    host.t(`${TEXTS}.title`),
    list(
      host,
      'passkeys',
      passkeys.map((passkey) => ({ id: passkey.id, content: row(host, passkey) })),
      host.t(`${TEXTS}.empty`),
      { editor: 'addPasskey', label: host.t(`${TEXTS}.primaryButton`) },
    ),
  );
}

function row(
  host: UserProfileHost,
  { id, name, createdAt, lastUsedAt, verification }: PasskeyResource,
): TemplateResult {
  const isOn = isVerified({ verification });
  const used = lastUsedAt
    ? host.t(`${TEXTS}.lastUsed`, { when: whenWas(host, lastUsedAt) })
    : host.t(`${TEXTS}.neverUsed`);
  const place = { section: 'passkeys', item: id } as const;
  return html`${rowDetails({
    iconClass: host.cl('profileSectionItemIcon', 'passkeys'),
    icon: KEY,
    name,
    badges: isOn ? nothing : badge(host, 'unverified'),
    details: [host.t(`${TEXTS}.created`, { when: whenWas(host, createdAt) }), used].map(
      (text) => html`<span .textContent=${text}></span>`,
    ),
    note: isOn ? nothing : html`<p class="cl-rowNote" .textContent=${host.t(`${TEXTS}.suspended`)}></p>`,
  })}
  ${rowMenu(host, place, name, [
    { id: 'rename', label: host.t(`${TEXTS}.menuAction__rename`), run: () => host.edit('renamePasskey', place) },
    {
      id: 'remove',
      label: host.t(`${TEXTS}.menuAction__destructive`),
      isDangerous: true,
      run: () => host.edit('removePasskey', place),
    },
  ])}`;
}
