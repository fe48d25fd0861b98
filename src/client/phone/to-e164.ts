import { dialPlanOf, dialPlans } from './dial-plan.ts';
import { formatPhoneNumber, phoneDigits, splitTrunk } from './format-phone-number.ts';

/**
 * Converts a phone number to E.164, such as `+447400123456`. The server checks whether the number is valid.
 *
 * @param text as typed: a number of the country, or an international one that begins with `+`, `00` or, in North
 *   America, `011`
 * @param country ISO code of the country that other numbers belong to
 * @returns the trimmed text when it is not a phone number
 */
export function toE164(text: string, country: string): string {
  const digits = phoneDigits(text);
  if (!digits) return text.trim();
  const own = dialPlans().get(country);
  const abroad = digits.replace(own?.dial === '1' ? /^(00|011)/ : /^00/, '+');
  if (!abroad.startsWith('+')) return own ? `+${own.dial}${splitTrunk(digits, own)[1]}` : `+${digits}`;
  const plan = dialPlanOf(abroad.slice(1), country);
  return plan ? `+${plan.dial}${splitTrunk(abroad.slice(plan.dial.length + 1), plan)[1]}` : abroad;
}

/** Splits a number in E.164 into its country and the number as it is written there, to fill a form with them. */
export function fromE164(number: string, country: string): { country: string; national: string } {
  const plan = number.startsWith('+') ? dialPlanOf(number.slice(1), country) : undefined;
  if (!plan) return { country, national: number };
  return { country: plan.country, national: formatPhoneNumber(number.slice(plan.dial.length + 1), plan.country) };
}
