import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { profilePasskeys } from '../../../localization/en-us/profile-passkeys.ts';
import { card } from '../card.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';

const TEXTS = 'userProfile.passkeyScreen.removeResource';
const EXTENSION = { sheets: [], texts: [profilePasskeys] };

/** The question before a passkey is removed. */
export class RemovePasskey implements Editor {
  readonly #actions: ProfileActions;
  readonly #id: string | undefined;

  /** @param item id of the passkey */
  constructor(actions: ProfileActions, item: string | undefined) {
    this.#actions = actions;
    this.#id = item;
    actions.host.extend(EXTENSION);
  }

  draw({ passkeys }: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    const passkey = passkeys.find(({ id }) => id === this.#id);
    return card(actions, {
      id: 'removePasskey',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.messageLine1`, { name: passkey?.name }),
      button: host.t('userProfile.start.passkeysSection.menuAction__destructive'),
      isDangerous: true,
      save: () => void actions.save(async () => passkey?.delete(), `${TEXTS}.successMessage`),
    });
  }
}
