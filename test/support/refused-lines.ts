import assert from 'node:assert/strict';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuiltApp } from './framework-app.ts';

/** `file(8,18): error …`, `file:8:18 - error …`, or `ERROR "file" 8:18 …`. */
const PLACE = /(?:\((\d+),\d+\): error|:(\d+):\d+ - error|(?<=ERROR .*)" (\d+):\d+ )/g;

/**
 * Puts a file with wrong uses of the elements into an app, and asserts that the checker of the app refuses the lines that
 * say `wrong`, and no others.
 *
 * @param source the file
 * @param to folder of the app for it
 * @param command that checks the types of the app
 */
export async function assertRefused(app: BuiltApp, source: string, to: string, command: string): Promise<void> {
  await copyFile(source, path.join(app.folder, to, path.basename(source)));
  const lines = (await readFile(source, 'utf8')).split('\n');
  const wrong = lines.flatMap((line, at) => (/(\/\/|<!--) wrong\b/.test(line) ? [at + 1] : []));
  const output = (await app.run(command)).replace(new RegExp(`${String.fromCharCode(27)}\\[\\d*m`, 'g'), '');
  const ofFile = output.split('\n').filter((line) => line.includes(path.basename(source)));
  const refused = ofFile.flatMap((line) =>
    Array.from(line.matchAll(PLACE), (found) => Number(found.slice(1).find(Boolean))),
  );
  assert.deepEqual(
    [...new Set(refused)].sort((a, b) => a - b),
    wrong,
    output,
  );
}
