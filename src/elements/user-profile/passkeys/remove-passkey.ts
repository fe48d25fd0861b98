import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.passkeyScreen.removeResource';

/** The question before a passkey is removed. */
export class RemovePasskey extends Editor {
  static readonly extension = EXTENSION;

  draw({ passkeys }: UserResource): TemplateResult {
    const { actions, host } = this;
    const passkey = passkeys.find(({ id }) => id === this.item);
    return card(actions, {
      id: 'removePasskey',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.messageLine1`, { name: passkey?.name }),
      button: host.t('userProfile.formButtonPrimary__remove'),
      isDangerous: true,
      save: () => void actions.save(async () => passkey?.delete(), `${TEXTS}.successMessage`),
    });
  }
}
