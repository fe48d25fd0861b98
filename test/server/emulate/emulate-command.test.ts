import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { type CliRun, runCli } from '../../support/run-cli.ts';
import { until } from '../../support/until.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-emulate-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const users = [{ id: 'user_ada', emailAddresses: ['ada@example.com'], password: 'password123' }];
writeFileSync(path.join(folder, 'seed.json'), JSON.stringify({ users }));
writeFileSync(
  path.join(folder, 'seed.ts'),
  `const users: object[] = ${JSON.stringify(users)};\nexport default { users };\n`,
);
writeFileSync(path.join(folder, 'bad.json'), '{ "users": [{ "emailAddresses": ["ada"] }] }');
writeFileSync(
  path.join(folder, 'server.json'),
  JSON.stringify({
    url: 'https://clerk.example.com',
    databaseUrl: 'postgres://db.example/clerk',
    allowedOrigins: ['https://app.example.com'],
    smtp: { url: 'smtp://mail.example', from: 'no-reply@example.com' },
    applicationName: 'Acme Labs',
    password: { minLength: 20 },
  }),
);
// Settings of a server in the default file: an emulator must not take them without being told.
writeFileSync(path.join(folder, 'clerk.config.json'), '{ "applicationName": "of the default file" }');

/** Runs `emulate` until it says where it is. */
async function start(args: string[], env: Record<string, string> = {}): Promise<CliRun & { url: string }> {
  const run = runCli(folder, ['emulate', '--port', '0', ...args], env);
  let hasEnded = false;
  void run.end.then(() => {
    hasEnded = true;
  });
  await until(() => hasEnded || /ready http\S+\n|"url":/.test(run.output()));
  const [, url = ''] = /(?:ready |"url":")(http:\/\/localhost:\d+)/.exec(run.output()) ?? [];
  assert.ok(url, run.output());
  return { ...run, url };
}

async function stop({ child, end }: CliRun): Promise<void> {
  child.kill('SIGTERM');
  assert.equal(await end, 0);
}

const nameOf = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/v1/environment`);
  const { display_config: display } = (await response.json()) as { display_config: { application_name: string } };
  return display.application_name;
};

describe('clerk-widgets emulate', () => {
  it('says in one line that it is ready, then the variables of an application, and stops at a signal', async () => {
    const foreign = { DATABASE_URL: 'postgres://db.example/app', PORT: '1', CLERK_SECRET_KEY: 'sk_live_of_the_app' };
    const run = await start(['--seed', 'seed.json'], foreign);
    const [first, ...lines] = run.output().split('\n');
    assert.equal(first, `emulator ready ${run.url}`);
    const variables = lines.flatMap((line) => /^(CLERK_\w+)=/.exec(line)?.[1] ?? []);
    assert.deepEqual(variables, [
      'CLERK_PUBLISHABLE_KEY',
      'CLERK_SECRET_KEY',
      'CLERK_API_URL',
      'CLERK_FAPI_URL',
      'CLERK_JWT_KEY',
    ]);
    assert.equal(await nameOf(run.url), 'Emulator');
    await stop(run);
  });

  it('prints JSON, begins at a time, and reads a seed in TypeScript and the settings of a server', async () => {
    const flags = '--json --seed seed.ts --clock 2026-03-01T12:00:00Z --config server.json';
    const run = await start([...flags.split(' '), '--allowed-origins', 'http://localhost:9999']);
    const { users: seeded, secretKey } = JSON.parse(run.output());
    assert.equal(seeded[0].id, 'user_ada');
    assert.match(secretKey, /^sk_test_/);
    const clock = (await (await fetch(`${run.url}/__dev/clock`)).json()) as { now: string };
    assert.equal(clock.now.slice(0, 13), '2026-03-01T12');
    assert.equal(await nameOf(run.url), 'Acme Labs');
    const headers = { origin: 'http://localhost:9999' };
    assert.equal((await fetch(`${run.url}/v1/client`, { headers })).status, 200);
    await stop(run);
  });

  it('refuses a wrong seed, a setting that is not for it, and a wrong time, and says where', async () => {
    const refusal = async (...args: string[]) => {
      const run = runCli(folder, ['emulate', '--port', '0', ...args]);
      return [await run.end, run.output()] as const;
    };
    const [ofSeed, seedText] = await refusal('--seed', 'bad.json');
    assert.equal(ofSeed, 1);
    assert.match(seedText, /^The seed bad\.json has one problem:\n {2}users\[0\]\.emailAddresses\[0\] cannot be used/);
    assert.match((await refusal('--seed', 'none.json'))[1], /--seed does not exist \(given: "none\.json"\)/);
    assert.match((await refusal('--database-url', 'sqlite:./x.db'))[1], /databaseUrl is always memory/);
    assert.match((await refusal('--clock', 'soon'))[1], /--clock is no time: "soon"/);
    const serve = runCli(folder, ['serve', '--seed', 'seed.json']);
    assert.equal(await serve.end, 2);
    assert.match(serve.output(), /--seed is for emulate alone/);
  });
});
