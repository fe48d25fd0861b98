import { type DialPlan, dialPlanOf, dialPlans } from './dial-plan.ts';
import { phoneDigits } from './phone-digits.ts';

/**
 * Groups the digits of a number, complete or not, as people of its country write them. Nothing follows the last digit,
 * so that Backspace always takes a digit.
 *
 * @param text as typed: of the country, or international with a plus in front
 * @param country ISO code; rules numbers without a plus
 * @returns the text as it is when it is not a number
 */
export function formatPhoneNumber(text: string, country: string): string {
  const digits = phoneDigits(text);
  if (digits === undefined) return text;
  if (!digits.startsWith('+')) return formatNational(digits, dialPlans().get(country));
  const plan = dialPlanOf(digits.slice(1), country);
  const rest = plan && digits.slice(plan.dial.length + 1);
  return rest ? `+${plan.dial} ${formatNational(rest, plan)}` : digits;
}

/**
 * Splits off what is dialled before a number within the country.
 *
 * @param digits of a number without its calling code
 */
export function splitTrunk(digits: string, plan: DialPlan): [trunk: string, rest: string] {
  const { trunk, groups, dial } = plan;
  const length = [...groups.replace(/\D/g, '')].reduce((sum, group) => sum + Number(group), 0);
  // Where numbers may begin with the same digit (8 in Russia), only a number too long for one has the prefix.
  const isCertain = trunk.startsWith('0') || dial === '1' || digits.length > length;
  return trunk && isCertain && digits.startsWith(trunk) ? [trunk, digits.slice(trunk.length)] : ['', digits];
}

function formatNational(digits: string, plan: DialPlan | undefined): string {
  if (!plan) return digits;
  const [trunk, rest] = splitTrunk(digits, plan);
  if (!rest) return digits;
  // 07400 123456, but 06 20 123 4567, 8 912 345 67 89 and 1 (201) 555-0123.
  return `${trunk}${trunk && trunk !== '0' ? ' ' : ''}${fill(rest, plan.groups)}`;
}

function fill(digits: string, groups: string): string {
  let text = '';
  let sign = '';
  let rest = digits;
  for (const part of groups) {
    if (!rest) break;
    if (!/\d/.test(part)) {
      sign += part;
      continue;
    }
    text += (sign || (text && ' ')) + rest.slice(0, Number(part));
    rest = rest.slice(Number(part));
    sign = '';
  }
  return text + rest;
}
