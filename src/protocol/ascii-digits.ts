/**
 * Every decimal digit of Unicode as the ASCII digit of its value: full-width ones, as East Asian keyboards type them,
 * Arabic, Devanagari and all the others. Nothing else changes.
 */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const at = digit.codePointAt(0) as number;
    // Unicode puts the ten digits of a script in a row that begins with its zero (UAX 44, Numeric_Type=Decimal).
    let zero = at;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return `${(at - zero) % 10}`;
  });
}
