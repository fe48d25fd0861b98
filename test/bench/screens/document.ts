import type { Cost } from './person.ts';
import { type Score, score } from './score.ts';

/** The page that shows the table. */
export const DOCUMENT = 'docs/screens.md';
const BEGIN = '<!-- The bench writes the lines up to the end of the table. -->';
const END = '<!-- The end of the table. -->';

export interface TableRow {
  id: string;
  title: string;
  ours: Cost;
  /** Or why Clerk's screens cannot do the job. */
  clerk: Cost | string;
}

const HEAD = ['job', 'clicks', 'keys', 'fields', 'screens', 'time in ms', 'share of the time', ''];

/** Writes the table in Markdown: ours and then Clerk's in each cell. */
export function markdownTable(rows: readonly TableRow[], note: string): string {
  const lines = rows.map((row) => `| ${cells(row).join(' | ')} |`);
  return [
    note,
    '',
    `| ${HEAD.join(' | ')} |`.replace('|  |', '| |'),
    `|${'---|'.repeat(HEAD.length)}`,
    ...lines,
    '',
    summary(rows),
  ].join('\n');
}

/** Replaces the table in the text of the page. */
export function withTable(page: string, table: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${DOCUMENT} has lost the marks around its table.`);
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}

/** Returns the cells of the table's rows, without its head. */
export function readTable(page: string): string[][] {
  const table = page.split(BEGIN)[1]?.split(END)[0] ?? '';
  return (table.match(/^\|.*\|$/gm) ?? []).slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** Names where a row stands, such as `ahead` or `behind in keys`. */
export const standingText = ({ standing, worse }: Score): string =>
  worse.length ? `behind in ${worse.join(' and ')}` : standing;

function cells({ title, ours, clerk }: TableRow): string[] {
  if (typeof clerk === 'string')
    return [title, ...[ours.clicks, ours.keys, ours.fields, ours.screens].map(String), ms(ours), '-', clerk];
  const pair = (name: 'clicks' | 'keys' | 'fields' | 'screens'): string => `${ours[name]} / ${clerk[name]}`;
  const share = (ours.ms / clerk.ms).toFixed(2);
  const counts = [pair('clicks'), pair('keys'), pair('fields'), pair('screens')];
  return [title, ...counts, `${ms(ours)} / ${ms(clerk)}`, share, standingText(score(ours, clerk))];
}

function summary(rows: readonly TableRow[]): string {
  const both = rows.flatMap(({ ours, clerk }) => (typeof clerk === 'string' ? [] : [score(ours, clerk).standing]));
  const count = (standing: string): number => both.filter((each) => each === standing).length;
  return `Of ${both.length} jobs that both do: ahead in ${count('ahead')}, equal in ${count('equal')}, behind in ${count('behind')}.`;
}

const ms = (cost: Cost): string => Math.round(cost.ms).toLocaleString('en-US');
