import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { createServer } from '../../../src/entries/server.ts';

const skip = process.platform === 'win32' ? 'did not run: Windows has no such rights' : false;
const root = mkdtempSync(path.join(tmpdir(), 'clerk-files-'));
chmodSync(root, 0o755);
after(() => rmSync(root, { recursive: true, force: true }));

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
const modesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(path.join(folder, name))]));

async function open(folder: string, change: { databaseUrl?: string } = {}) {
  const quiet = () => undefined;
  return createServer(
    {
      url: 'http://localhost:4400',
      instanceType: 'development',
      testMode: true,
      databaseUrl: `sqlite:${path.join(folder, 'clerk.db')}`,
      ...change,
    },
    { env: {}, logger: { info: quiet, warn: quiet, error: quiet } },
  );
}

describe('the files of the server', { skip }, () => {
  const mask = process.umask();
  afterEach(() => void process.umask(mask));

  for (const umask of [0o000, 0o022, 0o077, 0o137]) {
    it(`creates files that only their owner can access when the umask is ${umask.toString(8).padStart(3, '0')}`, async () => {
      const folder = path.join(root, `new-${umask}`);
      process.umask(umask);
      const server = await open(folder);
      process.umask(mask);
      assert.equal(modeOf(folder), '700');
      assert.deepEqual(modesIn(folder), {
        'clerk.db': '600',
        'clerk.db-shm': '600',
        'clerk.db-wal': '600',
        'clerk.keys.json': '600',
      });
      await server.close();
    });
  }

  it('corrects the permissions of the files, and of a folder without other files, at the next start', async () => {
    const folder = path.join(root, 'mended');
    await (await open(folder)).close();
    writeFileSync(path.join(folder, 'clerk.db-journal'), '');
    chmodSync(folder, 0o755);
    for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), 0o644);
    const server = await open(folder);
    assert.equal(modeOf(folder), '700');
    assert.deepEqual([...new Set(Object.values(modesIn(folder)))], ['600']);
    assert.deepEqual(
      server.warnings.filter((text) => text.includes('chmod')),
      [],
    );
    await server.close();
  });

  it('the server does not change the permissions of a folder with other files, and warns when other users may write to it', async () => {
    const folder = path.join(root, 'shared');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    writeFileSync(path.join(folder, 'package.json'), '{}');
    const first = await open(folder);
    assert.equal(modeOf(folder), '755');
    assert.equal(modesIn(folder)['clerk.db'], '600');
    assert.ok(!first.warnings.join().includes('chmod'));
    await first.close();
    chmodSync(folder, 0o777);
    const second = await open(folder);
    assert.match(second.warnings.join(), new RegExp(`Other users .* Run: chmod 700 ${folder}`));
    assert.equal(modeOf(folder), '777');
    await second.close();
  });

  const isRoot = process.getuid?.() === 0;
  it('warns of files that belong to another user, with the command that helps', {
    skip: isRoot ? false : 'did not run: needs root',
  }, async () => {
    const folder = path.join(root, 'foreign');
    await (await open(folder)).close();
    chmodSync(folder, 0o777);
    chmodSync(root, 0o777);
    for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), 0o666);
    process.seteuid?.(65_534);
    try {
      const server = await open(folder);
      for (const name of ['clerk.db', 'clerk.keys.json']) {
        assert.match(server.warnings.join('\n'), new RegExp(`${name} can be read by other users.*Run: chmod 600`));
      }
      await server.close();
    } finally {
      process.seteuid?.(0);
    }
  });
});
