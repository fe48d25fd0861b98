import type { SmsMessage } from '../port.ts';
import { fillPlain } from '../../message-templates/fill-message.ts';
import { count, oneLine } from '../templates/mail-text.ts';
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
 */
export function renderSms(message: SmsMessage, text: SmsText): string {
  const own = text.own?.templates.sms[message.template]?.text;
  if (own) return fillPlain(own, valuesOf({ ...text, supportEmail: null }, message)).trim();
  return renderDefaultSms(message, text);
}

/** Writes a text message with the server's own text. */
export function renderDefaultSms({ code, expiresInMinutes }: SmsMessage, { applicationName, domain }: SmsText): string {
  const name = oneLine(applicationName, MAX_NAME);
  const minutes = count(expiresInMinutes, 'minute');
  return `${code} is your ${name} code. It is valid for ${minutes}. Do not share it.\n\n@${domain} #${code}`;
}
