import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { field } from '../../parts/field.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';

/** The form that changes the username. */
export class UsernameForm extends Editor {
  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const { username } = user;
    const { min_length: min, max_length: max } = host.environment?.user_settings.username_settings ?? {};
    return card(actions, {
      id: 'username',
      title: host.t(`userProfile.usernamePage.title__${username ? 'update' : 'set'}`),
      save: (values) =>
        actions.save(
          () => user.update({ username: values['username']?.trim() ?? '' }),
          'userProfile.usernamePage.successMessage',
        ),
      content: field(host, {
        name: 'username',
        autocomplete: 'username',
        label: host.t('formFieldLabel__username'),
        value: actions.draft['username'] ?? username ?? '',
        hint: host.t('userProfile.usernamePage.hint', { min, max }),
        maxLength: max,
      }),
    });
  }
}
