import { type Delivery, type SmsMessage, UndeliverableError } from '../port.ts';
import { loadWording } from '../wording.ts';
import { postOnce } from './post-once.ts';
import { renderSms, type SmsText } from './render-sms.ts';

export interface TwilioOptions extends SmsText {
  /** `AC` and 32 hexadecimal digits. */
  accountSid: string;
  authToken: string;
  /** Number in E.164, or an alphanumeric sender. Give this or `messagingServiceSid`. */
  from?: string | null;
  messagingServiceSid?: string | null;
  /** URL of Twilio's REST API, without a slash at the end. */
  baseUrl: string;
  /** Milliseconds. */
  timeoutMs?: number;
}

/**
 * Twilio's error codes for a number that gets no messages: it is invalid or cannot be reached, its owner has opted out,
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
   * Sends one text message.
   *
   * @throws {UndeliverableError} when the number gets no messages
   * @throws {Error} when Twilio cannot be reached, or refuses for another reason. The error names no number and no code
   */
  async send(message: SmsMessage): Promise<void> {
    const { accountSid, authToken, from, messagingServiceSid, baseUrl, timeoutMs } = this.#options;
    const form = new URLSearchParams({
      To: message.to,
      ...(messagingServiceSid ? { MessagingServiceSid: messagingServiceSid } : { From: from ?? '' }),
      Body: renderSms(message, this.#options, await loadWording(message.language)),
      // Twilio then drops a message that it cannot deliver before its code expires.
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
    // Twilio's message repeats the number, so only the code of the error is used.
    const { code } = (json ?? {}) as { code?: unknown };
    const reason = typeof code === 'number' ? `${status}, error ${code}` : String(status);
    if (RECIPIENT_REFUSED.includes(code)) throw new UndeliverableError(`The number gets no messages: ${reason}.`);
    throw new Error(`The SMS service did not take the message: ${reason}.`);
  }
}
