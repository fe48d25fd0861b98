/** How a cell begins that spreadsheets run as a formula. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** Numbers, such as phone numbers: they begin in the same way, and do nothing. */
const NUMBER = /^[+-]\d+$/;

/**
 * Writes a text so that no spreadsheet runs it as a formula: with an apostrophe in front, which spreadsheets do not show.
 */
export function guardCell(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** Reads what {@link guardCell} has written, and every text that needs no guard. */
export function readCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
