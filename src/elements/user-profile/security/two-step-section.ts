import { html, nothing, type TemplateResult } from 'lit';
import type { PhoneNumberResource } from '../../../client/resources/types/identifiers.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { numberText } from '../owned.ts';
import { type RowMenuItem, rowMenu } from '../row-menu.ts';
import { badge, list, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { isDefaultFactor, missingMethods, secondFactorNumbers } from './second-factors.ts';

const TEXTS = 'userProfile.start.mfaSection';

/** Draws the second factors of the user. Draws nothing where the instance has none and the user neither. */
export function twoStepSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const rows = [
    ...(user.totpEnabled ? [totpRow(host, user)] : []),
    ...secondFactorNumbers(user).map((phone) => phoneRow(host, user, phone)),
    ...(user.backupCodeEnabled && user.twoFactorEnabled ? [backupCodesRow(host)] : []),
  ];
  const canAdd = missingMethods(host.environment, user).length > 0;
  if (rows.length === 0 && !canAdd) return nothing;
  const add = { editor: 'secondFactor', label: host.t(`${TEXTS}.primaryButton`) } as const;
  return section(
    host,
    'mfa',
    host.t(`${TEXTS}.title`),
    list(host, 'mfa', rows, host.t(`${TEXTS}.empty`), canAdd ? add : undefined),
  );
}

function totpRow(host: UserProfileHost, user: UserResource) {
  const label = host.t(`${TEXTS}.totp.headerTitle`);
  const id = 'totp';
  return row(host, id, label, undefined, isDefaultFactor(user, id), [
    {
      id: 'remove',
      label: host.t(`${TEXTS}.totp.destructiveActionTitle`),
      isDangerous: true,
      run: () => host.edit('removeAuthenticatorApp', { section: 'mfa', item: id }),
    },
  ]);
}

function phoneRow(host: UserProfileHost, user: UserResource, phone: PhoneNumberResource) {
  const place = { section: 'mfa', item: phone.id } as const;
  const isDefault = isDefaultFactor(user, phone.id);
  const makeDefault = () =>
    void host.actions?.call(
      'default',
      place,
      () => phone.makeDefaultSecondFactor(),
      `${TEXTS}.phoneCode.successMessage__setDefault`,
    );
  return row(host, phone.id, host.t(`${TEXTS}.phoneCode.headerTitle`), numberText(host, phone.phoneNumber), isDefault, [
    // An authenticator app is asked for first, whatever number is the default one.
    ...(isDefault || user.totpEnabled
      ? []
      : [{ id: 'default', label: host.t(`${TEXTS}.phoneCode.actionLabel__setDefault`), run: makeDefault }]),
    {
      id: 'remove',
      label: host.t(`${TEXTS}.phoneCode.destructiveActionLabel`),
      isDangerous: true,
      run: () => host.edit('removeSecondFactorNumber', place),
    },
  ]);
}

function backupCodesRow(host: UserProfileHost) {
  const id = 'backup_code';
  return row(host, id, host.t(`${TEXTS}.backupCodes.headerTitle`), undefined, false, [
    {
      id: 'regenerate',
      label: host.t(`${TEXTS}.backupCodes.actionLabel__regenerate`),
      run: () => host.edit('newBackupCodes', { section: 'mfa', item: id }),
    },
  ]);
}

/** @param detail which of several, such as a number */
function row(
  host: UserProfileHost,
  id: string,
  label: string,
  detail: string | undefined,
  isDefault: boolean,
  items: readonly RowMenuItem[],
): { id: string; content: TemplateResult } {
  const content = html`<span class="cl-profileSectionItemParts">
      <span class=${host.cl('profileSectionItemText')}
        ><span .textContent=${label}></span>${detail ? html` <bdi class="cl-mfaDetail" dir="ltr" .textContent=${detail}></bdi>` : nothing}</span
      >
      ${isDefault ? badge(host, 'default') : nothing}
    </span>
    ${rowMenu(host, { section: 'mfa', item: id }, detail ? `${label} ${detail}` : label, items)}`;
  return { id, content };
}
