import assert from 'node:assert/strict';
import { it } from 'node:test';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { ticketsOf } from '../../support/tickets.ts';

/** What keeps an answer to itself, whatever its status. */
function assertKept(headers: Headers, name: string): void {
  assert.equal(headers.get('x-content-type-options'), 'nosniff', name);
  assert.equal(headers.get('cache-control'), 'no-store', name);
  assert.equal(headers.get('referrer-policy'), 'no-referrer', name);
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, name);
  assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d{8}/, name);
  assert.ok(headers.get('cross-origin-opener-policy'), name);
}

onSqlite('an answer is not framed, sniffed, cached or sent on as a referrer', (open) => {
  it('a redirect has the headers that protect an answer', async () => {
    const instance = await open({ config: { emailLink: true } });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { url } = await ticketsOf(instance).invitations.create({ emailAddress: 'bo@example.com' });
    const { pathname, search } = new URL(url);
    for (const path of [pathname + search, '/v1/oauth_callback?state=unknown']) {
      const answer = await browser.fetch(path, { redirect: 'manual', headers: { origin: 'none' } });
      assert.ok(answer.status === 303 || answer.status === 302, `${path}: ${answer.status}`);
      assertKept(answer.headers, path);
    }
  });

  it('status 429 has the headers that protect an answer', async () => {
    const instance = await open({ limits: { createAttempt: { max: 1, windowMs: 60_000 } } });
    const browser = instance.browser();
    await browser.post('/v1/client/sign_ins', { identifier: 'ada@example.com' });
    const answer = await browser.post('/v1/client/sign_ins', { identifier: 'ada@example.com' });
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers.get('retry-after')) >= 1);
    assertKept(answer.headers, '429');
  });

  it('a failure of the server or its database has the headers that protect an answer', async () => {
    for (const [error, status] of [
      [new StorageUnavailable('connect ECONNREFUSED'), 503],
      [new TypeError('unexpected'), 500],
    ] as const) {
      let fails = false;
      const instance = await open({
        wrapStorage: (storage) =>
          new Proxy(storage, {
            get: (target, name, receiver) =>
              fails && name === 'findClientByToken' ? () => Promise.reject(error) : Reflect.get(target, name, receiver),
          }),
      });
      const browser = instance.browser();
      await instance.signUp(browser, 'ada@example.com');
      fails = true;
      const answer = await browser.get('/v1/client');
      assert.equal(answer.status, status);
      assertKept(answer.headers, `${status}`);
    }
  });

  it('a refused method, origin, body or path has the headers that protect an answer', async () => {
    const instance = await open();
    const browser = instance.browser();
    const answers: [number, Response][] = [
      [405, await browser.fetch('/v1/environment', { method: 'DELETE' })],
      [400, await browser.fetch('/v1/client', { method: 'POST', headers: { origin: 'https://evil.example' } })],
      [415, await browser.fetch('/v1/client/sign_ins', { method: 'POST', body: '{}' })],
      [404, await browser.fetch('/v1/nothing')],
      [401, await browser.fetch('/v1/me')],
    ];
    for (const [status, answer] of answers) {
      assert.equal(answer.status, status);
      assertKept(answer.headers, `${status}`);
    }
  });
});
