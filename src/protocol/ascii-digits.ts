/**
 * Replaces every decimal digit of Unicode by the ASCII digit of the same value: full-width digits, as East Asian
 * keyboards type them, Arabic, Devanagari and all others. Other characters stay as they are.
 *
 * @example
 * asciiDigits('１２３'); // '123'
 */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const at = digit.codePointAt(0) as number;
    // Unicode has the ten digits of a script in a row that begins with its zero (UAX 44, Numeric_Type=Decimal).
    let zero = at;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return `${(at - zero) % 10}`;
  });
}
