import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { guardCell, readCell } from '../../../src/server/import-export/csv-cells.ts';
import { type FileRow, readRows } from '../../../src/server/import-export/read-rows.ts';
import { chunksOf, csvOf } from './import-file.ts';

async function rowsOf(text: string, size?: number): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readRows(chunksOf(text, size))) rows.push(row);
  return rows;
}

const users = fc.array(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }), { maxLength: 8 });
const spacing = fc.constantFrom(undefined, 2);
const size = fc.integer({ min: 1, max: 60 });

describe('the users of a file', () => {
  it('are the same, whatever pieces a JSON array comes in', async () => {
    await fc.assert(
      fc.asyncProperty(users, spacing, size, fc.boolean(), async (list, space, pieces, isWrapped) => {
        const text = JSON.stringify(isWrapped ? { users: list } : list, undefined, space);
        const rows = await rowsOf(text, pieces);
        assert.deepEqual(
          rows.map(({ value }) => JSON.stringify(value)),
          list.map((one) => JSON.stringify(one)),
        );
      }),
    );
  });

  it('are the same, whatever pieces lines of JSON come in, and know their lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        users.filter((list) => list.length > 0),
        size,
        async (list, pieces) => {
          const rows = await rowsOf(`\uFEFF${list.map((one) => JSON.stringify(one)).join('\r\n\n')}\n`, pieces);
          assert.deepEqual(
            rows.map(({ value }) => JSON.stringify(value)),
            list.map((one) => JSON.stringify(one)),
          );
          assert.deepEqual(
            rows.map(({ line }) => line),
            list.map((_, i) => 1 + 2 * i),
          );
        },
      ),
    );
  });

  it('are the same in CSV, with quotes, commas and line breaks in cells', async () => {
    const cell = fc.string().filter((text) => readCell(text) === text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id: cell, 'a name': cell }), { minLength: 1, maxLength: 5 }),
        size,
        async (list, pieces) => {
          const rows = await rowsOf(csvOf(list), pieces);
          assert.deepEqual(
            rows.map(({ value }) => ({ ...value })),
            list.map((one) => ({ ...one })),
          );
        },
      ),
    );
  });

  it('are refused one by one where a line is not JSON, or has too many cells', async () => {
    assert.deepEqual(
      (await rowsOf('{"a":1}\n{"a":\n[1]\n{"a":2}')).map(({ line, problem }) => [line, problem]),
      [
        [1, undefined],
        [2, 'it is not JSON'],
        [3, 'it is no JSON object'],
        [4, undefined],
      ],
    );
    assert.deepEqual(
      (await rowsOf('a,b\n1,2\n1,2,3\n1,2')).map(({ line, problem }) => [line, problem]),
      [
        [2, undefined],
        [3, 'it has 3 cells, and the first line has 2'],
        [4, undefined],
      ],
    );
  });

  it('end with a problem of the file where nothing more can be read', async () => {
    await assert.rejects(rowsOf('[{"a":1}, 7]'), /Line 1: the array has to hold one object for each user/);
    await assert.rejects(rowsOf('[{"a":1},\n{"b":'), /ends in the middle/);
    await assert.rejects(rowsOf('a,b\n1,"x'), /not CSV/);
    await assert.rejects(rowsOf(`[{"a":"${'x'.repeat(1_100_000)}"}]`), /too long/);
    await assert.rejects(rowsOf(`{"a":"${'x'.repeat(1_100_000)}"}`), /too long/);
    assert.deepEqual(await rowsOf(''), []);
    assert.deepEqual(await rowsOf('[]'), []);
  });
});

describe('a cell of a CSV file', () => {
  it('is never a formula for a spreadsheet, and reads back the same', () => {
    const begun = fc
      .tuple(fc.constantFrom('', '=', '+', '-', '@', "'", "'=", '\t', '\r'), fc.string())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(begun, (text) => {
        const cell = guardCell(text);
        assert.equal(readCell(cell), text);
        assert.match(cell, /^(?![=+\-@\t\r])|^[+-]\d+$/);
      }),
    );
    assert.deepEqual(["=cmd|'/c calc'!A1", '+14155550123', '@x', 'plain'].map(guardCell), [
      "'=cmd|'/c calc'!A1",
      '+14155550123',
      "'@x",
      'plain',
    ]);
  });
});
