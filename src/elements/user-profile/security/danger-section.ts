import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { openButton, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

const TEXTS = 'userProfile.start.dangerSection';
const PLACE = { section: 'danger' } as const;

/** Draws the button that deletes the account. Draws nothing if the user must not. */
export function dangerSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  if (!user.deleteSelfEnabled) return nothing;
  return section(
    host,
    'danger',
    host.t(`${TEXTS}.title`),
    host.drawEditor(PLACE) ??
      html`<div class=${host.cl('profileSectionItem', 'danger')}>
        ${openButton(host, 'deleteAccount', PLACE, host.t(`${TEXTS}.deleteAccountButton`))}
      </div>`,
  );
}
