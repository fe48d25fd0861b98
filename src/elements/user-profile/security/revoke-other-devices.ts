import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { profileDevices } from '../../../localization/en-us/profile-devices.ts';
import { card } from '../card.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { DeviceList } from './device-list.ts';

const TEXTS = 'userProfile.start.activeDevicesSection';
const EXTENSION = { sheets: [], texts: [profileDevices] };

/** The question before all devices but this one are signed out. */
export class RevokeOtherDevices implements Editor {
  readonly #actions: ProfileActions;
  /** How many devices could not be signed out. */
  #left = 0;

  constructor(actions: ProfileActions) {
    this.#actions = actions;
    actions.host.extend(EXTENSION);
  }

  draw(user: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    return card(actions, {
      id: 'revoke',
      title: host.t(`${TEXTS}.confirmTitle__others`),
      text: this.#left ? host.t(`${TEXTS}.left`, { count: this.#left }) : host.t(`${TEXTS}.confirmText__others`),
      button: host.t(`${TEXTS}.destructiveAction__others`),
      isDangerous: true,
      save: () => void actions.save(() => this.#revoke(user), `${TEXTS}.successMessage__others`),
    });
  }

  /** Signs all of them out at once, and shows what is left. @throws what one of them failed with */
  async #revoke(user: UserResource): Promise<void> {
    const { host } = this.#actions;
    const devices = host.state(DeviceList);
    const others = (devices.sessions ?? []).filter(({ id }) => id !== host.clerk?.session?.id);
    const failed = (await Promise.allSettled(others.map((session) => session.revoke()))).flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    await devices.load(user);
    this.#left = failed.length;
    if (failed.length > 0) throw failed[0];
  }
}
