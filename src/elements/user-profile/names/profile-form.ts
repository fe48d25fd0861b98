import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { field } from '../../parts/field.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { namesOf } from '../account/profile-section.ts';

/** The form that changes the names. */
export class ProfileForm extends Editor {
  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const names = namesOf(host);
    return card(actions, {
      id: 'profile',
      title: host.t('userProfile.profilePage.title'),
      save: (values) =>
        actions.save(
          () => user.update(Object.fromEntries(names.map(([name]) => [name, values[name]?.trim() || null]))),
          'userProfile.profilePage.successMessage',
        ),
      content: html`<div class=${host.cl('formFieldRow')}>
        ${names.map(([name, attribute, autocomplete]) =>
          field(host, {
            name,
            autocomplete,
            label: host.t(`formFieldLabel__${name}`),
            value: actions.draft[name] ?? user[name] ?? '',
            required: host.environment?.user_settings.attributes[attribute].required ?? false,
          }),
        )}
      </div>`,
    });
  }
}
