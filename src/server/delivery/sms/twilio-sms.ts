import type { Delivery, SmsMessage } from '../port.ts';
import { postOnce } from './post-once.ts';
import { renderSms, type SmsText } from './render-sms.ts';
import { UndeliverableError } from '../undeliverable-error.ts';

export interface TwilioOptions extends SmsText {
  /** `AC` and 32 hexadecimal digits. */
  accountSid: string;
  authToken: string;
  /** Number in E.164, or an alphanumeric sender; either this or `messagingServiceSid`. */
  from?: string | null;
  messagingServiceSid?: string | null;
  /** Of Twilio's REST API, without a slash at the end. */
  baseUrl: string;
  /** Milliseconds. */
  timeoutMs?: number;
}

/**
 * Codes with which Twilio says that this number gets no messages: not a number, not to be reached, its owner objected,
 * or its region is switched off for the account (https://www.twilio.com/docs/api/errors).
 */
const RECIPIENT_REFUSED: readonly unknown[] = [21_211, 21_214, 21_217, 21_408, 21_610, 21_612, 21_614];

/** Sends text messages through Twilio's Messages resource. */
export class TwilioSms implements Delivery<SmsMessage> {
  readonly #options: TwilioOptions;

  constructor(options: TwilioOptions) {
    this.#options = options;
  }

  /**
   * Hands one message over.
   *
   * @throws {UndeliverableError} when the number gets no messages
   * @throws {Error} when the service cannot be reached or refuses for another reason; it names no number and no code
   */
  async send(message: SmsMessage): Promise<void> {
    const { accountSid, authToken, from, messagingServiceSid, baseUrl, timeoutMs } = this.#options;
    const form = new URLSearchParams({
      To: message.to,
      ...(messagingServiceSid ? { MessagingServiceSid: messagingServiceSid } : { From: from ?? '' }),
      Body: renderSms(message, this.#options),
      // A code that comes when it is dead only confuses.
      ValidityPeriod: String(message.expiresInMinutes * 60),
    });
    const headers = {
      Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
    };
    const url = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
    const { status, json } = await postOnce(url, headers, form.toString(), timeoutMs);
    if (status >= 200 && status < 300) return;
    // Twilio's own words repeat the number, so only its code is kept.
    const { code } = (json ?? {}) as { code?: unknown };
    const reason = typeof code === 'number' ? `${status}, error ${code}` : String(status);
    if (RECIPIENT_REFUSED.includes(code)) throw new UndeliverableError(`The number gets no messages: ${reason}.`);
    throw new Error(`The SMS service did not take the message: ${reason}.`);
  }
}
