import { formatPhoneNumber } from '../../../client/phone/format-phone-number.ts';
import type { SentCode } from '../../../client/flows/types.ts';

/** Where a code goes, as it is shown. */
export interface SentNumber {
  identifier: string;
  sent: SentCode | null;
}

/**
 * Whoever typed the number sees all of it, grouped, since only so a slip can be found; anybody else sees the masked
 * one.
 *
 * @param identifier what was typed: a number in E.164, or something else
 * @param masked the number as the API offers it; the whole one where there is nothing to hide
 */
export function sentNumber(identifier: string, masked: string, sent: SentCode | null): SentNumber {
  const [head = '', tail = ''] = masked.split(/\*+/);
  const isTyped = identifier.startsWith(head) && identifier.endsWith(tail) && identifier.length === masked.length;
  const to = isTyped ? formatPhoneNumber(identifier, '') : masked;
  return { identifier: to, sent: sent && { ...sent, to } };
}
