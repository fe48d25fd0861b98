import type { SmsMessage } from '../port.ts';
import { count, oneLine } from '../templates/mail-text.ts';

export interface SmsText {
  applicationName: string;
  /** Host of the page where the user types the code, without a port. */
  domain: string;
}

const MAX_NAME = 40;

/**
 * Writes the text message for a template.
 *
 * The code comes first, so that a notification shows it. The last line binds the code to the domain (origin-bound
 * one-time codes, WICG): phones offer it on pages of that domain only, and never on a look-alike.
 */
export function renderSms({ code, expiresInMinutes }: SmsMessage, { applicationName, domain }: SmsText): string {
  const name = oneLine(applicationName, MAX_NAME);
  const minutes = count(expiresInMinutes, 'minute');
  return `${code} is your ${name} code. It is valid for ${minutes}. Do not share it.\n\n@${domain} #${code}`;
}
