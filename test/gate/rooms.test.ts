import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { brokenWalls, LEVELS } from './rooms.ts';

/** Checks sources that are given as text. */
function broken(sources: Record<string, string>): string[] {
  return brokenWalls(Object.keys(sources), (file) => sources[file] ?? '');
}

describe('the rooms of the sources', () => {
  it('every folder of client, elements and server has its level', () => {
    for (const [folder, levels] of Object.entries(LEVELS)) {
      const rooms = new Set(levels.flat().map((room) => room.split('/')[0]));
      const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      assert.deepEqual(
        folders.map(({ name }) => name).filter((name) => !rooms.has(name)),
        [],
        folder,
      );
    }
  });

  it('a room may not import a later room', () => {
    const faults = broken({ 'src/client/fapi/request.ts': "import { x } from '../flows/types.ts';" });
    assert.deepEqual(faults, ['src/client/fapi/request.ts imports src/client/flows/types.ts: flows comes after fapi.']);
  });

  it('a folder of src may not import another one past its wall, not even a type', () => {
    const faults = broken({ 'src/client/store.ts': "import type { Services } from '../server/services.ts';" });
    assert.deepEqual(faults, ['src/client/store.ts imports src/server/services.ts: src/client may not.']);
  });

  it('a room may not import a later room dynamically', () => {
    const faults = broken({ 'src/client/resources/a.ts': "const later = () => import('../session/b.ts');" });
    assert.equal(faults.length, 1);
  });

  it('a feature may not import another feature', () => {
    const faults = broken({ 'src/elements/sign-in/a.ts': "import { b } from '../sign-up/b.ts';" });
    assert.deepEqual(faults, [
      'src/elements/sign-in/a.ts imports src/elements/sign-up/b.ts: features meet by tag and event.',
    ]);
  });

  it('code for browsers may import types of Node, but no module', () => {
    const faults = broken({
      'src/tokens/a.ts': "import { createHash } from 'node:crypto';",
      'src/tokens/b.ts': "import type { Hash } from 'node:crypto';",
    });
    assert.deepEqual(faults, ['src/tokens/a.ts imports node:crypto: src/tokens runs without Node.']);
  });

  it('the client may not import its own facade', () => {
    const faults = broken({ 'src/client/flows/a.ts': "import type { Clerk } from '../clerk.ts';" });
    assert.deepEqual(faults, ['src/client/flows/a.ts imports src/client/clerk.ts: only src/entries may.']);
  });

  it('folders may not import each other in a circle of any length', () => {
    const faults = broken({
      'src/server/factors/code/a.ts': "import { b } from '../link/b.ts';",
      'src/server/factors/link/c.ts': "import { d } from '../oauth/d.ts';",
      'src/server/factors/oauth/e.ts': "import { f } from '../code/f.ts';",
    });
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? '', /factors\/code, src\/server\/factors\/link, src\/server\/factors\/oauth/);
  });

  it('a folder and its subfolders may import each other', () => {
    const faults = broken({
      'src/server/factors/first-factors.ts': "import { password } from './password/password.ts';",
      'src/server/factors/password/password.ts': "import { withLockout } from '../with-lockout.ts';",
    });
    assert.deepEqual(faults, []);
  });
});
