import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createSecretKeys } from '../../../src/server/backend-api/secret-keys.ts';
import { hashToken } from '../../../src/server/ids.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';

const MINUTE = 60_000;

const keysOf = (instance: TestInstance) => createSecretKeys(instance);

onSqlite('secret keys', (open) => {
  it('the Backend API answers the keys that verify tokens to a secret key', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { status, headers, body } = await call('GET', '/jwks');
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/json');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual(
      [...headers.keys()].filter((name) => name.startsWith('access-control-')),
      [],
    );
    const published = await instance.fetch(new Request(`${instance.config.url}/.well-known/jwks.json`));
    assert.deepEqual(body, await published.json());
  });

  it('a request without a secret key goes to the Frontend API', async () => {
    const instance = await open();
    for (const authorization of ['', 'Bearer', 'Bearer pk_live_x', 'Basic sk_live_x', 'Bearer eyJ.sk_live_x.y']) {
      const headers = authorization === '' ? undefined : { authorization };
      const answer = await instance.fetch(new Request(`${instance.config.url}/v1/jwks`, { headers }));
      assert.equal(answer.status, 404, authorization);
    }
  });

  it('the Backend API is served under the proxy paths, too', async () => {
    const instance = await open();
    const headers = { authorization: `bearer ${await newSecretKey(instance)}` };
    const answer = await instance.fetch(new Request(`${instance.config.url}/__clerk/v1/jwks/`, { headers }));
    assert.equal(answer.status, 200);
  });

  it('a wrong secret key is refused before the path is looked at', async () => {
    const instance = await open();
    const right = await newSecretKey(instance);
    const wrong = [
      'sk_live_',
      `${right}x`,
      right.slice(0, -1),
      `sk_test_${right.slice(8)}`,
      'sk_live_' + 'a'.repeat(9_000),
    ];
    for (const key of wrong) {
      const call = await backendOf(instance, key);
      for (const path of ['/jwks', '/nothing/here']) {
        const { status, code, body, headers } = await call('GET', path);
        assert.deepEqual([status, code], [401, 'clerk_key_invalid'], key);
        assert.match(body.clerk_trace_id, /^[0-9a-f]{32}$/);
        assert.equal(headers.get('content-type'), 'application/json');
        assert.ok(!JSON.stringify(body).includes(right.slice(8)));
      }
    }
  });

  it('a key of the other type of instance is refused with a word about it', async () => {
    const live = await open();
    const test = await open({ config: { instanceType: 'development' } });
    const [liveKey, testKey] = [await newSecretKey(live), await newSecretKey(test)];
    assert.match(liveKey, /^sk_live_[0-9A-Za-z]{48}$/);
    assert.match(testKey, /^sk_test_[0-9A-Za-z]{48}$/);
    for (const [instance, key, prefix] of [
      [live, testKey, 'sk_live_'],
      [test, liveKey, 'sk_test_'],
    ] as const) {
      const { status, body } = await (await backendOf(instance, key))('GET', '/jwks');
      assert.equal(status, 401);
      assert.match(body.errors[0].long_message, new RegExp(prefix));
    }
  });

  it('a revoked key is refused at once, and other keys stay valid', async () => {
    const instance = await open();
    const keys = keysOf(instance);
    const first = await keys.create({ name: 'first' });
    const second = await keys.create();
    assert.equal(await keys.revoke(first.id ?? ''), true);
    assert.equal(await keys.revoke(first.id ?? ''), false);
    assert.equal((await (await backendOf(instance, first.key))('GET', '/jwks')).code, 'clerk_key_invalid');
    assert.equal((await (await backendOf(instance, second.key))('GET', '/jwks')).status, 200);
    await assert.rejects(keys.revoke('skey_nothing'), { code: 'resource_not_found' });
  });

  it('lists show no key, but its name, its last four characters and when it was last used', async () => {
    const instance = await open();
    const keys = keysOf(instance);
    const { key, ...created } = await keys.create({ name: 'web', scopes: ['users:read', 'users:read'] });
    const [listed] = await keys.list();
    assert.deepEqual(listed, created);
    assert.deepEqual([listed?.lastFour, listed?.scopes, listed?.lastUsedAt], [key.slice(-4), ['users:read'], null]);
    const call = await backendOf(instance, key);
    await call('GET', '/jwks');
    const first = (await keys.list())[0]?.lastUsedAt;
    assert.equal(first?.getTime(), instance.clock.now());
    instance.clock.advance(MINUTE - 1);
    await call('GET', '/jwks');
    assert.deepEqual((await keys.list())[0]?.lastUsedAt, first);
    instance.clock.advance(1);
    await call('GET', '/jwks');
    assert.equal((await keys.list())[0]?.lastUsedAt?.getTime(), instance.clock.now());
    const rows = await instance.storage.listSecretKeys();
    assert.ok(!JSON.stringify(rows).includes(key));
    assert.equal(rows[0]?.key_hash, hashToken(key));
  });

  it('a key with an unknown scope, without any, or with a long name is not created', async () => {
    const keys = keysOf(await open());
    const bad = [{ scopes: ['users:all'] }, { scopes: [] }, { scopes: ['constructor'] }, { name: 'x'.repeat(101) }];
    for (const input of bad) await assert.rejects(keys.create(input as never), { name: 'ApiError' });
    assert.deepEqual(await keys.list(), []);
  });

  it('the key of the setting is valid, listed without an id, and not stored', async () => {
    const secretKey = `sk_live_${'0123456789abcdef'.repeat(4)}`;
    const instance = await open({ config: { secretKey } });
    assert.equal((await (await backendOf(instance, secretKey))('GET', '/jwks')).status, 200);
    const [listed] = await keysOf(instance).list();
    assert.deepEqual([listed?.id, listed?.lastFour, listed?.scopes], [null, 'cdef', null]);
    assert.deepEqual(await instance.storage.listSecretKeys(), []);
    assert.equal((await (await backendOf(instance, `${secretKey}0`))('GET', '/jwks')).code, 'clerk_key_invalid');
  });

  it('a client cookie together with a secret key is refused', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    for (const name of ['__client', '__Host-clerk_client']) {
      const answer = await call('GET', '/jwks', undefined, { cookie: `a=b; ${name}=x` });
      assert.deepEqual([answer.status, answer.code], [400, 'cookie_authorization_headers_conflict']);
    }
    const other = await call('GET', '/jwks', undefined, { cookie: '__session=x' });
    assert.equal(other.status, 200);
  });

  it('a page with a secret key is refused, and gets no header that lets it read the answer', async () => {
    const instance = await open();
    const key = await newSecretKey(instance);
    for (const origin of ['https://app.example.com', 'null']) {
      for (const method of ['GET', 'OPTIONS', 'POST']) {
        const call = await backendOf(instance, key);
        const { status, code, headers } = await call(method, '/jwks', undefined, { origin });
        assert.deepEqual([status, code], [400, 'origin_authorization_headers_conflict']);
        assert.equal(headers.get('access-control-allow-origin'), null);
      }
    }
  });

  it('a call without a key, or without "Bearer" before it, is told which header the Backend API needs', async () => {
    const instance = await open();
    const key = await newSecretKey(instance);
    for (const headers of [{}, { authorization: key }] as Record<string, string>[]) {
      for (const method of ['GET', 'POST']) {
        const answer = await instance.fetch(new Request('https://clerk.example.com/v1/users', { method, headers }));
        const [error] = ((await answer.json()) as { errors: { long_message: string }[] }).errors;
        assert.match(error?.long_message ?? '', /Authorization: Bearer sk_…/);
      }
    }
  });

  it('an unknown path, another method and an overridden method are refused', async () => {
    const call = await backendOf(await open());
    assert.deepEqual((await call('GET', '/nothing')).code, 'resource_not_found');
    for (const [method, path] of [
      ['POST', '/jwks'],
      ['OPTIONS', '/jwks'],
      ['GET', '/jwks?_method=DELETE'],
      ['POST', '/jwks?_method=PATCH'],
    ] as const) {
      const { status, code } = await call(method, path);
      assert.deepEqual([status, code], [405, 'method_not_allowed'], `${method} ${path}`);
    }
  });

  it('wrong secret keys of one address are limited, and right ones are not', async () => {
    const instance = await open({ limits: { wrongSecretKeys: { max: 3, windowMs: MINUTE } } });
    const call = await backendOf(instance);
    const guess = await backendOf(instance, `sk_live_${'x'.repeat(48)}`);
    const codes = [];
    for (let i = 0; i < 4; i++) codes.push((await guess('GET', '/jwks')).code);
    assert.deepEqual(codes, [...Array(3).fill('clerk_key_invalid'), 'too_many_requests']);
    assert.ok((await guess('GET', '/jwks')).headers.get('retry-after'));
    assert.equal((await call('GET', '/jwks')).status, 200);
  });

  it('the log says that a key was refused, and never shows one', async () => {
    const instance = await open();
    const key = await newSecretKey(instance);
    const call = await backendOf(instance, key);
    await call('GET', '/jwks', undefined, { origin: 'https://evil.example' });
    await call('GET', '/jwks', undefined, { cookie: '__client=x' });
    await (await backendOf(instance, `${key}x`))('GET', '/jwks');
    const lines = instance.log.filter((line) => line.includes('authz_fail'));
    assert.equal(lines.length, 3);
    assert.ok(!instance.log.join('\n').includes(key.slice(8, 20)));
  });
});
