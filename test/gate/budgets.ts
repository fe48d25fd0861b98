import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** The most bytes (brotli 11) of each CDN file; their names have no hash here. */
const BUDGETS: Record<string, number> = {
  // What every page needs, and no element.
  'clerk.js': 13_000,
  'chunks/base': 7_200,
  'chunks/sign-in': 8_700,
  'chunks/sign-up': 11_000,
  'chunks/forms': 5_500,
  'chunks/user-button': 2_500,
  'chunks/user-profile': 9_600,
  'chunks/account': 7_300,
  'chunks/session': 6_800,
  'chunks/steps': 16_000,
  'chunks/options': 11_000,
  'chunks/factors': 10_300,
  'chunks/menu': 10_800,
  // The strength of a new password and its word lists. The server uses the same ones, so that both agree. The page
  // fetches them at the first key of a new password, if the instance shows the meter and the user does not save data.
  'chunks/strength': 216_000,
};
/** The most bytes of any other file. */
const OTHER_FILE = 5_000;
/** What a signed-in page without an element loads: the script, and the session engine once the page has settled. */
const TOGETHER = { files: ['clerk.js', 'chunks/session'], budget: 17_000 };

/** Prints the size of every CDN file and fails when one is over its budget. */
export async function checkBudgets(): Promise<void> {
  const files = [
    'clerk.js',
    ...(await readdir('dist/chunks')).filter((f) => f.endsWith('.js')).map((f) => `chunks/${f}`),
  ];
  const over: string[] = [];
  const compare = (name: string, bytes: number, budget: number): void => {
    console.log(`  ${String(bytes).padStart(6)} of ${String(budget).padStart(6)} B  ${name}`);
    if (bytes > budget) over.push(`${name} weighs ${bytes} B, its budget is ${budget} B`);
  };
  let together = 0;
  for (const file of files) {
    const bytes = brotli(await readFile(path.join('dist', file)));
    const name = file.replace(/-[A-Z0-9]{8}\.js$/, '');
    compare(name, bytes, BUDGETS[name] ?? OTHER_FILE);
    if (TOGETHER.files.includes(name)) together += bytes;
  }
  compare(TOGETHER.files.join(' and '), together, TOGETHER.budget);
  if (over.length) throw new Error(over.join('\n'));
}

function brotli(bytes: Buffer): number {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
}
