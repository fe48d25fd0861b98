import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { it } from 'node:test';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

onSqlite('sessions', (open) => {
  it('a session is refreshed with tokens of 60 seconds that the published key verifies', async () => {
    const { browser: newBrowser, signUp, clock } = await open();
    const browser = newBrowser();
    const { userId, sessionId } = await signUp(browser, 'ada@example.com');
    clock.advance(2 * MINUTE);
    const { status, body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens`, {
      organization_id: '',
      tab_state: 'focused',
    });
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ['object', 'jwt']);
    const jwt = String(body.jwt);
    const { header, claims } = decodeToken(jwt);
    const iat = Math.floor(clock.now() / 1000);
    assert.deepEqual(
      { ...claims, jti: '' },
      {
        azp: 'https://app.example.com',
        exp: iat + 60,
        iat,
        nbf: iat - 10,
        iss: 'https://clerk.example.com',
        jti: '',
        sid: sessionId,
        sub: userId,
        sts: 'active',
        fva: [2, -1],
        v: 2,
      },
    );
    const { keys } = (await browser.get<{ keys: [{ kid: string }] }>('/.well-known/jwks.json')).body;
    assert.deepEqual([header.alg, header.typ, header.kid, header.oiat], ['RS256', 'JWT', keys[0].kid, iat]);
    const [head, claimsPart, signature] = jwt.split('.') as [string, string, string];
    const key = { key: keys[0], format: 'jwk' } as unknown as Parameters<typeof verify>[2];
    assert.ok(verify('sha256', Buffer.from(`${head}.${claimsPart}`), key, Buffer.from(signature, 'base64url')));
  });

  it('every mutation answers the whole client with a new token for each live session', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { sessionId } = await instance.signUp(browser, 'bo@example.com');
    const mutations = [
      () => browser.post(`/v1/client/sessions/${sessionId}/touch`, { intent: 'focus' }),
      () => browser.override('PATCH', '/v1/me', { first_name: 'Bo' }),
      () => browser.override('PATCH', '/v1/me/metadata', { unsafe_metadata: '{"a":1}' }),
      () => browser.post('/v1/me/email_addresses/', { email_address: 'bo2@example.com' }),
      () => browser.override('PUT', '/v1/client'),
      () => browser.post('/v1/client/sign_ins'),
      () => browser.post('/v1/client/sign_ups'),
    ];
    const seen = new Set<string>();
    for (const mutate of mutations) {
      const { status, client } = await mutate();
      assert.equal(status, 200);
      assert.equal(client?.sessions.length, 2);
      for (const session of client?.sessions ?? []) {
        const jwt = session.last_active_token?.jwt ?? '';
        assert.ok(jwt && !seen.has(jwt));
        seen.add(jwt);
      }
    }
  });

  it('updated_at of client, session and user grows strictly with each change, even while the clock stands still', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    let before = (await browser.get('/v1/client')).response;
    const changes = [
      () => browser.override('PATCH', '/v1/me', { first_name: 'Ada' }),
      () => browser.override('PATCH', '/v1/me/metadata', { unsafe_metadata: '{"a":1}' }),
      () => browser.post(`/v1/client/sessions/${sessionId}/touch`),
    ];
    for (const change of changes) {
      const { client: after } = await change();
      assert.ok(after);
      assert.ok(after.updated_at > before.updated_at);
      assert.ok(after.sessions[0]!.updated_at > before.sessions[0].updated_at);
      assert.ok(after.sessions[0]!.user!.updated_at > before.sessions[0].user.updated_at);
      before = after;
    }
  });

  it('a token is never older than the sign-in state beside it', async () => {
    const instance = await open();
    const browser = instance.browser();
    instance.clock.advance(999);
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    for (let i = 0; i < 5; i++) {
      const { client } = await browser.post(`/v1/client/sessions/${sessionId}/touch`);
      const { claims } = decodeToken(client!.sessions[0]!.last_active_token!.jwt);
      assert.ok(claims.iat >= Number(browser.cookies.get('__client_uat')));
      // Development clients derive the cookie from the client itself.
      assert.ok(claims.iat >= Math.floor(client!.updated_at / 1000));
    }
  });

  it('a session becomes the active one when it is touched', async () => {
    const instance = await open();
    const browser = instance.browser();
    const ada = await instance.signUp(browser, 'ada@example.com');
    await instance.signUp(browser, 'bo@example.com');
    instance.clock.advance(MINUTE);
    const { response, client } = await browser.post(`/v1/client/sessions/${ada.sessionId}/touch`, {
      intent: 'select_session',
      active_organization_id: '',
    });
    assert.equal(response.id, ada.sessionId);
    assert.equal(response.last_active_at, instance.clock.now());
    assert.equal(client?.last_active_session_id, ada.sessionId);
    assert.equal((await browser.get('/v1/me')).response.id, ada.userId);
  });

  it('removing one session leaves the others alone', async () => {
    const instance = await open();
    const browser = instance.browser();
    const ada = await instance.signUp(browser, 'ada@example.com');
    const bo = await instance.signUp(browser, 'bo@example.com');
    const removed = await browser.post(`/v1/client/sessions/${bo.sessionId}/remove`);
    assert.equal(removed.response.status, 'removed');
    assert.equal(removed.response.last_active_token, null);
    assert.deepEqual(
      removed.client?.sessions.map((session) => session.id),
      [ada.sessionId],
    );
    assert.equal(removed.client?.last_active_session_id, ada.sessionId);
    assert.notEqual(browser.cookies.get('__client_uat'), '0');
    const ended = await browser.post(`/v1/client/sessions/${ada.sessionId}/end`);
    assert.equal(ended.response.status, 'ended');
    assert.equal(browser.cookies.get('__client_uat'), '0');
    const suffixed = [...browser.cookies].filter(([name]) => name.startsWith('__client_uat_'));
    assert.deepEqual(
      suffixed.map(([, value]) => value),
      ['0'],
    );
  });

  it('all sessions end with one request, and the client stays', async () => {
    const instance = await open();
    const browser = instance.browser();
    const ada = await instance.signUp(browser, 'ada@example.com');
    await instance.signUp(browser, 'bo@example.com');
    const clientId = (await browser.get('/v1/client')).response.id;
    const out = await browser.override('DELETE', '/v1/client/sessions');
    assert.deepEqual([out.client?.id, out.client?.sessions], [clientId, []]);
    assert.equal(browser.cookies.get('__client_uat'), '0');
    assert.equal((await browser.post(`/v1/client/sessions/${ada.sessionId}/tokens`)).status, 401);
    assert.equal(
      (await browser.post('/v1/client/sign_ins', { identifier: 'bo@example.com', password: PASSWORD })).status,
      200,
    );
  });

  it('sessions end with their client, whose cookie is cleared and dead', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const old = browser.cookies.get('__Host-clerk_client');
    const gone = await browser.override('DELETE', '/v1/client');
    assert.equal(gone.status, 200);
    assert.deepEqual(gone.response.sessions, []);
    assert.equal(browser.cookies.has('__Host-clerk_client'), false);
    browser.cookies.set('__Host-clerk_client', old!);
    assert.equal((await browser.get('/v1/client')).response, null);
  });

  it('a session expires, and is abandoned when it is not used', async () => {
    const instance = await open({ config: { session: { lifetimeSeconds: 7 * 86_400, inactivitySeconds: 86_400 } } });
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const refresh = () => browser.post(`/v1/client/sessions/${sessionId}/tokens`);
    for (let day = 0.5; day < 7; day += 0.5) {
      instance.clock.advance(DAY / 2);
      assert.equal((await refresh()).status, 200, `day ${day}`);
    }
    instance.clock.advance(DAY / 2);
    const late = await refresh();
    assert.deepEqual([late.status, late.code], [401, 'authentication_invalid']);
    assert.equal((await browser.get(`/v1/client/sessions/${sessionId}`)).response.status, 'expired');
    assert.deepEqual((await browser.get('/v1/client')).response.sessions, []);

    const idle = instance.browser();
    const other = await instance.signUp(idle, 'bo@example.com');
    instance.clock.advance(DAY);
    assert.equal((await idle.post(`/v1/client/sessions/${other.sessionId}/tokens`)).status, 401);
    assert.equal((await idle.get(`/v1/client/sessions/${other.sessionId}`)).response.status, 'abandoned');
  });

  it('a session is not abandoned while it is refreshed, however short the time of inactivity is', async () => {
    const instance = await open({ config: { session: { lifetimeSeconds: 3_600, inactivitySeconds: 60 } } });
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    for (let refreshes = 0; refreshes < 10; refreshes++) {
      instance.clock.advance(50_000);
      assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    }
    instance.clock.advance(60_000);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
  });

  it('a refresh moves abandon_at and leaves expire_at, which abandon_at never passes', async () => {
    const instance = await open({ config: { session: { lifetimeSeconds: 3_600, inactivitySeconds: 1_200 } } });
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const start = instance.clock.now();
    const expected = [1_200, 2_200, 3_200, 3_600];
    for (const [refreshes, abandonSeconds] of expected.entries()) {
      const { expire_at: expires, abandon_at: abandons } = (await browser.get(`/v1/client/sessions/${sessionId}`))
        .response;
      assert.deepEqual([expires - start, abandons - start], [3_600_000, abandonSeconds * 1_000], `${refreshes}`);
      instance.clock.advance(1_000_000);
      await browser.post(`/v1/client/sessions/${sessionId}/tokens`);
    }
    assert.equal((await browser.get(`/v1/client/sessions/${sessionId}`)).response.status, 'expired');
  });

  itOnBoth('a session is refreshed with one read, and written at most once a minute', async () => {
    const calls: string[] = [];
    const instance = await open({
      wrapStorage: (storage) =>
        new Proxy(storage, {
          get(target, name, receiver) {
            calls.push(String(name));
            return Reflect.get(target, name, receiver);
          },
        }),
    });
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    calls.length = 0;
    for (let i = 0; i < 12; i++) {
      instance.clock.advance(50_000);
      await browser.post(`/v1/client/sessions/${sessionId}/tokens`);
    }
    assert.equal(calls.filter((name) => name === 'findSessionForRefresh').length, 12);
    assert.deepEqual([...new Set(calls)].sort(), ['findSessionForRefresh', 'touchSession']);
    assert.equal(calls.filter((name) => name === 'touchSession').length, 6);
  });

  it('a JWT template is not found', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const answer = await browser.post(`/v1/client/sessions/${sessionId}/tokens/supabase`);
    assert.deepEqual([answer.status, answer.code], [404, 'resource_not_found']);
  });

  it('a session gives a token to its page when the browser leaves Origin out of a read', async () => {
    const instance = await open({
      config: { url: 'https://app.example.com', allowedOrigins: ['https://other.example.com'] },
    });
    const browser = instance.browser({ origin: 'https://app.example.com' });
    await instance.signUp(browser, 'ada@example.com');
    const azp = async (headers: Record<string, string>): Promise<unknown> => {
      const { response } = await browser.send('/v1/client', { origin: null, headers });
      return decodeToken(response.sessions[0].last_active_token.jwt).claims.azp;
    };
    assert.equal(await azp({ 'sec-fetch-site': 'same-origin' }), 'https://app.example.com');
    assert.equal(await azp({ referer: 'https://other.example.com/page?x' }), 'https://other.example.com');
    assert.equal(await azp({ referer: 'https://evil.example/' }), undefined);
    assert.equal(await azp({}), undefined);
  });
});
