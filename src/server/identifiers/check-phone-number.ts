import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import { isFictional, parsePhoneNumber } from './parse-phone-number.ts';

type Rules = Pick<InstanceConfig, 'sms' | 'testMode'>;

/**
 * Checks one telephone number that somebody wants to add.
 *
 * @param text in international form
 * @returns the number in E.164
 * @throws {ApiError} `form_param_format_invalid` when it is none, `form_param_value_invalid` when no message goes there
 */
export function checkPhoneNumber(rules: Rules, text: string, param = 'phone_number'): string {
  const parsed = parsePhoneNumber(text);
  if (!parsed) {
    const longMessage = 'This is not a phone number. Write it with a plus and the code of the country in front.';
    throw new ApiError('form_param_format_invalid', { param, longMessage });
  }
  if (!isReachable(rules, text)) {
    const longMessage = 'Messages cannot be sent to this number.';
    throw new ApiError('form_param_value_invalid', { param, longMessage });
  }
  return parsed.number;
}

/**
 * May a message go to this number? What is sold by the message, and countries that nobody expects users from, are how
 * strangers earn from codes that they ask for.
 *
 * @param text in international form
 */
export function isReachable({ sms, testMode }: Rules, text: string): boolean {
  const parsed = parsePhoneNumber(text);
  if (!parsed?.isPersonal) return false;
  if (testMode && isFictional(parsed.number)) return true;
  return sms.countries.includes('*') || (parsed.country !== null && sms.countries.includes(parsed.country));
}
