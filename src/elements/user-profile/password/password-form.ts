import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { profilePassword } from '../../../localization/en-us/profile-password.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import { NEW_PASSWORD, newPassword, signOutOfOtherSessions } from '../../parts/new-password.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { identifierOf } from '../owned.ts';
import { currentPassword } from './current-password.ts';
import { DeviceList } from '../security/device-list.ts';

const TEXTS = 'userProfile.passwordPage';

/** The form that sets the first password, or changes it. */
export class PasswordForm extends Editor {
  static readonly extension = { sheets: NEW_PASSWORD.sheets, texts: [...NEW_PASSWORD.texts, profilePassword] };

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const { passwordEnabled } = user;
    return card(actions, {
      id: 'password',
      title: host.t(`${TEXTS}.title__${passwordEnabled ? 'update' : 'set'}`),
      content: html`${usernameField(identifierOf(user))}${currentPassword(host, user)}
        ${newPassword(host, 'newPassword')}${passwordEnabled ? signOutOfOtherSessions(host) : nothing}`,
      save: (values) => void this.#save(user, values),
    });
  }

  async #save(user: UserResource, values: Record<string, string>): Promise<void> {
    const { actions, host } = this;
    const others = values['signOutOfOtherSessions'] !== undefined;
    const params = {
      ...(values['currentPassword'] !== undefined && { currentPassword: values['currentPassword'] }),
      newPassword: values['newPassword'] ?? '',
      signOutOfOtherSessions: others,
    };
    const outcome = !user.passwordEnabled ? 'set' : others ? 'signOutOfOtherSessions' : 'update';
    await actions.save(async () => {
      await user.updatePassword(params);
      if (others) void host.state(DeviceList).load(user);
    }, `${TEXTS}.successMessage__${outcome}`);
  }
}
