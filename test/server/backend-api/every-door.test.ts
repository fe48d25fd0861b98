import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createSecretKeys } from '../../../src/server/backend-api/secret-keys.ts';
import { ROUTE_SCOPES } from '../../../src/server/backend-api/scopes.ts';
import { newSecretKey } from '../../support/backend-api.ts';
import { pathOf } from '../../support/every-backend-route.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { signedUp } from '../../support/handshakes.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

onSqlite('every door of the Backend API', (open) => {
  it('opens to a valid key alone, to no page, to no other verb and to no other form of body', async () => {
    const instance = await open({ config: { instanceType: 'development' } });
    const { browser, userId } = await signedUp(instance);
    const key = await newSecretKey(instance);
    const keys = createSecretKeys(instance);
    const revoked = await keys.create({ name: 'revoked' });
    await keys.revoke(revoked.id ?? '');
    const cookies = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const bearer = { authorization: `Bearer ${key}` };
    type Try = [
      name: string,
      init: RequestInit & { headers: Record<string, string> },
      expected: number[],
      query?: string,
    ];
    const tries = (method: string): Try[] => {
      const body = method === 'GET' ? {} : { body: '{}' };
      const send = (headers: Record<string, string>, more: RequestInit = body) => ({
        method,
        ...more,
        headers: { ...(method === 'GET' ? {} : JSON_TYPE), ...headers },
      });
      const sent = (type: string, text: string) => send({ ...bearer, 'content-type': type }, { body: text });
      return [
        ['a revoked key', send({ authorization: `Bearer ${revoked.key}` }), [401]],
        ['a key of the other type', send({ authorization: `Bearer ${key.replace('_test_', '_live_')}` }), [401]],
        ['a longer key', send({ authorization: `Bearer ${key}x` }), [401]],
        ['a key with a blank within', send({ authorization: `Bearer ${key.slice(0, 20)} ${key.slice(20)}` }), [401]],
        ['a key of 100 kB', send({ authorization: `Bearer sk_test_${'x'.repeat(100_000)}` }), [401]],
        ['the origin of a page', send({ ...bearer, origin: 'https://app.example.com' }), [400]],
        ['the origin null', send({ ...bearer, origin: 'null' }), [400]],
        ['the cookies of a visitor', send({ ...bearer, cookie: cookies }), [400]],
        ['another verb in the address', send(bearer), [405], '?_method=DELETE'],
        ...(method === 'GET'
          ? []
          : ([
              ['a form', sent('application/x-www-form-urlencoded', 'user_id=a'), [415]],
              ['plain text', sent('text/plain', '{}'), [415]],
              ['no type', sent('', '{}'), [415]],
              ['a type that begins alike', sent('application/jsonp', '{}'), [415]],
              ['a body of 1 MB', sent('application/json', `{"a":"${'x'.repeat(1_048_576)}"}`), [413]],
              ['half a body', sent('application/json', '{"a":'), [400]],
              ['a deep body', sent('application/json', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`), [400]],
              ['a key of a prototype', sent('application/json', '{"__proto__":{"a":1}}'), [400]],
              ['a compressed body', send({ ...bearer, 'content-encoding': 'gzip' }), [400, 415, 422, 200, 403, 404]],
            ] satisfies Try[])),
      ];
    };
    for (const route of Object.keys(ROUTE_SCOPES)) {
      const [method = ''] = route.split(' ');
      const path = `/v1${pathOf(route, 'idn_nothing')}`;
      for (const [name, init, expected, query = ''] of tries(method)) {
        // A picture is read as it comes.
        if (route === 'POST /v1/users/:id/profile_image' && name.match(/form|text|type|body|prototype/)) continue;
        const answer = await instance.fetch(new Request(`${instance.config.url}${path}${query}`, init));
        const text = await answer.text();
        assert.ok(expected.includes(answer.status), `${route}: ${name}: ${answer.status} ${text.slice(0, 200)}`);
        assert.equal(answer.headers.get('access-control-allow-origin'), null, `${route}: ${name}`);
        assert.equal(answer.headers.get('set-cookie'), null, `${route}: ${name}`);
        for (const secret of [key, revoked.key]) assert.ok(!text.includes(secret), `${route}: ${name}`);
      }
    }
    for (const secret of [key, revoked.key]) assert.ok(!instance.log.join('\n').includes(secret));
    assert.ok(await instance.storage.findUser(userId));
  });

  it('leads to the same routes however the path is written, and to none of the Frontend API', async () => {
    const instance = await open();
    const { userId } = await signedUp(instance);
    const headers = { authorization: `Bearer ${await newSecretKey(instance, ['jwt_templates:read'])}` };
    const paths = [`/v1/users/${userId}`, '/v1//users', '/V1/users', '/v1/users/', '/v1/./users', '/v1/%75sers'];
    const more = ['/v1/users%00', '/v1/jwks/../users', '/v1/jwks/..%2fusers', '/v1/users;x', '/v1/me', '/v1/client'];
    for (const path of [...paths, ...more]) {
      for (const prefix of ['', '/__clerk']) {
        const answer = await instance.fetch(new Request(instance.config.url + prefix + path, { headers }));
        const text = await answer.text();
        assert.ok([403, 404, 405].includes(answer.status), `${prefix}${path}: ${answer.status}`);
        assert.ok(!text.includes('ada@example.com'), path);
      }
    }
  });
});
