import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { field } from '../../parts/field.ts';
import { card } from '../card.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';

/** The form that changes the username. */
export class UsernameForm implements Editor {
  readonly #actions: ProfileActions;

  constructor(actions: ProfileActions) {
    this.#actions = actions;
  }

  draw(user: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
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
