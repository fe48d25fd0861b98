import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { runCli } from '../../support/run-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string[], env?: Record<string, string>) => runCli(folder, args, env);

const SERVE = ['serve', '--url', 'http://localhost:4400', '--instance-type', 'development', '--test-mode'];
const MEMORY = ['--database-url', 'sqlite::memory:', '--port', '0'];

describe('the command', () => {
  it('the command prints its help and its version', async () => {
    const help = run(['--help']);
    assert.equal(await help.end, 0);
    assert.match(help.output(), /clerk-widgets serve \[flags\]/);
    const version = run(['version']);
    assert.equal(await version.end, 0);
    assert.match(version.output(), /^\d+\.\d+\.\d+\n$/);
  });

  it('a wrong command line ends with code 2', async () => {
    const wrong = run(['serve', '--prot', '80']);
    assert.equal(await wrong.end, 2);
    assert.match(wrong.output(), /no flag --prot. Did you mean --port\? See clerk-widgets --help/);
  });

  it('wrong settings end with code 1, every problem and no stack', async () => {
    const wrong = run(['serve', '--port', '70000'], {
      CLERK_URL: 'http://clerk.acme.example',
      CLERK_SMTP_URL: 'hunter2',
    });
    assert.equal(await wrong.end, 1);
    for (const name of ['url', 'port', 'smtp.url', 'smtp.from']) assert.ok(wrong.output().includes(`  ${name} `), name);
    assert.doesNotMatch(wrong.output(), /hunter2|\n\s+at /);
  });

  it('serve does not start when it has to mail codes and has no mail server', async () => {
    const wrong = run(['serve', '--url', 'https://clerk.acme.example', ...MEMORY]);
    assert.equal(await wrong.end, 1);
    assert.match(wrong.output(), /smtp is missing.*CLERK_SMTP_URL/);
  });

  it('serve refuses test mode on a live key, or warns at each start when it is forced', async () => {
    const live = ['serve', '--url', 'http://localhost:4400', '--test-mode', ...MEMORY];
    const refused = run(live);
    assert.equal(await refused.end, 1);
    assert.match(refused.output(), /testMode .*forceTestMode/);
    for (const start of ['first', 'second']) {
      const forced = run([...live, '--force-test-mode']);
      await forced.line('ready');
      assert.match(forced.output(), /"level":"warn".*424242/, start);
      // A production server drains at SIGTERM; Ctrl-C does not wait.
      forced.child.kill('SIGINT');
      assert.equal(await forced.end, 0);
    }
  });

  it('serve names the port that is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const refused = run([...SERVE, '--database-url', 'sqlite::memory:', '--port', String(port)]);
    assert.equal(await refused.end, 1);
    assert.match(refused.output(), /port is taken by another program.*--port or PORT/);
    blocker.close();
  });

  it('serve names the setting of a database that cannot be reached, and no password', async () => {
    const refused = run([...SERVE, '--database-url', 'postgres://clerk:hunter2@127.0.0.1:1/clerk']);
    assert.equal(await refused.end, 1);
    assert.match(refused.output(), /The database .*127\.0\.0\.1:1.*has to run.*databaseUrl \(DATABASE_URL\)/);
    assert.doesNotMatch(refused.output(), /hunter2|\n\s+at /);
  });

  it('serve answers requests, keeps its keys over a restart, and stops at a signal', async () => {
    const args = [...SERVE, '--database-url', 'sqlite:./data/clerk.db', '--port', '0'];
    const kids: unknown[] = [];
    for (let start = 0; start < 2; start++) {
      const server = run(args);
      const { listening, publishableKey } = await server.line('ready');
      assert.match(String(publishableKey), /^pk_test_/);
      const health = await fetch(`http://${listening}/v1/health`);
      assert.equal(health.status, 200);
      const jwks = (await (await fetch(`http://${listening}/.well-known/jwks.json`)).json()) as {
        keys: { kid: string }[];
      };
      kids.push(jwks.keys[0]?.kid);
      assert.deepEqual(await (await fetch(`http://${listening}/__dev/messages`)).json(), []);
      server.child.kill('SIGTERM');
      assert.equal(await server.end, 0);
      await server.line('stopped');
    }
    assert.match(String(kids[0]), /^ins_/);
    assert.equal(kids[0], kids[1]);
  });

  it('serve writes no query, cookie or token into its log', async () => {
    const server = run([...SERVE, ...MEMORY]);
    const { listening } = await server.line('ready');
    const secret = 'hunter2hunter2';
    const headers = { cookie: `__client=${secret}`, authorization: `Bearer ${secret}` };
    await fetch(`http://${listening}/v1/client?rotating_token_nonce=${secret}`, { headers });
    await fetch(`http://${listening}/v1/client/sign_ins?_method=${secret}`, {
      method: 'POST',
      body: `password=${secret}`,
    });
    server.child.kill('SIGTERM');
    assert.equal(await server.end, 0);
    assert.doesNotMatch(server.output(), new RegExp(secret));
  });
});
