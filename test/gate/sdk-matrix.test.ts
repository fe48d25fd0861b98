import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CELLS } from '../support/sdk-matrix.ts';

test('the table of docs/sdks.md has the SDKs that tests try, and no other', () => {
  const tried = globSync('test/apps/*.test.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/describeSdk\(\s*'([^']+)'/g)].map(([, name]) => name),
  );
  const [head = '', , ...rows] =
    /^\| SDK \| provider .*(\n\|.*)+/m.exec(readFileSync('docs/sdks.md', 'utf8'))?.[0].split('\n') ?? [];
  assert.equal(head, `| SDK | ${CELLS.join(' | ')} |`);
  assert.deepEqual(rows.map((row) => /^\| `([^`]+)`/.exec(row)?.[1]).sort(), tried.sort());
});
