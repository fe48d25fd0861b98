import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { profilePassword } from '../../../localization/en-us/profile-password.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import { NEW_PASSWORD, newPassword, signOutOfOtherSessions } from '../../parts/new-password.ts';
import { card } from '../card.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { currentPassword, identifierOf } from './current-password.ts';
import { DeviceList } from './device-list.ts';

const TEXTS = 'userProfile.passwordPage';
const EXTENSION = { sheets: NEW_PASSWORD.sheets, texts: [...NEW_PASSWORD.texts, profilePassword] };

/** The form that sets the first password, or changes it. */
export class PasswordForm implements Editor {
  readonly #actions: ProfileActions;

  constructor(actions: ProfileActions) {
    this.#actions = actions;
    actions.host.extend(EXTENSION);
  }

  draw(user: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
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
    const actions = this.#actions;
    const { host } = actions;
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
