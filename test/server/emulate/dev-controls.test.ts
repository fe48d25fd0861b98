import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { ConfigError, type ConfigInput, createServer } from '../../../src/entries/server.ts';
import { createEmulator } from '../../../src/entries/testing.ts';
import { EMULATOR_SECRET_KEY, EMULATOR_SIGNING_KEY } from '../../../src/server/keys/emulator-keys.ts';
import { ask, openEmulator, PAGE } from '../../support/emulators.ts';

const PATHS = ['/__dev/reset', '/__dev/clock', '/__dev/sessions', '/__dev/emulator'];
const seed = { users: [{ id: 'user_ada', emailAddresses: ['ada@example.com'] }] };
const JSON_TYPE = { 'content-type': 'application/json' };

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-emulate-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A server as an operator configures it, in test mode. */
const serverWith = (input: Partial<ConfigInput> = {}, env: Record<string, string> = {}) =>
  createServer(
    { url: 'http://localhost:4400', instanceType: 'development', testMode: true, ...input },
    { env, logger: { info() {}, warn() {}, error() {} } },
  );

describe('what tests ask of the emulator', () => {
  it('is answered as JSON: reset, clock, sessions and keys', async () => {
    const emulator = await openEmulator({ seed });
    const moved = await ask(emulator, '/__dev/clock', { advance: 3_600 });
    assert.deepEqual([moved.status, moved.body.ahead], [200, 3_600]);
    assert.equal(moved.headers.get('cache-control'), 'no-store');
    assert.equal((await ask(emulator, '/__dev/clock')).body.ahead, 3_600);
    assert.equal((await ask(emulator, '/__dev/clock', { now: '2030-01-01' })).body.now.slice(0, 10), '2030-01-01');
    assert.equal((await ask(emulator, '/__dev/clock', { real: true })).body.ahead, 0);
    const { body } = await ask(emulator, '/__dev/reset', '');
    assert.deepEqual(body.users, [{ id: 'user_ada', emailAddresses: ['ada@example.com'], sessionIds: [] }]);
    const session = await ask(emulator, '/__clerk/__dev/sessions', { user: 'ada@example.com' });
    assert.deepEqual([session.status, session.body.userId], [200, 'user_ada']);
    assert.equal((await ask(emulator, '/__dev/emulator')).body.secretKey, emulator.secretKey);
  });

  it('is refused with the reason when it is wrong', async () => {
    const emulator = await openEmulator({ seed });
    const refusal = async (route: string, body: unknown): Promise<[number, string]> => {
      const answer = await ask(emulator, route, body);
      return [answer.status, answer.body.errors[0].long_message];
    };
    for (const body of [{}, { advance: '5' }, { advance: 5, real: true }, { real: false }]) {
      assert.deepEqual(await refusal('/__dev/clock', body), [
        422,
        'Give one of { "advance": seconds }, { "now": "2026-03-01T12:00:00Z" } and { "real": true }.',
      ]);
    }
    assert.equal((await refusal('/__dev/clock', { now: 'soon' }))[0], 422);
    assert.deepEqual(await refusal('/__dev/clock', { forward: 5 }), [
      422,
      'forward is not known. Known are advance, now, real.',
    ]);
    assert.deepEqual(await refusal('/__dev/reset', '{'), [400, 'The body is not JSON.']);
    assert.deepEqual(await refusal('/__dev/reset', []), [400, 'The body is no object.']);
    assert.deepEqual(
      (await refusal('/__dev/reset', { seed: { users: [{ id: 1 }] } }))[1].slice(0, 23),
      'users[0].id is 1, not a',
    );
    assert.equal((await refusal('/__dev/sessions', { user: 'bea@example.com' }))[0], 404);
    assert.deepEqual(await refusal('/__dev/sessions', { user: 5 }), [422, 'user is not a text.']);
    const wrongVerb = await emulator.fetch('/__dev/reset');
    assert.equal(wrongVerb.status, 405);
  });

  it('is not for pages of other sites, nor under a name that a stranger can own', async () => {
    const emulator = await openEmulator({ seed });
    for (const route of PATHS) {
      const foreign = await ask(emulator, route, {}, { origin: 'https://evil.example', 'content-type': 'text/plain' });
      assert.equal(foreign.status, 403, route);
      assert.equal(foreign.headers.get('access-control-allow-origin'), null);
      const rebound = await emulator.fetch(`http://rebound.example:4450${route}`, { method: 'POST', body: '{}' });
      assert.equal(rebound.status, 403, route);
      const proxied = await ask(emulator, route, {}, { 'x-forwarded-host': 'evil.example' });
      assert.equal(proxied.status, 403, route);
    }
    assert.deepEqual((await ask(emulator, '/__dev/clock')).body.ahead, 0);
    const allowed = await ask(emulator, '/__dev/clock', { advance: 1 }, { origin: PAGE, ...JSON_TYPE });
    assert.deepEqual([allowed.status, allowed.headers.get('access-control-allow-origin')], [200, PAGE]);
    const preflight = await emulator.fetch('/__dev/clock', { method: 'OPTIONS', headers: { origin: PAGE } });
    assert.equal(preflight.status, 204);
  });

  it('is not there in a server, test mode or not', async () => {
    for (const testMode of [true, false]) {
      const smtp = { url: 'smtp://localhost:2525', from: 'no-reply@example.com' };
      const server = await serverWith({ databaseUrl: 'sqlite::memory:', testMode, smtp });
      for (const route of PATHS) {
        for (const method of ['GET', 'POST']) {
          const headers = { origin: 'http://localhost:4400', ...JSON_TYPE };
          const init = { method, headers, ...(method === 'POST' && { body: '{"advance":5}' }) };
          const here = await server.fetch(new Request(`http://localhost:4400${route}`, init));
          const nowhere = await server.fetch(new Request('http://localhost:4400/__dev/nothing', init));
          assert.deepEqual([here.status, nowhere.status], [404, 404], `${method} ${route}`);
        }
      }
      await server.close();
    }
  });
});

