import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { field } from '../../parts/field.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { editor } from './editor.ts';

/** Draws the form that changes the username. */
export function usernameForm(actions: ProfileActions, { username }: UserResource): TemplateResult {
  const { host } = actions;
  const { min_length: min, max_length: max } = host.environment?.user_settings.username_settings ?? {};
  return editor(actions, {
    id: 'username',
    title: host.t(`userProfile.usernamePage.title__${username ? 'update' : 'set'}`),
    save: (values) =>
      actions.save(
        'username',
        { username: values['username']?.trim() ?? '' },
        'userProfile.usernamePage.successMessage',
      ),
    fields: field(host, {
      name: 'username',
      autocomplete: 'username',
      label: host.t('formFieldLabel__username'),
      value: actions.draft('username')?.['username'] ?? username ?? '',
      hint: host.t('userProfile.usernamePage.hint', { min, max }),
      maxLength: max,
    }),
  });
}
