import { readFile, writeFile } from 'node:fs/promises';
import { STORIES, type Story } from './stories.ts';

const DOCUMENT = 'docs/password-managers.md';
const STORY_NAMES = Object.keys(STORIES) as Story[];
const HEAD = ['browser', 'password manager', ...STORY_NAMES, 'tried with'];

/** One row of the table: a browser with a password manager. */
export interface Row {
  browser: string;
  manager: string;
  /** What happened, in the order of the stories. */
  cells: string[];
  /** Versions and the day. */
  with: string;
}

/** Reads the table of docs/password-managers.md that tells what was tried. */
export async function readMatrix(): Promise<Row[]> {
  const [head, , ...lines] = tableOf(await readFile(DOCUMENT, 'utf8'))
    .split('\n')
    .map(cellsOf);
  if (head?.join() !== HEAD.join())
    throw new Error(`The table of ${DOCUMENT} has to have these columns: ${HEAD.join()}`);
  return lines.map(([browser = '', manager = '', ...others]) => ({
    browser,
    manager,
    cells: others.slice(0, -1),
    with: others.at(-1) as string,
  }));
}

/** Replaces the row of a browser and manager, or adds it. */
export async function writeRow(row: Row): Promise<void> {
  const rows = await readMatrix();
  const at = rows.findIndex(({ browser, manager }) => browser === row.browser && manager === row.manager);
  rows.splice(at < 0 ? rows.length : at, 1, row);
  const lines = [
    HEAD,
    HEAD.map(() => '---'),
    ...rows.map((each) => [each.browser, each.manager, ...each.cells, each.with]),
  ];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = await readFile(DOCUMENT, 'utf8');
  await writeFile(
    DOCUMENT,
    text.replace(tableOf(text), () => table),
  );
}

function tableOf(text: string): string {
  const table = /^\| browser \|.*(\n\|.*)+/m.exec(text)?.[0];
  if (!table) throw new Error(`${DOCUMENT} has no table that begins with "| browser |".`);
  return table;
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
