import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { createServer } from '../../../src/entries/server.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { runAdminCommand } from '../../../src/server/serve/admin-command.ts';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { runCli } from '../../support/run-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-admin-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('the command for the admin page', () => {
  it('prints a link that signs in on a server with the same database, and leaves an entry in the audit log', async () => {
    const databaseUrl = `sqlite:${path.join(folder, 'clerk.db')}`;
    const input = {
      url: 'https://clerk.acme.example',
      databaseUrl,
      testMode: true,
      forceTestMode: true,
      adminPage: true,
    };
    const server = await createServer(input, { logger: { info() {}, warn() {}, error() {} } });
    const link = await runAdminCommand(parseConfig(input));
    const [page = '', token = ''] = link.split('#');
    assert.equal(page, 'https://clerk.acme.example/__admin/sign-in');
    const send = (key: string) =>
      server.fetch(
        new Request(page, { method: 'POST', headers: { origin: input.url }, body: new URLSearchParams({ key }) }),
      );
    assert.equal((await send(token)).status, 303);
    assert.equal((await send(token)).status, 401);
    assert.equal((await send(new URL(await server.createAdminLink()).hash.slice(1))).status, 303);
    await server.close();
    const storage = await openStorage(databaseUrl);
    const [entry] = await storage.listAuditEntries({ byKind: 'command_line' }, 1);
    assert.deepEqual([entry?.action, entry?.outcome], ['admin', 'ok']);
    await storage.close();
  });

  it('is refused where the setting is off, and where there is no database', async () => {
    const off = parseConfig({ url: 'https://clerk.acme.example' });
    await assert.rejects(runAdminCommand(off), /no admin page\. Set adminPage/);
    const databaseUrl = `sqlite:${folder}/missing.db`;
    const missing = parseConfig({ url: 'https://clerk.acme.example', adminPage: true, databaseUrl });
    await assert.rejects(runAdminCommand(missing), /There is no database at .*missing\.db/);
    const server = await createServer(
      { url: 'https://clerk.acme.example', databaseUrl: 'sqlite::memory:', testMode: true, forceTestMode: true },
      { logger: { info() {}, warn() {}, error() {} } },
    );
    await assert.rejects(server.createAdminLink(), /adminPage/);
    await server.close();
  });

  it('is not needed in development, where serve prints a link when it starts', async () => {
    const args = ['serve', '--port', '0', '--url', 'http://localhost:4499', '--test-mode'];
    const development = runCli(folder, [...args, '--instance-type', 'development', '--database-url', 'sqlite:dev.db']);
    await development.line('ready');
    development.child.kill('SIGINT');
    await development.end;
    assert.match(development.output(), /Admin page, .*http:\/\/localhost:4499\/__admin\/sign-in#[\w-]{43}\n/);
    const production = runCli(folder, [
      ...args,
      '--force-test-mode',
      '--admin-page',
      '--database-url',
      'sqlite:prod.db',
    ]);
    await production.line('ready');
    production.child.kill('SIGINT');
    await production.end;
    assert.doesNotMatch(production.output(), /__admin/);
  });
});
