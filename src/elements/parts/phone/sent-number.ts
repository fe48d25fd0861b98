import { formatPhoneNumber } from '../../../client/phone/format-phone-number.ts';
import type { SentCode } from '../../../client/flows/types.ts';

/** The number that a code goes to, as it is shown. */
export interface SentNumber {
  identifier: string;
  sent: SentCode | null;
}

/**
 * Shows the whole number to a user who typed it, to reveal a typing error, and the masked one otherwise.
 *
 * @param identifier what the user typed: a number in E.164, or another identifier
 * @param masked the number as the API shows it
 */
export function sentNumber(identifier: string, masked: string, sent: SentCode | null): SentNumber {
  const [head = '', tail = ''] = masked.split(/\*+/);
  const isTyped = identifier.startsWith(head) && identifier.endsWith(tail) && identifier.length === masked.length;
  const to = isTyped ? formatPhoneNumber(identifier, '') : masked;
  return { identifier: to, sent: sent && { ...sent, to } };
}
