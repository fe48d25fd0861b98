import assert from 'node:assert/strict';
import type { Delivery, OutgoingMessage } from '../../src/server/delivery/port.ts';

/** Keeps what the server sends. Set `failing` to play a mail server that is away. */
export class Mailbox implements Delivery {
  readonly messages: OutgoingMessage[] = [];
  failing = false;

  async send(message: OutgoingMessage): Promise<void> {
    if (this.failing) throw new Error('The mail server is away.');
    this.messages.push(message);
  }

  /** Messages to one address, oldest first. */
  to(address: string): OutgoingMessage[] {
    return this.messages.filter((message) => message.to.toLowerCase() === address.toLowerCase());
  }

  /** The code of the newest message to the address. */
  lastCode(to: string): string {
    const message = this.to(to).at(-1);
    assert.ok(message, `No message was sent to ${to}.`);
    assert.ok(message.code, `The newest message to ${to} has no code.`);
    return message.code;
  }
}
