import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { JsonBody } from '../../../src/server/backend-api/json-body.ts';
import { USER_FILTERS } from '../../../src/server/backend-api/read-user-filter.ts';
import { ROUTE_SCOPES } from '../../../src/server/backend-api/scopes.ts';
import { backendOf, type CallBackend } from '../../support/backend-api.ts';
import { onEachStorage, type Open } from '../../support/each-storage.ts';
import { BODIES, type Objects, objectsFor, pathOf, ROUTES_WITH_BODY } from '../../support/every-backend-route.ts';
import type { TestInstance } from '../../support/instance.ts';

/** JSON of values that no field is meant for. */
const VALUES = [
  'true',
  '0',
  '-1',
  '1.5',
  '1e308',
  '1e999',
  '9007199254740993',
  'null',
  '[]',
  '["a"]',
  '[[["a"]]]',
  '[null]',
  '{}',
  '{"a":{"b":1}}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '""',
  '" "',
  '"a\\u0000b"',
  '["a\\u0000b"]',
  '{"a":"\\u0000"}',
  '{"a\\u0000":1}',
  '"\\ud800"',
  '["\\ud800"]',
  '{"\\ud800":"\\udfff"}',
  '"a\\r\\nBcc: eve@example.com"',
  '"<script>alert(1)</script>"',
  '"\' OR 1=1; --"',
  '"__proto__"',
  '"../../../etc/passwd"',
  '"%00%0d%0a"',
  '"{{user.id}}"',
  `"${'x'.repeat(60_000)}"`,
  `["${'x'.repeat(60_000)}"]`,
  `${'['.repeat(200)}1${']'.repeat(200)}`,
];
/** What a database may treat in its own way. The other values never get to one, or to each alike. */
const FOR_DATABASES = /u0000|ud800|OR 1=1|^1e308|^900/;
/** Texts that no filter is meant for. */
const TEXTS = [
  '',
  '%00',
  'a%00b',
  '%ff',
  '%ED%A0%80',
  '-',
  '-1',
  '1e9',
  '[]',
  "' OR 1=1; --",
  '%25_',
  '__proto__',
  '\\',
  'x'.repeat(5_000),
];
const TRACES =
  /\bat \S+ \(|node:internal|\.[cm]?[jt]s:\d+|sqlite|postgres|syntax error|\bselect \b.*\bfrom\b|relation "/i;

/** The names that the routes know, as they name them themselves while a request is read. */
const known = new Set<string>();
const { refuseOthers } = JsonBody.prototype;
before(() => {
  JsonBody.prototype.refuseOthers = function refuse(names) {
    for (const name of names) known.add(name);
    return refuseOthers.call(this, names);
  };
});
after(() => {
  JsonBody.prototype.refuseOthers = refuseOthers;
});

onEachStorage('hostile fields of the Backend API', (open, storage) => {
  const values = storage === 'sqlite' ? VALUES : VALUES.filter((value) => FOR_DATABASES.test(value));
  const texts = storage === 'sqlite' ? TEXTS : ["'", '%25_', '\\'];
  const start = async (opened: Open): Promise<{ instance: TestInstance; call: CallBackend }> => {
    const instance = await opened({
      config: {
        instanceType: 'development',
        attributes: { phoneNumber: 'optional', username: 'optional', firstName: 'optional', lastName: 'optional' },
        secondFactors: { totp: true, phoneCode: true },
      },
    });
    return { instance, call: await backendOf(instance) };
  };

  it('every field of every route takes any value without a failure', async () => {
    const { instance, call } = await start(open);
    let calls = 0;
    for (const route of ROUTES_WITH_BODY) {
      const [method = ''] = route.split(' ');
      let objects = await objectsFor(instance, call, route);
      const bodyOf = (of: Objects) => BODIES[route](of) as object;
      known.clear();
      await call(method, pathOf(route, objects.id), { nonsense: 1 });
      for (const name of [...known, 'nonsense']) {
        for (const value of values) {
          const body = bodyOf({ ...objects, n: 5000 + calls++ });
          const [fields = {}] = [body].flat() as Record<string, unknown>[];
          const text = (field: string) => `{${rest}${rest && ','}"${name}":${field}}`;
          const rest = JSON.stringify({ ...fields, [name]: undefined }).slice(1, -1);
          const json = Array.isArray(body) ? `[${text(value)}]` : text(value);
          const answer = await call(method, pathOf(route, objects.id), json);
          const where = `${route}: ${name}: ${value.slice(0, 60)}`;
          const shown = JSON.stringify(answer.body);
          assert.ok(answer.status < 500, `${where}: ${answer.status} ${shown}`);
          assert.doesNotMatch(shown, TRACES, where);
          assert.ok(shown.length < 100_000, `${where}: ${shown.length} characters`);
          if (name === 'nonsense' && !route.endsWith('/refresh')) assert.ok(answer.status >= 400, where);
        }
      }
      // What an ordinary call needs is in the table, so the values above got as far as they can.
      objects = await objectsFor(instance, call, route);
      const answer = await call(method, pathOf(route, objects.id), bodyOf(objects));
      const expected = /testing_tokens|:owned|:template|profile_image|verify|refresh|verification|backup_code|totp|mfa/;
      const isFine = answer.status === 200 || answer.code === 'setting_read_only' || expected.test(route);
      assert.ok(isFine && answer.code !== 'form_param_missing', `${route}: ${JSON.stringify(answer.body)}`);
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.deepEqual(
      instance.log.filter((line) => line.includes('A request failed.')),
      [],
    );
    assert.ok(calls > 1_000, `${calls} calls`);
  });

  it('every filter of every list takes any text without a failure', async () => {
    const { instance, call } = await start(open);
    const { id: userId } = await objectsFor(instance, call, 'GET /v1/users/:id');
    const lists = ['limit', 'offset', 'order_by', 'starting_after', 'paginated', 'status', 'client_id', 'nonce'];
    const names = [...lists, ...USER_FILTERS, 'constructor', '__proto__'];
    for (const route of Object.keys(ROUTE_SCOPES).filter((each) => each.startsWith('GET '))) {
      const { id } = await objectsFor(instance, call, route);
      for (const name of names) {
        for (const text of [...texts, ...(storage === 'sqlite' ? [`a&${name}=b`] : [])]) {
          const provider = name === 'provider_user_id' ? '&provider=oauth_google' : '';
          const answer = await call('GET', `${pathOf(route, id)}?${name}=${text}${provider}`);
          const where = `${route}?${name}=${text.slice(0, 40)}`;
          assert.ok(answer.status < 500, `${where}: ${answer.status} ${JSON.stringify(answer.body)}`);
          assert.doesNotMatch(JSON.stringify(answer.body ?? null), TRACES, where);
        }
      }
    }
    assert.equal((await call('GET', `/users/${userId}`)).status, 200);
  });

  it('every id that is malformed, of nobody or of another kind is answered with 404', async () => {
    const { instance, call } = await start(open);
    const ids = ['%00', 'a%00b', '..%2f..%2fv1', "'", '__proto__', 'constructor', 'toString', 'x'.repeat(5_000)];
    const unicode = ['%F0%9F%92%A9', '%ED%A0%80', '%ff', '%EF%BC%90', 'idn_%0d%0aSet-Cookie:x'];
    const other = await objectsFor(instance, call, 'GET /v1/clients/:id');
    const others = [other.userId, other.sessionId, other.emailId, other.phoneId, other.id];
    for (const route of Object.keys(ROUTE_SCOPES).filter((each) => each.includes(':'))) {
      const [method = ''] = route.split(' ');
      const objects = await objectsFor(instance, call, route);
      const kind = objects.id.split('_')[0];
      const foreign = others.filter((id) => id.split('_')[0] !== kind);
      // An email address is no phone number, although their ids look alike.
      if (route.includes('/email_addresses/:id')) foreign.push(other.phoneId);
      if (route.includes('/phone_numbers/:id')) foreign.push(other.emailId);
      for (const id of [...ids, ...unicode, ...foreign, `${objects.id}x`, objects.id.toUpperCase()]) {
        const make = BODIES[route as keyof typeof BODIES] as ((of: Objects) => object) | undefined;
        const answer = await call(method, pathOf(route, id), make?.(objects));
        // A refresh says no more than that it is refused, and no call changes a domain.
        const refused = /refresh$|\/domains\//.test(route) ? [401, 403, 404] : [404];
        assert.ok(refused.includes(answer.status), `${route}: ${id.slice(0, 40)}: ${answer.status} ${answer.code}`);
      }
    }
    assert.deepEqual(
      instance.log.filter((line) => line.includes('A request failed.')),
      [],
    );
  });
});
