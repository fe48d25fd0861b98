import { randomUUID } from 'node:crypto';
import type { Delivery, DevMessage, OutgoingMessage } from './port.ts';

/** The part of the storage that keeps messages in test mode. */
export interface DevMessageStorage {
  addDevMessage(message: DevMessage): Promise<unknown>;
}

/** Keeps messages for `/__dev/messages` instead of sending them. Test mode only: codes and links are stored as they are. */
export class DevDelivery implements Delivery {
  readonly #storage: DevMessageStorage;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(storage: DevMessageStorage, now: () => number = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  async send({ to, channel, template, code, url }: OutgoingMessage): Promise<void> {
    await this.#storage.addDevMessage({
      id: `msg_${randomUUID()}`,
      to,
      channel,
      template,
      ...(code && { code }),
      ...(url && { url }),
      createdAt: this.#now(),
    });
  }
}
