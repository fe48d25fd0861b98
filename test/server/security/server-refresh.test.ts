import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { payloadOf, refreshCookie, shakeHands, signedUp, valueIn } from '../../support/handshakes.ts';
import type { TestInstance } from '../../support/instance.ts';

const ORIGIN = 'https://app.example.com';

onSqlite('a refresh by the application’s server', (open) => {
  interface Refresh {
    expired_token: string;
    refresh_token: string;
    request_origin: string;
    format?: string;
  }

  async function start(instance: TestInstance) {
    const visitor = await signedUp(instance);
    const key = await newSecretKey(instance);
    const directives = await payloadOf(instance, visitor.browser, key);
    const body: Refresh = {
      expired_token: valueIn(directives, '__session') ?? '',
      refresh_token: valueIn(directives, refreshCookie(instance)) ?? '',
      request_origin: ORIGIN,
    };
    const call = await backendOf(instance, key);
    const refresh = (patch: Partial<Refresh> = {}, id = visitor.sessionId) =>
      call('POST', `/sessions/${id}/refresh`, { format: 'cookie', ...body, ...patch });
    return { ...visitor, key, body, refresh, directives };
  }

  itOnBoth('a session is refreshed with an expired token, in all requests of a page at once', async () => {
    const instance = await open();
    const { refresh, sessionId, directives } = await start(instance);
    const line = directives.find((each) => each.startsWith(`${refreshCookie(instance)}=`)) ?? '';
    assert.match(line, /=[0-9a-z]+\.[\w-]{43}; Path=\/; HttpOnly; Max-Age=86400; SameSite=Lax; Secure$/);
    instance.clock.advance(70_000);
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh()));
    for (const { status, body } of answers) {
      assert.deepEqual([status, body.object], [200, 'cookies']);
      const { claims } = decodeToken(valueIn(body.cookies, '__session') ?? '');
      assert.deepEqual([claims.sid, claims.azp, claims.exp * 1000 > instance.clock.now()], [sessionId, ORIGIN, true]);
      assert.ok(Number(valueIn(body.cookies, '__client_uat')) <= claims.iat);
    }
    const { body } = await refresh({ format: 'token' });
    assert.deepEqual([body.object, decodeToken(body.jwt).claims.sid], ['token', sessionId]);
  });

  it('a refresh is refused at once after the session was revoked, and a day after the last one', async () => {
    const instance = await open();
    const { refresh, browser, sessionId } = await start(instance);
    instance.clock.advance(86_400_000 - 1);
    const { body } = await refresh();
    assert.ok(body.cookies);
    instance.clock.advance(1);
    assert.deepEqual([(await refresh()).status, (await refresh()).code], [401, 'authentication_invalid']);
    const next = valueIn(body.cookies, refreshCookie(instance)) ?? '';
    assert.equal((await refresh({ refresh_token: next })).status, 200);
    await browser.post(`/v1/client/sessions/${sessionId}/end`);
    assert.equal((await refresh({ refresh_token: next })).status, 401);
  });

  it('a refresh needs both tokens of the session, its origin, and a secret key', async () => {
    const instance = await open({ config: { allowedOrigins: [ORIGIN, 'https://www.example.com'] } });
    const ada = await start(instance);
    const mallory = await signedUp(instance, 'mallory@example.com');
    const others = await payloadOf(instance, mallory.browser, ada.key);
    const own = {
      expired_token: valueIn(others, '__session'),
      refresh_token: valueIn(others, refreshCookie(instance)),
    };
    const handshake = (await shakeHands(ada.browser)).answer;
    const [head, payload, signature] = ada.body.expired_token.split('.');
    const late = `${(Number.parseInt(ada.body.refresh_token, 36) + 1).toString(36)}.${ada.body.refresh_token.split('.')[1]}`;
    const wrong: [string, Partial<Refresh>, string?][] = [
      ['both tokens of another session', own as Refresh],
      ['the token of another session', { expired_token: own.expired_token }],
      ['the refresh token of another session', { refresh_token: own.refresh_token }],
      ['the id of another session', {}, mallory.sessionId],
      ['the token of a handshake', { expired_token: handshake }],
      ['a token with another signature', { expired_token: `${head}.${payload}.${signature?.slice(0, -4)}AAAA` }],
      ['a token without a signature', { expired_token: `${head}.${payload}.` }],
      ['no token', { expired_token: 'x' }],
      ['a refresh token with a later date', { refresh_token: late }],
      ['a refresh token that was cut', { refresh_token: ada.body.refresh_token.slice(0, -1) }],
      ['another origin of the instance', { request_origin: 'https://www.example.com' }],
      ['an unknown session', {}, 'sess_000000000000000000000000000'],
      ['an id that is none', {}, '..%2f..'],
    ];
    for (const [what, patch, id] of wrong) {
      assert.equal((await ada.refresh(patch, id)).status, 401, what);
    }
    assert.equal((await ada.refresh({ request_origin: 'https://evil.example' })).code, 'origin_invalid');
    const narrow = await backendOf(instance, await newSecretKey(instance, ['sessions:write']));
    assert.equal((await narrow('POST', `/sessions/${ada.sessionId}/refresh`, ada.body)).code, 'insufficient_scope');
    const page = await ada.browser.post(`/v1/sessions/${ada.sessionId}/refresh`, { ...ada.body });
    assert.equal(page.status, 404);
    assert.equal((await ada.refresh()).status, 200);
  });

  it('a refresh keeps the session in use, and leaves its place to the requests of the visitor', async () => {
    const instance = await open({ config: { session: { inactivitySeconds: 3_600 } } });
    const { refresh, sessionId } = await start(instance);
    const before = await instance.storage.findSession(sessionId);
    for (let visit = 0; visit < 3; visit++) {
      instance.clock.advance(3_000_000);
      assert.equal((await refresh()).status, 200);
    }
    const after = await instance.storage.findSession(sessionId);
    assert.equal(after?.ip_address, before?.ip_address);
    instance.clock.advance(3_600_000);
    assert.equal((await refresh()).status, 401);
  });
});
