import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { profilePassword } from '../../../localization/en-us/profile-password.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { identifierOf } from '../owned.ts';
import { currentPassword } from './current-password.ts';

const TEXTS = 'userProfile.passwordPage.removeResource';

/** The question before the password is removed. */
export class RemovePassword extends Editor {
  static readonly extension = { sheets: [], texts: [profilePassword] };

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const asked = currentPassword(host, user);
    return card(actions, {
      id: 'removePassword',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.messageLine1`),
      content: asked === nothing ? nothing : html`${usernameField(identifierOf(user))}${asked}`,
      button: host.t('userProfile.formButtonPrimary__remove'),
      isDangerous: true,
      save: ({ currentPassword: typed }) =>
        void actions.save(
          () => user.removePassword(typed === undefined ? {} : { currentPassword: typed }),
          `${TEXTS}.successMessage`,
        ),
    });
  }
}
