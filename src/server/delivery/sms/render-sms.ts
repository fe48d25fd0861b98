import type { SmsMessage } from '../port.ts';
import { count, oneLine } from '../templates/mail-text.ts';

export interface SmsText {
  applicationName: string;
  /** Host of the pages where the code is typed, without a port. */
  domain: string;
}

const MAX_NAME = 40;

/**
 * Writes the text message for a template.
 *
 * The code comes first, so that it can be read from a notification. The last line binds it to the domain (the
 * origin-bound one-time codes of the WICG): phones then offer it there and nowhere else, and a look-alike page gets none.
 */
export function renderSms({ code, expiresInMinutes }: SmsMessage, { applicationName, domain }: SmsText): string {
  const name = oneLine(applicationName, MAX_NAME);
  const minutes = count(expiresInMinutes, 'minute');
  return `${code} is your ${name} code. It is good for ${minutes}. Share it with nobody.\n\n@${domain} #${code}`;
}
