import { createHmac, randomUUID } from 'node:crypto';
import type { Delivery, SmsMessage } from '../port.ts';
import { postOnce } from './post-once.ts';
import { renderSms, type SmsText } from './render-sms.ts';
import { UndeliverableError } from '../undeliverable-error.ts';

export interface WebhookSmsOptions extends SmsText {
  url: string;
  /** `whsec_` and at least 24 bytes in base64. */
  secret: string;
  /** Milliseconds. */
  timeoutMs?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

const SECRET = /^whsec_[A-Za-z0-9+/]+={0,2}$/;
const MIN_BYTES = 24;
const RECIPIENT_REFUSED = 422;

/**
 * Hands text messages to a web hook, as JSON `{to, text, template, code}`. The request is signed as Standard Webhooks
 * do (https://www.standardwebhooks.com, "Signature scheme"): `webhook-id`, `webhook-timestamp` in seconds, and
 * `webhook-signature`, an HMAC-SHA-256 of both and the body. Any answer from 200 to 299 means that it was taken,
 * and 422 that this number gets no messages.
 */
export class WebhookSms implements Delivery<SmsMessage> {
  readonly #options: WebhookSmsOptions;
  readonly #key: Buffer;

  /** @throws {TypeError} when the secret is none */
  constructor(options: WebhookSmsOptions) {
    if (!isWebhookSecret(options.secret)) throw new TypeError('The secret of a web hook is whsec_ and base64.');
    this.#options = options;
    this.#key = keyOf(options.secret);
  }

  /**
   * @throws {UndeliverableError} when the number gets no messages
   * @throws {Error} when it was not taken; the message names no number and no code
   */
  async send(message: SmsMessage): Promise<void> {
    const { url, timeoutMs, now = Date.now } = this.#options;
    const { to, template, code } = message;
    const body = JSON.stringify({ to, text: renderSms(message, this.#options), template, code });
    const id = `msg_${randomUUID()}`;
    const timestamp = String(Math.floor(now() / 1000));
    const signature = createHmac('sha256', this.#key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
    const { status } = await postOnce(url, headers, body, timeoutMs);
    if (status === RECIPIENT_REFUSED) throw new UndeliverableError('The number gets no messages.');
    if (status < 200 || status >= 300) throw new Error(`The SMS web hook did not take the message: ${status}.`);
  }
}

/** Is this a secret as Standard Webhooks have them, long enough not to be guessed? */
export function isWebhookSecret(secret: string): boolean {
  return SECRET.test(secret) && keyOf(secret).length >= MIN_BYTES;
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice('whsec_'.length), 'base64');
}
