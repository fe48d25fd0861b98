import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { asciiDigits } from '../../protocol/ascii-digits.ts';

export interface PhoneNumber {
  /** E.164: a plus and at most 15 digits. */
  readonly number: string;
  /** ISO 3166-1 alpha-2; null when the number belongs to no country, or it cannot be told to which. */
  readonly country: string | null;
  /** Not of a kind that costs the sender or the owner more, or that no person reads messages at. */
  readonly isPersonal: boolean;
}

/** Longer than any number written with blanks, signs and prefixes; what is longer is not even looked at. */
const MAX_LENGTH = 40;
const MAX_TEXT = 128;
const SHAPE = /^\+[\d\s().\-‐-―−/]{5,}$/;
/** ITU-T E.164 has up to 15 digits, and no country has fewer than this. */
const E164 = /^\+[1-9]\d{5,14}$/;
/** Sold per call or minute, answered by machines, or paid for by whoever is called. */
const NOT_PERSONAL: readonly NumberType[] = ['PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'UAN', 'PAGER', 'VOICEMAIL'];
/** Kept free for films and examples: in any area of North America, 555-0100 to 555-0199. */
const FICTIONAL = /^\+1\d{3}55501\d{2}$/;

/**
 * Reads a telephone number in international form.
 *
 * @param text with a plus in front; blanks and the usual signs between the digits are taken
 * @returns undefined when there is no such number in any numbering plan. Fictional numbers are always read
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

/** Has it the form of a number, whether or not there is such a number? */
export function isPhoneShape(text: string): boolean {
  return SHAPE.test(plainOf(text));
}

/** Address books mark numbers with characters that nobody sees, and every script has digits of its own. */
function plainOf(text: string): string {
  return asciiDigits(text.slice(0, MAX_TEXT).normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .trim();
}

/**
 * Is this one of the numbers that nobody has? In test mode they take a fixed code and get no message.
 *
 * @param number E.164
 */
export function isFictional(number: string): boolean {
  return FICTIONAL.test(number);
}
