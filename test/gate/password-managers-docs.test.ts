import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readMatrix } from '../support/managers/matrix.ts';
import { STORIES } from '../support/managers/stories.ts';

test('the table of docs/password-managers.md has a cell for every story, and says when it was filled', async () => {
  const rows = await readMatrix();
  assert.ok(rows.length > 0);
  for (const { browser, manager, cells, with: versions } of rows) {
    assert.equal(cells.length, Object.keys(STORIES).length, `${browser}, ${manager}`);
    assert.match(versions, /\d+\.\d+.*, \d{4}-\d\d-\d\d$/);
  }
});

test('every rule of docs/password-managers.md is the name of a test in the file beside it', () => {
  const text = readFileSync('docs/password-managers.md', 'utf8');
  const rules = [...text.matchAll(/^\| ([^|]+) \| [^|]+ \| \[[^\]]+\]\(([^)]+\.test\.ts)\) \|$/gm)];
  assert.ok(rules.length >= 12, 'rules');
  for (const [, rule = '', file = ''] of rules) {
    const source = readFileSync(path.join('docs', file), 'utf8');
    assert.match(source, new RegExp(`it\\([\`']${rule}(: \\$\\{name\\})?[\`']`), `${file}: ${rule}`);
  }
});
