import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import { createServer } from '../../../src/entries/server.ts';
import type { AuditEntryRow } from '../../../src/server/storage/rows.ts';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { runCli } from '../../support/run-cli.ts';

let instance: TestInstance;
beforeEach(async () => {
  instance = await getTestInstance();
});
afterEach(() => instance.close());

async function entries(): Promise<AuditEntryRow[]> {
  await instance.app.settle();
  return instance.storage.listAuditEntries({}, 100);
}

const shown = ({ by_kind, by_name, action, target, outcome }: AuditEntryRow) => [
  by_kind,
  by_name,
  action,
  target,
  outcome,
];

it('the audit log has each change: who made it, what, to whom, from where, and how it ended', async () => {
  const call = await backendOf(instance);
  const { body: user } = await call('POST', '/users', {
    email_address: ['ada@example.com'],
    password: 'a long phrase',
  });
  instance.clock.advance(1);
  await call('POST', `/users/${user.id}/ban`, {});
  instance.clock.advance(1);
  await call('POST', '/users/user_nobody/ban', {});
  const all = await entries();
  assert.deepEqual(all.map(shown).toReversed(), [
    ['secret_key', 'test', 'POST /v1/users', user.id, 'ok'],
    ['secret_key', 'test', 'POST /v1/users/:id/ban', user.id, 'ok'],
    ['secret_key', 'test', 'POST /v1/users/:id/ban', 'user_nobody', 'resource_not_found'],
  ]);
  assert.ok(all.every(({ ip_address, is_change }) => ip_address === '192.0.2.1' && is_change));
  const text = JSON.stringify(all);
  for (const secret of ['a long phrase', 'ada@example.com', 'sk_']) assert.ok(!text.includes(secret), secret);
});

it('the audit log has each call that reads, and those of a key without the scope', async () => {
  const call = await backendOf(instance, await newSecretKey(instance, ['sessions:read']));
  await call('GET', '/sessions/sess_x');
  await call('GET', '/users/user_x');
  const all = await entries();
  assert.deepEqual(all.map(({ action, outcome, is_change }) => [action, outcome, is_change]).sort(), [
    ['GET /v1/sessions/:id', 'resource_not_found', false],
    ['GET /v1/users/:id', 'insufficient_scope', false],
  ]);
});

it('the audit log leaves out what SDKs ask for each visitor', async () => {
  const call = await backendOf(instance);
  assert.equal((await call('GET', '/jwks')).status, 200);
  await call('GET', '/clients/handshake_payload?nonce=x');
  assert.deepEqual(await entries(), []);
});

it('nothing is changed when the entry cannot be written', async () => {
  const call = await backendOf(instance);
  const { body: user } = await call('POST', '/users', {
    email_address: ['ada@example.com'],
    skip_password_requirement: true,
  });
  const failing = await getTestInstance({
    wrapStorage: () => ({
      ...instance.storage,
      insertAuditEntries: () => Promise.reject(new Error('the disk is full')),
    }),
  });
  const { status } = await (await backendOf(failing, await newSecretKey(instance)))(
    'POST',
    `/users/${user.id}/ban`,
    {},
  );
  assert.equal(status, 500);
  assert.equal((await instance.storage.findUser(user.id))?.banned, false);
  await failing.close();
});

it('what the embedding application and the command line change is in the audit log', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
  const databaseUrl = `sqlite:${folder}/clerk.db`;
  const settings = { url: 'http://localhost:4400', instanceType: 'development', databaseUrl, testMode: true } as const;
  const server = await createServer(settings, { logger: { debug() {}, info() {}, warn() {}, error() {} } });
  const { id } = await server.secretKeys.create({ name: 'web' });
  await server.close();
  const flags = ['--url', settings.url, '--instance-type', 'development', '--test-mode', '--database-url', databaseUrl];
  assert.equal(await runCli(folder, ['keys', 'revoke', String(id), ...flags]).end, 0);
  const storage = await openStorage(databaseUrl);
  const all = await storage.listAuditEntries({}, 10);
  await storage.close();
  rmSync(folder, { recursive: true });
  assert.deepEqual(
    all.map(({ by_kind, action, target, outcome }) => [by_kind, action, target, outcome]),
    [
      ['command_line', 'secret_keys revoke', id, 'ok'],
      ['code', 'secret_keys create', id, 'ok'],
    ],
  );
});
