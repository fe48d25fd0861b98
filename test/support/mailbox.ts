import assert from 'node:assert/strict';
import type { Delivery, OutgoingMessage } from '../../src/server/delivery/port.ts';

/** Stores the messages that the server sends. Set `failing` to simulate a mail server that is down. */
export class Mailbox implements Delivery {
  readonly messages: OutgoingMessage[] = [];
  failing = false;

  async send(message: OutgoingMessage): Promise<void> {
    if (this.failing) throw new Error('The mail server is away.');
    this.messages.push(message);
  }

  /** Returns the messages to one address, oldest first. */
  to(address: string): OutgoingMessage[] {
    return this.messages.filter((message) => message.to.toLowerCase() === address.toLowerCase());
  }

  /** Returns the code of the newest message to the address. */
  lastCode(to: string): string {
    const message = this.to(to).at(-1);
    assert.ok(message, `No message was sent to ${to}.`);
    assert.ok(message.code, `The newest message to ${to} has no code.`);
    return message.code;
  }
}
