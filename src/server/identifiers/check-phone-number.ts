import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import { isFictional, parsePhoneNumber } from './parse-phone-number.ts';

type Rules = Pick<InstanceConfig, 'sms' | 'testMode'>;

/**
 * Checks a phone number that a user adds.
 *
 * @param text in international form
 * @returns the number in E.164
 * @throws {ApiError} `form_param_format_invalid` when it is not a phone number, `form_param_value_invalid` when the
 *   instance sends no messages to it
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
 * Whether the instance sends messages to a number. Premium numbers, and countries without users, would let attackers
 * earn money from the codes that they ask for.
 *
 * @param text in international form
 */
export function isReachable({ sms, testMode }: Rules, text: string): boolean {
  const parsed = parsePhoneNumber(text);
  if (!parsed?.isPersonal) return false;
  if (testMode && isFictional(parsed.number)) return true;
  return sms.countries.includes('*') || (parsed.country !== null && sms.countries.includes(parsed.country));
}
