import { asciiDigits } from '../../protocol/ascii-digits.ts';

/** A code of letters and digits as it was printed, however wide or in which script its signs were typed. */
export function plainCode(typed: string): string {
  return asciiDigits(typed.normalize('NFKC')).trim();
}