describe('the keys of the emulator', () => {
  it('are refused by every server', async () => {
    const databaseUrl = 'sqlite::memory:';
    const master = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
    const signing = { CLERK_MASTER_KEY: master, CLERK_SIGNING_KEY: EMULATOR_SIGNING_KEY };
    const isRefusal = (setting: string) => (error: unknown) =>
      error instanceof ConfigError && error.message.includes(`${setting} is that of clerk-widgets emulate`);
    await assert.rejects(serverWith({ databaseUrl }, signing), isRefusal('CLERK_SIGNING_KEY'));
    await assert.rejects(serverWith({ databaseUrl, secretKey: EMULATOR_SECRET_KEY }), isRefusal('secretKey'));
    const smtp = { url: 'smtp://localhost:2525', from: 'no-reply@example.com' };
    const live = { databaseUrl, smtp, testMode: false, instanceType: 'production' } as const;
    await assert.rejects(serverWith(live, signing), isRefusal('CLERK_SIGNING_KEY'));
  });
});

describe('an emulator and its machine', () => {
  it('listens where no other machine reaches it', async () => {
    await using emulator = await createEmulator({ seed });
    const { port } = new URL(emulator.url);
    const others = Object.values(networkInterfaces()).flat();
    const outer = others.find((each) => each && !each.internal && each.family === 'IPv4');
    if (outer) await assert.rejects(fetch(`http://${outer.address}:${port}/v1/environment`));
    assert.equal((await fetch(`http://127.0.0.1:${port}/v1/environment`)).status, 200);
  });

  it('refuses settings that it decides itself', async () => {
    const settings = {
      databaseUrl: 'sqlite:./x.db',
      instanceType: 'production',
      testMode: false,
      smtp: { url: 'smtp://localhost', from: 'a@example.com' },
      sms: { webhook: { url: 'https://example.com', secret: 'x' } },
    };
    const error = await openEmulator({ settings: settings as object }).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ConfigError);
    assert.deepEqual(
      error.problems.map(({ setting }) => setting),
      ['instanceType', 'databaseUrl', 'testMode', 'smtp', 'sms.webhook'],
    );
  });
});
