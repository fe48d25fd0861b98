import assert from 'node:assert/strict';
import { it } from 'node:test';
import { groupFiles } from './file-groups.ts';

const any = () => true;

it('files of one folder share processes in equal groups, and each file is in one group', () => {
  const files = ['a', 'b', 'c', 'd', 'e'].map((name) => `test/client/${name}.test.ts`);
  const groups = groupFiles([...files, 'test/backend/a.test.ts'], 4, any);
  assert.deepEqual(
    groups.map((group) => group.length),
    [1, 3, 2],
  );
  assert.deepEqual(groups.flat().sort(), ['test/backend/a.test.ts', ...files]);
});

it('a long file starts first and shares its process with no other', () => {
  const files = ['test/server/a.test.ts', 'test/server/b.test.ts', 'test/server/serve/stop.test.ts'];
  assert.deepEqual(groupFiles(files, 9, any), [['test/server/serve/stop.test.ts'], files.slice(0, 2)]);
});

it('a file that changes its process has one of its own, and so has every file unless a stage groups them', () => {
  const files = ['test/backend/a.test.ts', 'test/backend/b.test.ts', 'test/backend/routes.test.ts'];
  assert.deepEqual(groupFiles(files, 9), [files.slice(0, 2), files.slice(2)]);
  assert.deepEqual(
    groupFiles(files, 1).map((group) => group.length),
    [1, 1, 1],
  );
});
