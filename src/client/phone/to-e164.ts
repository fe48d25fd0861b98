import { dialPlanOf, dialPlans } from './dial-plan.ts';
import { formatPhoneNumber, splitTrunk } from './format-phone-number.ts';
import { phoneDigits } from './phone-digits.ts';

/**
 * A number as people write it in the form of ITU-T E.164, `+447400123456`. Whether such a number exists is for the
 * server to say.
 *
 * @param text as typed: of the country, or international with `+`, `00` or, in North America, `011` in front
 * @param country ISO code; rules numbers that are not international
 * @returns what was typed, without blanks around it, when it is not a number
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

/** The parts a number in E.164 form is shown in: the country, and the number as it is written there. */
export function fromE164(number: string, country: string): { country: string; national: string } {
  const plan = number.startsWith('+') ? dialPlanOf(number.slice(1), country) : undefined;
  if (!plan) return { country, national: number };
  return { country: plan.country, national: formatPhoneNumber(number.slice(plan.dial.length + 1), plan.country) };
}
