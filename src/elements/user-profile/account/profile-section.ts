import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { field } from '../../parts/field.ts';
import { personOf } from '../../parts/person.ts';
import { userPreview } from '../../parts/user-preview.ts';
import { editor, section, summary } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

const NAMES = [
  ['firstName', 'first_name', 'given-name'],
  ['lastName', 'last_name', 'family-name'],
] as const;

/** Draws the picture and names, with a form to change the names. */
export function profileSection(host: UserProfileHost, user: UserResource): TemplateResult {
  const attributes = host.environment?.user_settings.attributes;
  const names = NAMES.filter(([, attribute]) => attributes?.[attribute].enabled && !attributes[attribute].immutable);
  return section(
    host,
    'profile',
    host.t('userProfile.start.profileSection.title'),
    host.editing === 'profile' ? form() : preview(),
  );

  function preview(): TemplateResult {
    const button = names.length > 0 ? host.t('userProfile.start.profileSection.primaryButton') : undefined;
    return summary(host, 'profile', userPreview(host, personOf(user), 'l'), button);
  }

  function form(): TemplateResult {
    return editor(host, {
      id: 'profile',
      title: host.t('userProfile.profilePage.title'),
      save: (values) =>
        host.save(
          'profile',
          Object.fromEntries(names.map(([name]) => [name, values[name]?.trim() || null])),
          'userProfile.profilePage.successMessage',
        ),
      fields: html`<div class=${host.cl('formFieldRow')}>
        ${names.map(([name, attribute, autocomplete]) =>
          field(host, {
            name,
            autocomplete,
            label: host.t(`formFieldLabel__${name}`),
            value: host.draft('profile')?.[name] ?? user[name] ?? '',
            required: attributes?.[attribute].required ?? false,
          }),
        )}
      </div>`,
    });
  }
}
