import type { SmsMessage } from '../port.ts';
import { fillPlain } from '../../message-templates/fill-message.ts';
import { oneLine } from '../templates/mail-text.ts';
import { ENGLISH } from '../wording.ts';
import { valuesOf } from '../templates/own-message.ts';
import type { OwnTexts } from '../templates/render-blocks.ts';

export interface SmsText {
  applicationName: string;
  /** Host of the page where the user types the code, without a port. */
  domain: string;
  /** The operator's own texts; default none. */
  own?: OwnTexts;
}

const MAX_NAME = 40;

/**
 * Writes the text message for a template, with the operator's text if there is one.
 *
 * In the server's own text, the code comes first, so that a notification shows it. The last line binds the code to the domain (origin-bound
 * one-time codes, WICG): phones offer it on pages of that domain only, and never on a look-alike.
 *
 * @param wording of the language of the message; default English
 */
export function renderSms(message: SmsMessage, text: SmsText, wording = ENGLISH): string {
  const own = text.own?.templates.sms[message.template]?.text;
  if (own) return fillPlain(own, valuesOf({ ...text, supportEmail: null }, message, wording)).trim();
  return renderDefaultSms(message, text, wording);
}

/** Writes a text message with the server's own text. @param wording default English */
export function renderDefaultSms(
  { code, expiresInMinutes }: SmsMessage,
  { applicationName, domain }: SmsText,
  wording = ENGLISH,
): string {
  const name = oneLine(applicationName, MAX_NAME);
  const text = wording.text('sms.code', { code, name }, { duration: wording.duration(expiresInMinutes, 'minute') });
  // A space that does not break is no character of GSM 03.38, and would cost a segment.
  return `${text.replace(/[\u00a0\u202f]/g, ' ')}\n\n@${domain} #${code}`;
}
