import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { outline } from '../../parts/icon.ts';
import { personOf } from '../../parts/person.ts';
import { userPreview } from '../../parts/user-preview.ts';
import { icons } from '../icons.ts';
import { section, summary } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

const NAMES = [
  ['firstName', 'first_name', 'given-name'],
  ['lastName', 'last_name', 'family-name'],
] as const;

/** Draws the picture and names, with the buttons that change them. */
export function profileSection(host: UserProfileHost, user: UserResource): TemplateResult {
  const button = namesOf(host).length > 0 ? host.t('userProfile.start.profileSection.primaryButton') : undefined;
  // Where users cannot upload a picture, there may still be one to remove.
  const canChange = host.environment?.user_settings.actions?.upload_picture !== false || user.hasImage;
  return section(
    host,
    'profile',
    host.t('userProfile.start.profileSection.title'),
    host.drawEditor({ section: 'profile' }) ??
      summary(
        host,
        'profile',
        html`${userPreview(host, personOf(user), 'l')}${canChange ? pictureButton(host) : nothing}`,
        button,
      ),
  );
}

/** Draws a button over the picture. */
function pictureButton(host: UserProfileHost): TemplateResult {
  return html`<button
    type="button"
    class=${host.cl('profilePictureButton')}
    aria-label=${host.t('userProfile.start.profileSection.pictureButton')}
    title=${host.t('userProfile.start.profileSection.pictureButton')}
    data-opens="picture"
    @click=${() => host.edit('picture', { section: 'profile' })}
  >
    ${outline(icons.camera)}
  </button>`;
}

/** Returns the names that the user can change: the field, the attribute of the instance, and the kind for autofill. */
export function namesOf(host: UserProfileHost): (typeof NAMES)[number][] {
  const attributes = host.environment?.user_settings.attributes;
  return NAMES.filter(([, attribute]) => attributes?.[attribute].enabled && !attributes[attribute].immutable);
}
