/** What a command prints: `out` on standard output, which scripts read, and `note`, for people. */
export interface CommandOutput {
  out: string;
  note?: string;
}

/** Characters that a terminal obeys, or that turn the text around. A name of a user may have them. */
const CONTROLS = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Returns a text that a terminal only shows. */
export function printable(text: string): string {
  return text.replace(CONTROLS, '\uFFFD');
}

/** Writes rows of cells under one another, each column as wide as its longest cell. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = shown[0]?.map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0))) ?? [];
  return shown
    .map((row) => {
      const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}

/** Writes a time to the minute, in UTC, such as `2026-01-31 12:00`. */
export function minuteOf(time: Date | number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
