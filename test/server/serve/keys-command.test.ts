import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { parseEnv } from 'node:util';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { runKeysCommand } from '../../../src/server/serve/keys-command.ts';
import { CommandFailure } from '../../../src/server/serve/command-failure.ts';
import { parseArgs } from '../../../src/server/serve/parse-args.ts';
import { runCli } from '../../support/run-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-keys-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Returns a function that runs the command on a database of its own. */
function onNewDatabase(secretKey?: string) {
  const name = path.join(folder, `${files++}`, 'clerk.db');
  const config = parseConfig({ url: 'https://clerk.acme.example', databaseUrl: `sqlite:${name}`, secretKey });
  const run = (...args: string[]) => runKeysCommand(config, {}, parseArgs(['keys', ...args]));
  return { run, config };
}

describe('the command for keys', () => {
  it('keys prints lines for an environment file: both public keys, and where the APIs are', async () => {
    const { run } = onNewDatabase();
    const { out } = await run();
    const env = parseEnv(out);
    assert.equal(env.CLERK_PUBLISHABLE_KEY, 'pk_live_Y2xlcmsuYWNtZS5leGFtcGxlJA');
    assert.equal(createPublicKey(env.CLERK_JWT_KEY ?? '').asymmetricKeyDetails?.modulusLength, 2048);
    assert.equal(env.CLERK_API_URL, 'https://clerk.acme.example');
    assert.equal(env.CLERK_FAPI_URL, 'https://clerk.acme.example');
    assert.doesNotMatch(out, /PRIVATE/);
    assert.equal((await run()).out, out);
  });

  it('keys create prints the key alone, and what it may do beside it', async () => {
    const { run, config } = onNewDatabase();
    const all = await run('create', '--name', 'web');
    assert.match(all.out, /^sk_live_[0-9A-Za-z]{48}\n$/);
    assert.match(all.note ?? '', /may do everything/);
    const some = await run('create', '--scope', 'users:read, sessions:read', '--scope', 'handshake');
    assert.match(some.note ?? '', /may users:read, sessions:read, handshake/);
    const file = config.databaseUrl.replace('sqlite:', '');
    const stored = ['', '-wal'].map((end) => readFileSync(file + end, { flag: 'a+' }).toString('latin1')).join('');
    for (const { out } of [all, some]) assert.ok(!stored.includes(out.trim()));
  });

  it('keys says when the database is new, and when a server on this machine has production keys', async () => {
    const { run } = onNewDatabase();
    assert.match((await run()).note ?? '', /no database at .*clerk\.db: it is new/);
    assert.equal((await run()).note, '');
    assert.doesNotMatch((await run('create')).note ?? '', /production|no database/);
    const config = parseConfig({ url: 'http://localhost:4400', databaseUrl: `sqlite:${folder}/local.db` });
    const { note } = await runKeysCommand(config, {}, parseArgs(['keys', 'create']));
    assert.match(note ?? '', /no database[\s\S]*--instance-type development/);
  });

  it('keys list shows each key by its end, and which of them are revoked', async () => {
    const secretKey = `sk_live_${'0123456789abcdef'.repeat(4)}`;
    const { run } = onNewDatabase(secretKey);
    const first = (await run('create', '--name', 'web')).out.trim();
    const second = (await run('create', '--scope', 'users:read')).out.trim();
    const listed = (await run('list')).out;
    assert.match(listed, /^setting\s+…cdef\s+from the setting secretKey\s+everything/m);
    assert.match(
      listed,
      new RegExp(`^skey_\\w+\\s+…${first.slice(-4)}\\s+web\\s+everything\\s+used -\\s+created 20`, 'm'),
    );
    assert.match(listed, new RegExp(`…${second.slice(-4)}\\s+-\\s+users:read`));
    for (const key of [first, second, secretKey]) assert.ok(!listed.includes(key));
    const id =
      /skey_\w+/.exec((await run('list')).out.split('\n').find((line) => line.includes(' web ')) ?? '')?.[0] ?? '';
    assert.equal((await run('revoke', first.slice(-4), id)).out, `revoked ${id}\n`);
    assert.match((await run('list')).out, /web\s+everything\s+revoked 20/);
    await assert.rejects(run('revoke', 'cdef'), /comes from the setting/);
  });

  it('keys revoke revokes nothing when one of the keys is not clear', async () => {
    const { run } = onNewDatabase();
    const key = (await run('create')).out.trim();
    await assert.rejects(run('revoke', key.slice(-4), 'zzzz'), CommandFailure);
    assert.doesNotMatch((await run('list')).out, /revoked/);
    assert.equal((await onNewDatabase().run('list')).out, 'There are no secret keys.\n');
  });

  it('keys refuses an unknown scope with the known ones, and what it cannot read', async () => {
    const { run } = onNewDatabase();
    await assert.rejects(run('create', '--scope', 'users:all'), { code: 'form_param_value_invalid' });
    const refused = (...args: string[]) => {
      try {
        parseArgs(args);
      } catch (error) {
        return error instanceof CommandFailure ? error.message : String(error);
      }
      return '';
    };
    assert.match(refused('keys', 'creat'), /Did you mean keys create/);
    assert.match(refused('keys', 'create', 'web'), /one argument too many/);
    assert.match(refused('keys', 'revoke'), /needs an id/);
    assert.match(refused('keys', 'list', '--name', 'x'), /--name is for keys create and jwt-templates create alone/);
    assert.match(refused('serve', '--scope', 'users:read'), /--scope is for keys create alone/);
    assert.match(refused('keys', 'create', '--scope'), /needs a value/);
  });

  it('the program writes the key to standard output and the note to standard error', async () => {
    const env = { CLERK_URL: 'http://localhost:4400', CLERK_INSTANCE_TYPE: 'development' };
    const made = runCli(folder, ['keys', 'create'], env);
    let out = '';
    made.child.stdout?.on('data', (chunk: string) => {
      out += chunk;
    });
    assert.equal(await made.end, 0, made.output());
    assert.match(out, /^sk_test_[0-9A-Za-z]{48}\n$/);
    assert.match(made.output(), /CLERK_SECRET_KEY/);
    const wrong = runCli(folder, ['keys', 'create', '--scope', 'all'], env);
    assert.equal(await wrong.end, 1);
    assert.match(wrong.output(), /^There is no scope ".+"\. Choose from users:read/);
  });
});
