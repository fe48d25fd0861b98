import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { installed } from '../support/framework-app.ts';

const NAME = 'no-packages';

describe('the packages of an app', () => {
  const folders = new Set<string>();
  after(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  /** Creates a folder for apps. */
  async function createFrom(): Promise<string> {
    const from = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-'));
    folders.add(from);
    return from;
  }
  /** Writes the manifest of an app that needs no package. */
  async function write(from: string, version: string): Promise<void> {
    const manifest = { name: NAME, version };
    await mkdir(path.join(from, NAME), { recursive: true });
    await writeFile(path.join(from, NAME, 'package.json'), JSON.stringify(manifest));
    await writeFile(
      path.join(from, NAME, 'package-lock.json'),
      JSON.stringify({ ...manifest, lockfileVersion: 3, requires: true, packages: { '': manifest } }),
    );
  }
  const install = async (from: string) => {
    const folder = await installed(NAME, from);
    folders.add(folder);
    return folder;
  };

  it('packages stay where they are when other test files install the same at that moment', async () => {
    const from = await createFrom();
    await write(from, '1.0.0');
    const builds = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => {
        const file = path.join(await install(from), name);
        await writeFile(file, 'the build of one file');
        return file;
      }),
    );
    const lost = builds.filter((file) => !existsSync(file));
    assert.deepEqual(lost, []);
    assert.equal(new Set(builds.map((file) => path.dirname(file))).size, 1);
  });

  it('packages stay where they are when another folder has an app of the same name', async () => {
    const [one, other] = [await createFrom(), await createFrom()];
    await write(one, '1.0.0');
    await write(other, '2.0.0');
    const first = await install(one);
    const second = await install(other);
    assert.notEqual(first, second);
    assert.ok(existsSync(first));
  });

  it('packages take the place of those of an older lockfile', async () => {
    const from = await createFrom();
    await write(from, '1.0.0');
    const older = await install(from);
    await write(from, '1.0.1');
    const newer = await install(from);
    assert.notEqual(newer, older);
    assert.equal(existsSync(older), false);
    assert.ok(existsSync(newer));
  });
});
