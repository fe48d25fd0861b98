import { randomUUID } from 'node:crypto';
import type { Delivery, DevMessage, OutgoingMessage } from './port.ts';
import type { Brand } from './templates/render-blocks.ts';
import { renderMail } from './templates/render-mail.ts';
import { loadWording } from './wording.ts';

/** The part of the storage that holds messages in test mode. */
export interface DevMessageStorage {
  addDevMessage(message: DevMessage): Promise<unknown>;
}

/** Stores messages for `/__dev/messages` instead of sending them. For test mode only: it stores codes and links in plain text. */
export class DevDelivery implements Delivery {
  readonly #storage: DevMessageStorage;
  readonly #brand: Brand;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(storage: DevMessageStorage, brand: Brand, now: () => number = Date.now) {
    this.#storage = storage;
    this.#brand = brand;
    this.#now = now;
  }

  async send(message: OutgoingMessage): Promise<void> {
    const { to, channel, template, code, url } = message;
    await this.#storage.addDevMessage({
      id: `msg_${randomUUID()}`,
      to,
      channel,
      template,
      ...(message.channel === 'email' && {
        subject: renderMail(this.#brand, message, await loadWording(message.language)).subject,
      }),
      ...(code && { code }),
      ...(url && { url }),
      createdAt: this.#now(),
    });
  }
}
