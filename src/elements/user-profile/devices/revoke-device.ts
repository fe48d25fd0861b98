import type { TemplateResult } from 'lit';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { DeviceList } from '../security/device-list.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.start.activeDevicesSection';

/** The question before a device is signed out. */
export class RevokeDevice extends Editor {
  static readonly extension = EXTENSION;

  draw(): TemplateResult {
    const { actions, host } = this;
    return card(actions, {
      id: 'revoke',
      title: host.t(`${TEXTS}.confirmTitle`),
      text: host.t(`${TEXTS}.confirmText`),
      button: host.t(`${TEXTS}.destructiveAction`),
      isDangerous: true,
      save: () => void this.#revoke(),
    });
  }

  async #revoke(): Promise<void> {
    const { actions } = this;
    const devices = actions.host.state(DeviceList);
    await actions.save(async () => {
      await devices.items?.find(({ id }) => id === this.item)?.revoke();
      devices.drop(({ id }) => id === this.item);
    }, `${TEXTS}.successMessage`);
  }
}
