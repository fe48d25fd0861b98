import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { profilePassword } from '../../../localization/en-us/profile-password.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import { card } from '../card.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { currentPassword, identifierOf } from './current-password.ts';

const TEXTS = 'userProfile.passwordPage.removeResource';
const EXTENSION = { sheets: [], texts: [profilePassword] };

/** The question before the password is removed. */
export class RemovePassword implements Editor {
  readonly #actions: ProfileActions;

  constructor(actions: ProfileActions) {
    this.#actions = actions;
    actions.host.extend(EXTENSION);
  }

  draw(user: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    const asked = currentPassword(host, user);
    return card(actions, {
      id: 'removePassword',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.messageLine1`),
      content: asked === nothing ? nothing : html`${usernameField(identifierOf(user))}${asked}`,
      button: host.t(`${TEXTS}.confirm`),
      isDangerous: true,
      save: ({ currentPassword: typed }) =>
        void actions.save(
          () => user.removePassword(typed === undefined ? {} : { currentPassword: typed }),
          `${TEXTS}.successMessage`,
        ),
    });
  }
}
