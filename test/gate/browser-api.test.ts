import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ABSENT_MEMBERS } from '../../build/absent-members.ts';
import { BROWSER_API, browserApiPage } from '../../build/browser-api-page.ts';
import { readMembers } from '../../build/read-members.ts';

describe('the browser API', () => {
  const [ours = [], stock = []] = readMembers([
    BROWSER_API,
    { file: 'test/support/stock-api-types.ts', interfaceName: 'StockApi' },
  ]);
  const namesOf = (objects: typeof ours) =>
    objects.flatMap(({ name, members }) => members.map((m) => `${name}.${m.name}`));
  const present = new Set(namesOf(ours));
  const absent = ABSENT_MEMBERS.flatMap(({ members }) => members);

  test('docs/browser-api.md is generated from the types', () => {
    assert.equal(readFileSync('docs/browser-api.md', 'utf8'), browserApiPage(ours), 'run npm run docs');
  });

  test("has every member of Clerk's types, or says why not", () => {
    assert.ok(stock.every(({ members }) => members.length > 0));
    const missing = namesOf(stock).filter((name) => !present.has(name) && !absent.includes(name));
    assert.deepEqual(missing, []);
  });

  test('calls no member absent that it has, or that Clerk does not have', () => {
    const known = new Set(namesOf(stock));
    assert.deepEqual(
      absent.filter((name) => present.has(name) || !known.has(name)),
      [],
    );
    assert.equal(new Set(absent).size, absent.length);
  });
});
