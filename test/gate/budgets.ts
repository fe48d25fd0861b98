import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * The most bytes (brotli 11) of each CDN file; chunk names have no hash here. clerk.js is all JavaScript until
 * the sign-in form is usable.
 */
const BUDGETS: Record<string, number> = {
  'clerk.js': 24_000,
  // What a signed-in page needs: users, tokens, cookies, tabs.
  'chunks/session-manager': 6_800,
  'chunks/sign-up': 2_500,
  // The strength of a new password and its word lists. The server uses the same ones, so that both agree. The page
  // fetches them at the first key of a new password, if the instance shows the meter and the user does not save data.
  'chunks/strength-meter': 216_000,
  'chunks/user-button': 4_500,
  'chunks/user-profile': 8_000,
};
/** The most bytes of any other chunk. */
const OTHER_CHUNK = 6_000;

/** Prints the size of every CDN file and fails when one is over its budget. */
export async function checkBudgets(): Promise<void> {
  const files = [
    'clerk.js',
    ...(await readdir('dist/chunks')).filter((f) => f.endsWith('.js')).map((f) => `chunks/${f}`),
  ];
  const over: string[] = [];
  for (const file of files) {
    const bytes = brotli(await readFile(path.join('dist', file)));
    const name = file.replace(/-[A-Z0-9]{8}\.js$/, '');
    const budget = BUDGETS[name] ?? OTHER_CHUNK;
    console.log(`  ${String(bytes).padStart(6)} of ${String(budget).padStart(6)} B  ${name}`);
    if (bytes > budget) over.push(`${name} weighs ${bytes} B, its budget is ${budget} B`);
  }
  if (over.length) throw new Error(over.join('\n'));
}

function brotli(bytes: Buffer): number {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
}
