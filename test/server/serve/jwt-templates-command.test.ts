import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { runJwtTemplatesCommand } from '../../../src/server/serve/jwt-templates-command.ts';
import { CommandFailure } from '../../../src/server/serve/command-failure.ts';
import { parseArgs, UsageError } from '../../../src/server/serve/parse-args.ts';
import { openStorage } from '../../../src/server/storage/open-storage.ts';

const SECRET = 'a shared secret of more than thirty-two bytes';
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-jwt-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function write(text: string): string {
  const file = path.join(folder, `file-${files++}`);
  writeFileSync(file, text);
  return file;
}

/** Returns a function that runs the command on a database of its own. */
function onNewDatabase() {
  const databaseUrl = `sqlite:${path.join(folder, `${files++}`, 'clerk.db')}`;
  const jwtTemplates = [{ name: 'seeded', claims: {} }];
  const config = parseConfig({ url: 'https://clerk.acme.example', databaseUrl, jwtTemplates });
  const run = (...args: string[]) => runJwtTemplatesCommand(config, {}, parseArgs(['jwt-templates', ...args]));
  return { run, config };
}

describe('the command for JWT templates', () => {
  it('shows the ready-made templates, and makes each of them', async () => {
    const { run, config } = onNewDatabase();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const account = {
      client_email: 'robot@acme.iam.gserviceaccount.com',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    };
    const { out } = await run('presets');
    assert.match(out, /^hasura: Hasura, RS256, the key of the instance\n/);
    assert.match(out, /firebase: Firebase, RS256, --key-file with its service account/);
    assert.match((await run('create', '--preset', 'hasura')).out, /^jtmp_\w+\n$/);
    await run('create', '--preset', 'convex');
    await run('create', '--preset', 'supabase', '--name', 'db', '--key-file', write(`${SECRET}\n`));
    await run('create', '--preset', 'firebase', '--key-file', write(JSON.stringify(account)));
    const { out: list } = await run('list');
    assert.match(list, /^seeded +setting +RS256 +60 s$/m);
    assert.match(list, /^db +jtmp_\w+ +HS256, own key +60 s$/m);
    assert.match(list, /^firebase +jtmp_\w+ +RS256, own key +300 s$/m);
    const storage = await openStorage(config.databaseUrl);
    const firebase = await storage.findJwtTemplateByName('firebase');
    const { iss, sub } = JSON.parse(firebase?.claims ?? '');
    assert.deepEqual([iss, sub], [account.client_email, account.client_email]);
    await storage.close();
    const file = config.databaseUrl.replace('sqlite:', '');
    const stored = ['', '-wal'].map((end) => readFileSync(file + end, { flag: 'a+' }).toString('latin1')).join('');
    assert.ok(!stored.includes(SECRET) && !stored.includes('PRIVATE KEY'));
    assert.match((await run('delete', 'db')).out, /^deleted jtmp_/);
    assert.doesNotMatch((await run('list')).out, /^db /m);
  });

  it('makes a template of a file, and warns of a long life', async () => {
    const { run } = onNewDatabase();
    const file = write(JSON.stringify({ name: 'own', claims: { role: '{{user.username}}' }, lifetime: 3_600 }));
    assert.match((await run('create', '--file', file)).note ?? '', /own live for 3600 seconds/);
    await run('create', '--file', file, '--name', 'other');
    assert.match((await run('list')).out, /^other .*3600 s$/m);
  });

  it('refuses what it cannot use, and shows no key', async () => {
    const { run } = onNewDatabase();
    const table: [RegExp, ...string[]][] = [
      [/needs --preset <name> or --file/, 'create'],
      [/no preset "hasurra".*Did you mean hasura/, 'create', '--preset', 'hasurra'],
      [/supabase needs --key-file with its shared secret/, 'create', '--preset', 'supabase'],
      [/--key-file cannot be read \(ENOENT\)/, 'create', '--preset', 'supabase', '--key-file', '/nowhere/x'],
      [/no client_email/, 'create', '--preset', 'firebase', '--key-file', write('{}')],
      [/--key-file holds no JSON object/, 'create', '--preset', 'firebase', '--key-file', write(SECRET)],
      [/--file has signingKey/, 'create', '--file', write('{"signingKey":"x"}')],
      [/no JWT template "nothing"/, 'delete', 'nothing'],
    ];
    for (const [words, ...args] of table) {
      await assert.rejects(run(...args), (error) => {
        assert.ok(error instanceof UsageError || error instanceof CommandFailure, String(error));
        assert.match(error.message, words);
        assert.ok(!error.message.includes(SECRET));
        return true;
      });
    }
    await assert.rejects(run('delete', 'seeded'), { code: 'setting_read_only' });
    await assert.rejects(run('create', '--file', write('{"name":"x","claims":{"exp":1}}')), {
      code: 'form_param_value_invalid',
    });
  });
});
