import { asciiDigits } from '../../protocol/ascii-digits.ts';
import { type DialPlan, dialPlanOf, dialPlans } from './dial-plan.ts';

const LETTER = /[\p{L}@]/u;

/**
 * Formats a phone number, complete or not, as it is written in its country. The result ends with the last digit, so that
 * Backspace always deletes a digit.
 *
 * @param text as typed: a number of the country, or an international one that begins with a plus
 * @param country ISO code of the country that numbers without a plus belong to
 * @returns the text unchanged when it is not a phone number
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
 * Returns the digits of a phone number as people write it, after a plus if it is international. Digits of other scripts
 * become ASCII digits, and the `(0)` of an international number is removed, since it is dialed only within the country.
 *
 * @returns undefined when the text has letters and so is not a phone number
 */
export function phoneDigits(text: string): string | undefined {
  const plain = asciiDigits(text.normalize('NFKC'));
  if (LETTER.test(plain)) return undefined;
  const international = /^[^\d]*\+/.test(plain);
  return (international ? `+${plain.replace(/\(0\)/, '')}` : plain).replace(/(?!^\+)\D/g, '');
}

/**
 * Splits off the prefix that is dialed only within the country.
 *
 * @param digits of a number without its calling code
 */
export function splitTrunk(digits: string, plan: DialPlan): [trunk: string, rest: string] {
  const { trunk, groups, dial } = plan;
  const length = [...groups.replace(/\D/g, '')].reduce((sum, group) => sum + Number(group), 0);
  // Numbers may begin with the same digit as the prefix (8 in Russia). Then only a number that is too long has the prefix.
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
