import { formatPhoneNumber } from '../../client/phone/format-phone-number.ts';

/** Returns a number in E.164 with its digits in groups. It has a file of its own, because few users have a number. */
export function shownNumber(phoneNumber: string): string {
  return formatPhoneNumber(phoneNumber, '');
}
