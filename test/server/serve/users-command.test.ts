import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { ApiError } from '../../../src/server/http/errors.ts';
import { UsageError } from '../../../src/server/serve/parse-args.ts';
import { runUsersCommand, type UsersCommand } from '../../../src/server/serve/users-command.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { runCli } from '../../support/run-cli.ts';

const BY = { kind: 'command_line', id: null, name: 'ops' } as const;
const BCRYPT = '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe';
const folder = mkdtempSync(path.join(tmpdir(), 'users-command-'));
after(() => rmSync(folder, { recursive: true }));

describe('clerk-widgets users', () => {
  let instance: TestInstance;
  afterEach(() => instance?.close());

  const run = async (
    command: UsersCommand,
    {
      operands = [],
      flags = {},
      input = '',
      isTerminal = false,
    }: {
      operands?: string[];
      flags?: Record<string, string | string[] | true>;
      input?: string;
      isTerminal?: boolean;
    } = {},
  ) => {
    let [out, notes] = ['', ''];
    const streams = {
      input: (async function* () {
        yield input;
      })(),
      out: (text: string) => void (out += text),
      note: (text: string) => void (notes += `${text}\n`),
      isTerminal,
    };
    // Entries of the audit log are ordered by their time.
    instance.clock.advance(1_000);
    const code = await runUsersCommand(instance.app.services, BY, { command, operands, flags }, streams);
    return { code, out, notes };
  };
  const file = (name: string, text: string) => {
    const place = path.join(folder, name);
    writeFileSync(place, text);
    return place;
  };
  const audited = async () =>
    (await instance.storage.listAuditEntries({}, 20)).map(({ action, outcome, by_name }) => [action, outcome, by_name]);

  it('creates a user with a password from the standard input, who signs in', async () => {
    instance = await getTestInstance();
    const flags = {
      email: ['ada@example.com'],
      username: 'ada_l',
      'first-name': 'Ada',
      'password-stdin': true as const,
    };
    const { out } = await run('users create', { flags, input: 'a plain long phrase\n' });
    const signedIn = await instance.browser().post<{ response: { status: string } }>('/v1/client/sign_ins', {
      identifier: 'ada_l',
      password: 'a plain long phrase',
    });
    assert.equal(signedIn.body.response.status, 'complete');
    assert.equal((await instance.storage.findUser(out.trim()))?.first_name, 'Ada');
    assert.deepEqual(await audited(), [['users create', 'ok', 'ops']]);
    await assert.rejects(run('users create', { flags: { email: ['ada@example.com'] } }), ApiError);
    await assert.rejects(run('users create', { flags, input: '' }), UsageError);
  });

  it('lists the newest users as a table, or as JSON without secrets', async () => {
    instance = await getTestInstance();
    for (const name of ['ada', 'bob'])
      await run('users create', { flags: { email: [`${name}@example.com`], 'first-name': name } });
    const all = await run('users list');
    assert.match(all.out, /^user_\w+ {2}\S+@example\.com {2}\w+ {2}created \d{4}-\d\d-\d\d {2}never signed in\n/);
    assert.equal(all.out.trim().split('\n').length, 2);
    const found = JSON.parse((await run('users list', { flags: { query: 'ADA@', json: true } })).out);
    assert.deepEqual(
      found.map((user: { first_name: string }) => user.first_name),
      ['ada'],
    );
    assert.equal((await run('users list', { flags: { query: 'nobody' } })).out, 'There are no such users.\n');
    await assert.rejects(run('users list', { flags: { limit: '0' } }), UsageError);
    await instance.app.settle();
    const entries = await instance.storage.listAuditEntries({}, 20);
    const lists = entries.filter(({ action }) => action === 'users list');
    assert.deepEqual(
      lists.map(({ outcome, is_change }) => [outcome, is_change]),
      lists.map(() => ['ok', false]),
    );
    assert.ok(lists.length > 0);
  });

  it('shows no character that a terminal obeys, of names or of a file', async () => {
    instance = await getTestInstance();
    // The import refuses control characters such as ESC itself.
    const escape = '\u202E\u2066owned';
    const rows = [{ email: 'ada@example.com', first_name: `Ada${escape}` }, { id: `x${escape}` }];
    const { notes } = await run('users import', { operands: ['-'], input: JSON.stringify(rows) });
    const { out } = await run('users list');
    assert.match(notes, /^line 1 \(x\uFFFD/);
    assert.match(out, /Ada\uFFFD/);
    for (const text of [notes, out]) assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  });

  it('imports a file, says which rows it refused, and ends with 1 then', async () => {
    instance = await getTestInstance();
    const users = file(
      'users.json',
      JSON.stringify([
        { id: 'a', email: 'ada@example.com', password_digest: BCRYPT, password_hasher: 'bcrypt', shoe_size: 7 },
      ]),
    );
    const fine = await run('users import', { operands: [users] });
    assert.equal(fine.code, 0);
    assert.match(fine.notes, /^1 created, 0 not imported\. 1 row in [\d.]+ s, \d+ per second\. Read as json\.\n/);
    assert.match(fine.notes, /hashed anew at the first sign-in: bcrypt \(1\)\.\n.*left out.*shoe_size \(1\)/);
    const report = path.join(folder, 'report.json');
    const again = await run('users import', {
      operands: ['-'],
      flags: { report },
      input: `{"id":"b","email":"ada@example.com"}\n{"id":"c","email":"c@example.com"}`,
    });
    assert.equal(again.code, 1);
    assert.match(
      again.notes,
      /^line 1 \(b\): not imported: its email address belongs to user_\w+\n1 created, 1 not imported/,
    );
    assert.deepEqual(
      [JSON.parse(readFileSync(report, 'utf8')).refused.length, statSync(report).mode & 0o777],
      [1, 0o600],
    );
    assert.match(
      (await run('users import', { operands: [users], flags: { 'dry-run': true } })).notes,
      /^Nothing was written/,
    );
    await assert.rejects(run('users import', { operands: [path.join(folder, 'none')] }), /cannot be read: ENOENT/);
    await assert.rejects(run('users import', { operands: [users], flags: { format: 'xml' } }), /one of clerk, json/);
    // A dry run changes nothing, so it leaves no entry either.
    assert.deepEqual(await audited(), [
      ['users import', 'internal_clerk_error', 'ops'],
      ['users import', 'ok', 'ops'],
      ['users import', 'ok', 'ops'],
    ]);
  });

  it('exports into a new file that only its owner can read, and shows no hash on a terminal', async () => {
    instance = await getTestInstance();
    await run('users import', {
      operands: ['-'],
      input: JSON.stringify({ email: 'ada@example.com', password_digest: BCRYPT, password_hasher: 'bcrypt' }),
    });
    const output = path.join(folder, 'export.csv');
    const { notes } = await run('users export', { flags: { output, 'with-hashes': true } });
    assert.match(notes, /^1 users exported to .*, which only you can read\.\n$/);
    assert.equal(statSync(output).mode & 0o777, 0o600);
    assert.match(readFileSync(output, 'utf8'), /ada@example\.com.*\$2a\$06\$m0CrhHm10qJ3lXRY/);
    await assert.rejects(run('users export', { flags: { output } }), /cannot be created: EEXIST/);
    await assert.rejects(
      run('users export', { flags: { 'with-secrets': true }, isTerminal: true }),
      /not shown on a terminal/,
    );
    assert.match((await run('users export', { isTerminal: true })).out, /"email_address":"ada@example\.com"/);
    assert.equal((await audited())[1]?.[0], 'users export --with-hashes');
  });

  it('runs beside a server on the same SQLite file, with the flags of the server', async () => {
    const flags = ['--url', 'http://localhost:1', '--test-mode', '--instance-type', 'development'];
    const server = runCli(folder, ['serve', ...flags, '--port', '0']);
    await server.line('ready');
    file(
      'clerk.csv',
      `id,primary_email_address,password_digest,password_hasher\nuser_1,ada@example.com,${BCRYPT},bcrypt\nuser_2,,,\n`,
    );
    const imported = runCli(folder, ['users', 'import', 'clerk.csv', '--keep-ids', ...flags]);
    assert.equal(await imported.end, 1);
    assert.match(imported.output(), /line 3 \(user_2\): not imported: a user needs/);
    const listed = runCli(folder, ['users', 'list', '--json', ...flags]);
    assert.equal(await listed.end, 0);
    assert.equal(JSON.parse(listed.output())[0].id, 'user_1');
    const wrong = runCli(folder, ['users', 'export', '--dry-run', ...flags]);
    assert.equal(await wrong.end, 2);
    assert.match(wrong.output(), /--dry-run is for users import alone/);
    server.child.kill('SIGTERM');
    await server.end;
  });
});
