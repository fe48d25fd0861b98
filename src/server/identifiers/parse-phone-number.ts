import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { asciiDigits } from '../../protocol/ascii-digits.ts';

export interface PhoneNumber {
  /** E.164: a plus and at most 15 digits. */
  readonly number: string;
  /** ISO 3166-1 alpha-2; null when the number belongs to no country, or the country is not known. */
  readonly country: string | null;
  /** The number costs neither sender nor owner extra, and a person reads its messages. */
  readonly isPersonal: boolean;
}

/** Longer than any number with its spaces, signs and prefixes. */
const MAX_LENGTH = 40;
const MAX_TEXT = 128;
const SHAPE = /^\+[\d\s().\-‐-―−/]{5,}$/;
/** A number has up to 15 digits (ITU-T E.164), and no country has numbers shorter than this. */
const E164 = /^\+[1-9]\d{5,14}$/;
/** Numbers that cost extra, that machines answer, or whose owner pays for calls. */
const NOT_PERSONAL: readonly NumberType[] = ['PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'UAN', 'PAGER', 'VOICEMAIL'];
/** Reserved for films and examples: 555-0100 to 555-0199 in any area of North America. */
const FICTIONAL = /^\+1\d{3}55501\d{2}$/;

/**
 * Parses a phone number in international form.
 *
 * @param text the number with a plus in front; spaces and the usual signs between the digits are allowed
 * @returns undefined when no numbering plan has such a number; fictional numbers are always parsed
 */
export function parsePhoneNumber(text: string): PhoneNumber | undefined {
  const plain = plainOf(text);
  if (plain.length > MAX_LENGTH || !SHAPE.test(plain)) return undefined;
  const parsed = parsePhoneNumberFromString(plain, { extract: false });
  const number: string | undefined = parsed?.number;
  if (!parsed || !number || !E164.test(number)) return undefined;
  if (parsed.ext) return undefined;
  if (!parsed.isValid()) return isFictional(number) ? { number, country: 'US', isPersonal: true } : undefined;
  const type = parsed.getType();
  const isPersonal = !parsed.isNonGeographic() && (type === undefined || !NOT_PERSONAL.includes(type));
  return { number, country: parsed.isNonGeographic() ? null : (parsed.country ?? null), isPersonal };
}

/** Whether a text has the form of a phone number, whether or not such a number exists. */
export function isPhoneShape(text: string): boolean {
  return SHAPE.test(plainOf(text));
}

/** Removes the invisible characters of address books, and converts the digits of every script. */
function plainOf(text: string): string {
  return asciiDigits(text.slice(0, MAX_TEXT).normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .trim();
}

/**
 * Whether a number is fictional. In test mode such numbers take a fixed code and get no messages.
 *
 * @param number E.164
 */
export function isFictional(number: string): boolean {
  return FICTIONAL.test(number);
}
