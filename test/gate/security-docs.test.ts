import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';

const PAGE = 'docs/security.md';
const page = await readFile(PAGE, 'utf8');
/** The cells of every numbered row, such as 12, L3 or F7. */
const rows = [...page.matchAll(/^\| ([LF]?\d+) \| (.*) \| (.*) \|$/gm)].map(
  ([, id = '', promise = '', proof = '']) => ({
    id,
    promise,
    proof,
  }),
);

/** Returns the tests that a cell names, by file. */
function namedTests(proof: string): [file: string, names: string[]][] {
  return [...proof.matchAll(/\]\(([^)]+)\): (“[^<]*”)/g)].map(([, link = '', names = '']) => [
    path.join(path.dirname(PAGE), link),
    [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name),
  ]);
}

/** Returns the names of all tests in a file, with `…` for each part that a template fills in. */
async function testsIn(file: string): Promise<Set<string>> {
  const source = await readFile(file, 'utf8');
  const names = source.matchAll(
    /\b(?:it|test|itOnBoth)\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g,
  );
  return new Set(
    [...names].map(([, single, double, template]) =>
      (single ?? double ?? template?.replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '…') ?? '').replace(/\\(.)/g, '$1'),
    ),
  );
}

describe('the page about security', () => {
  test('the page about security numbers its rows without a gap, figures included', () => {
    const lines = Array.from({ length: 60 }, (_, i) => String(i + 1));
    const figures = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7'];
    assert.deepEqual(
      rows.map(({ id }) => id),
      [...lines, ...figures],
    );
    for (const { id, promise } of rows) assert.match(promise, /^[A-Z0-9`].*\.$/, id);
  });

  test('each row of the page about security names a test or a bench, or waits for its feature', async () => {
    const bench = await readFile('test/bench/bench.ts', 'utf8');
    for (const { id, proof } of rows) {
      const benches = [...proof.matchAll(/npm run bench -- --only ([\w-]+)/g)].map(([, name]) => name);
      for (const name of benches) assert.match(bench, new RegExp(`^  '?${name}'?: \\(\\) =>`, 'm'), id);
      const isWaiting = proof === 'waits for the feature';
      assert.equal(namedTests(proof).length + benches.length > 0, !isWaiting, id);
    }
  });

  test('the page about security names tests that exist', async () => {
    const missing: string[] = [];
    let found = 0;
    for (const { id, proof } of rows) {
      const quoted = proof.match(/“/g)?.length ?? 0;
      const named = namedTests(proof);
      assert.equal(named.flatMap(([, names]) => names).length, quoted, `${id}: a test without a file`);
      for (const [file, names] of named) {
        const there = existsSync(file) ? await testsIn(file) : new Set<string>();
        for (const name of names) {
          if (there.has(name)) found += 1;
          else missing.push(`${id}: ${file}: ${name}`);
        }
      }
    }
    assert.deepEqual(missing, []);
    assert.ok(found > 100, `${found} tests`);
  });

  test('the page about security links to pages and folders that exist', () => {
    for (const [, link = ''] of page.matchAll(/\]\(([^)#]+)/g)) {
      assert.ok(existsSync(path.join(path.dirname(PAGE), link)), link);
    }
  });
});
