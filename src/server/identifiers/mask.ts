import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Hides the name in an email address, and its length: `ada@acme.example` becomes `a***@acme.example`. */
export function maskEmail(email: string): string {
  const [first = ''] = email;
  return `${first}***${email.slice(email.lastIndexOf('@'))}`;
}

/**
 * Hides a phone number except its calling code and its last two digits: `+12015550101` becomes `+1********01`.
 *
 * @param number E.164
 */
export function maskPhoneNumber(number: string): string {
  const dial = parsePhoneNumberFromString(number)?.countryCallingCode ?? '';
  const hidden = Math.max(0, number.length - 1 - dial.length - 2);
  return `+${dial}${'*'.repeat(hidden)}${number.slice(-2)}`;
}
