import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { DeviceList } from '../security/device-list.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.start.activeDevicesSection';

/** The question before all devices but this one are signed out. */
export class RevokeOtherDevices extends Editor {
  static readonly extension = EXTENSION;

  /** How many devices could not be signed out. */
  #left = 0;

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
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
    const { host } = this;
    const devices = host.state(DeviceList);
    const others = (devices.items ?? []).filter(({ id }) => id !== host.clerk?.session?.id);
    const failed = (await Promise.allSettled(others.map((session) => session.revoke()))).flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    await devices.load(user);
    this.#left = failed.length;
    if (failed.length > 0) throw failed[0];
  }
}
