import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';

/** What is tried with each of Clerk's SDKs: the columns of the table in `docs/sdks.md`. */
export const CELLS = [
  'provider',
  'hooks',
  'screens',
  'modals',
  'custom flow, older calls',
  'custom flow, newer calls',
  'custom pages',
  'sign-out',
] as const;
export type Cell = (typeof CELLS)[number];

/** The row of one SDK. */
export interface MatrixRow {
  /** Declares a test that fills a cell. A cell with several tests is filled when all of them pass. */
  it(cell: Cell, name: string, test: () => Promise<void> | void): void;
  /** Says that the SDK itself has no such thing. */
  lacks(cell: Cell): void;
}

const DOCS = 'docs/sdks.md';
const FILLED = 'yes';
const NONE = 'none';
const OPEN = '—';

/**
 * Describes the tests of an SDK, which fill its row of the table in `docs/sdks.md`. When all of them have passed, the row
 * must say the same. With `SDK_MATRIX=write` in the environment it is written instead.
 *
 * @param name of the SDK's package
 * @param install folder of `test/apps/` whose `package.json` has its version
 * @example
 * describeSdk('@clerk/vue', 'vue', (row) => {
 *   row.it('provider', 'the Vue plugin loads our bundle', async () => { … });
 * });
 */
export function describeSdk(name: string, install: string, declare: (row: MatrixRow) => void): void {
  const version = versionOf(name, install);
  const counts = { declared: 0, passed: 0 };
  const filled = new Set<Cell>();
  const none = new Set<Cell>();
  describe(`${name} ${version}`, () => {
    declare({
      it(cell, title, test) {
        filled.add(cell);
        counts.declared += 1;
        it(title, async () => {
          await test();
          counts.passed += 1;
        });
      },
      lacks: (cell) => void none.add(cell),
    });

    it(`${DOCS} says what passed with ${name}`, () => {
      // A failed test says enough, and a run of some tests says nothing about the others.
      if (counts.passed < counts.declared) return;
      const cells = CELLS.map((cell) => (filled.has(cell) ? FILLED : none.has(cell) ? NONE : OPEN));
      const line = `| ${[`\`${name}\` ${version}`, ...cells].join(' | ')} |`;
      const docs = readFileSync(DOCS, 'utf8');
      const written = docs.split('\n').find((row) => row.startsWith(`| \`${name}\` `));
      assert.ok(written, `Add a row for ${name} to the table in ${DOCS}, with anything in its cells.`);
      if (process.env.SDK_MATRIX === 'write') writeFileSync(DOCS, docs.replace(written, line));
      else assert.equal(written, line, `${DOCS} says something else. SDK_MATRIX=write corrects it.`);
    });
  });
}

function versionOf(name: string, install: string): string {
  const file = `test/apps/${install}/package.json`;
  const { dependencies } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
  const version = dependencies[name];
  assert.ok(version, `${file} does not have ${name}.`);
  return version;
}
