import { randomUUID } from 'node:crypto';
import { isWebhookSecret, signWebhook } from '../../lib/standard-webhooks.ts';
import { type Delivery, type SmsMessage, UndeliverableError } from '../port.ts';
import { loadWording } from '../wording.ts';
import { postOnce } from './post-once.ts';
import { renderSms, type SmsText } from './render-sms.ts';

export interface WebhookSmsOptions extends SmsText {
  url: string;
  /** `whsec_` and at least 24 bytes in base64. */
  secret: string;
  /** Milliseconds. */
  timeoutMs?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

const RECIPIENT_REFUSED = 422;

/**
 * Posts text messages to a webhook, as JSON `{to, text, template, code}`, signed as {@link signWebhook} does. A status
 * from 200 to 299 means that the service took the message, and 422 that the number gets no messages.
 */
export class WebhookSms implements Delivery<SmsMessage> {
  readonly #options: WebhookSmsOptions;

  /** @throws {TypeError} when the secret is not one of Standard Webhooks */
  constructor(options: WebhookSmsOptions) {
    if (!isWebhookSecret(options.secret)) throw new TypeError('The secret of a webhook is whsec_ and base64.');
    this.#options = options;
  }

  /**
   * Sends one text message.
   *
   * @throws {UndeliverableError} when the number gets no messages
   * @throws {Error} when the service did not take the message; the error names no number and no code
   */
  async send(message: SmsMessage): Promise<void> {
    const { url, secret, timeoutMs, now = Date.now } = this.#options;
    const { to, template, code } = message;
    const body = JSON.stringify({
      to,
      text: renderSms(message, this.#options, await loadWording(message.language)),
      template,
      code,
    });
    const id = `msg_${randomUUID()}`;
    const headers = { 'Content-Type': 'application/json', ...signWebhook(secret, id, body, now()) };
    const { status } = await postOnce(url, headers, body, timeoutMs);
    if (status === RECIPIENT_REFUSED) throw new UndeliverableError('The number gets no messages.');
    if (status < 200 || status >= 300) throw new Error(`The SMS webhook did not take the message: ${status}.`);
  }
}
