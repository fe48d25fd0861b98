import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { field } from '../../parts/field.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { editor } from './editor.ts';
import { namesOf } from './profile-section.ts';

/** Draws the form that changes the names. */
export function profileForm(actions: ProfileActions, user: UserResource): TemplateResult {
  const { host } = actions;
  const names = namesOf(host);
  return editor(actions, {
    id: 'profile',
    title: host.t('userProfile.profilePage.title'),
    save: (values) =>
      actions.save(
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
          value: actions.draft('profile')?.[name] ?? user[name] ?? '',
          required: host.environment?.user_settings.attributes[attribute].required ?? false,
        }),
      )}
    </div>`,
  });
}
