import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { profileDevices } from '../../../localization/en-us/profile-devices.ts';
import { card } from '../card.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { DeviceList } from './device-list.ts';

const TEXTS = 'userProfile.start.activeDevicesSection';
const EXTENSION = { sheets: [], texts: [profileDevices] };

/** The question before a device is signed out. */
export class RevokeDevice implements Editor {
  readonly #actions: ProfileActions;
  readonly #sessionId: string | undefined;

  /** @param item id of the device's session */
  constructor(actions: ProfileActions, item: string | undefined) {
    this.#actions = actions;
    this.#sessionId = item;
    actions.host.extend(EXTENSION);
  }

  draw(user: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    return card(actions, {
      id: 'revoke',
      title: host.t(`${TEXTS}.confirmTitle`),
      text: host.t(`${TEXTS}.confirmText`),
      button: host.t(`${TEXTS}.destructiveAction`),
      isDangerous: true,
      save: () => void this.#revoke(user),
    });
  }

  async #revoke(user: UserResource): Promise<void> {
    const actions = this.#actions;
    const devices = actions.host.state(DeviceList);
    await actions.save(async () => {
      await devices.sessions?.find(({ id }) => id === this.#sessionId)?.revoke();
      await devices.load(user);
    }, `${TEXTS}.successMessage`);
  }
}
