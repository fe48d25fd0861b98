import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DEV_CONTROL_ROUTES } from '../../../src/server/emulate/dev-controls.ts';
import type { Emulator } from '../../../src/entries/testing.ts';
import { openEmulator } from '../../support/emulators.ts';

const FIELDS = ['seed', 'advance', 'now', 'real', 'user', 'session', 'origin', 'nonsense', '__proto__', 'constructor'];
const VALUES = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '1e308',
  '1e999',
  '"-999999-01-01"',
  '"+275760-09-13T00:00:00.001Z"',
  '[]',
  '{}',
  '[[[1]]]',
  '""',
  '"a\\u0000b"',
  '"\\ud800"',
  '"javascript:alert(1)"',
  '"https://evil.example"',
  '"__proto__"',

  '{"users":1}',
  '{"users":[{}]}',
  '{"users":[null]}',
  '{"users":[{"id":"__proto__"}]}',
  '{"__proto__":{"polluted":1}}',
  '{"users":[{"emailAddresses":["a\\u0000@example.com"]}]}',
  `{"users":[{"firstName":"${'x'.repeat(100_000)}"}]}`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
];

describe('hostile requests to the emulator', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await openEmulator({ seed: { users: [{ emailAddresses: ['ada@example.com'] }] } });
  });
  after(() => emulator.close());

  it('every control takes any body without a failure, and the emulator goes on', async () => {
    for (const route of DEV_CONTROL_ROUTES.filter((each) => each.startsWith('POST'))) {
      const path = route.split(' ')[1] ?? '';
      for (const field of FIELDS) {
        for (const value of VALUES) {
          const body = `{"${field}":${value}}`;
          const answer = await emulator.fetch(path, { method: 'POST', body });
          const text = await answer.text();
          const where = `${route} ${body.slice(0, 80)}: ${answer.status} ${text.slice(0, 300)}`;
          assert.ok(answer.status < 500, where);
          assert.doesNotMatch(text, /\bat \S+ \(|node:internal|\.ts:\d+/, where);
        }
      }
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.equal((await emulator.fetch('/__dev/reset', { method: 'POST', body: '{"seed":{"users":[]}}' })).status, 200);
    assert.equal((await emulator.fetch('/v1/environment')).status, 200);
  });

  it('every control refuses another verb, another host and the page of another site', async () => {
    for (const route of DEV_CONTROL_ROUTES) {
      const [method = '', path = ''] = route.split(' ');
      for (const origin of [
        'null',
        'https://evil.example',
        'http://localhost:3000.evil.example',
        'http://127.0.0.1:3000x',
      ]) {
        for (const prefix of ['', '/__clerk']) {
          const answer = await emulator.fetch(prefix + path, { method, headers: { origin } });
          assert.equal(answer.status, 403, `${route} ${origin}`);
          assert.equal(answer.headers.get('access-control-allow-origin'), null);
        }
      }
      for (const host of ['rebound.example', 'localhost.evil.example', '127.0.0.1.evil.example']) {
        const answer = await emulator.fetch(new Request(`http://${host}:4450${path}`, { method }));
        assert.equal(answer.status, 403, `${route} ${host}`);
      }
      for (const verb of ['PUT', 'DELETE', 'PATCH', 'HEAD']) {
        assert.equal((await emulator.fetch(path, { method: verb })).status, 405, `${verb} ${path}`);
      }
    }
  });
});
