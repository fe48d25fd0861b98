import { asciiDigits } from '../../protocol/ascii-digits.ts';

const LETTER = /[\p{L}@]/u;

/**
 * What counts of a telephone number as people write it: its digits, after a plus when it is international. Digits of
 * other scripts become ASCII ones, and the `(0)` that stands for "only within the country" goes.
 *
 * @returns undefined when letters are in it: then it is something else, and not to be touched
 */
export function phoneDigits(text: string): string | undefined {
  const plain = asciiDigits(text.normalize('NFKC'));
  if (LETTER.test(plain)) return undefined;
  const international = /^[^\d]*\+/.test(plain);
  return (international ? `+${plain.replace(/\(0\)/, '')}` : plain).replace(/(?!^\+)\D/g, '');
}
