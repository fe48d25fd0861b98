import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, it } from 'node:test';
import { openStorage } from '../../src/server/storage/open-storage.ts';
import { StorageUnavailable } from '../../src/server/storage/storage-errors.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { clientRow, NOW } from '../support/rows.ts';
import { storageContract } from './storage-contract.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'clerk-storage-'));
after(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => `sqlite:${path.join(directory, `${files++}.db`)}`;

storageContract('SQLite in memory', () => openStorage('sqlite::memory:'));
storageContract('SQLite file', () => openStorage(newFile()));
storageContract('Postgres', openPostgres);
// Needs a server, with several parallel connections.
if (process.env.POSTGRES_URL) {
  it('several nodes can start at once on one new Postgres schema', async () => {
    const url = await newSchemaUrl();
    const nodes = await Promise.all(Array.from({ length: 5 }, () => openStorage(url)));
    await nodes[0]!.insertClient(clientRow('client_1'));
    assert.ok(await nodes[4]!.findClientByToken('hash of client_1', NOW));
    await Promise.all(nodes.map((node) => node.close()));
  });
}

it('several nodes can start at once on one new SQLite file', async () => {
  const url = newFile();
  const nodes = await Promise.all(Array.from({ length: 5 }, () => openStorage(url)));
  await nodes[0]!.insertClient(clientRow('client_1'));
  assert.ok(await nodes[4]!.findClientByToken('hash of client_1', NOW));
  await Promise.all(nodes.map((node) => node.close()));
});

it('the storage keeps what was written when the database is closed and opened again', async () => {
  const url = newFile();
  const first = await openStorage(url);
  await first.insertSettingOnce('key', 'value');
  await first.close();
  const second = await openStorage(url);
  assert.equal(await second.getSetting('key'), 'value');
  await second.close();
});

it('refuses a database URL of an unknown kind, and names the known ones', async () => {
  await assert.rejects(openStorage('mysql://localhost/x'), /sqlite:\.\/path/);
});

it('reports a Postgres server that cannot be reached as unavailable', async () => {
  await assert.rejects(openStorage('postgres://nobody@127.0.0.1:1/none'), StorageUnavailable);
});
