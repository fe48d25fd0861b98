import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const CREDENTIALS = { identifier: 'bob@example.com', password: PASSWORD };

interface Rotated {
  instance: TestInstance;
  browser: TestBrowser;
  /** The cookie that the browser sent with requests that were running. */
  old: Record<string, string>;
  /** Ada's session, from before the rotation. */
  sessionId: string;
}

/** A browser on which Ada is signed in and Bob has just signed in as well: the client cookie is a new one. */
async function rotate(instance: TestInstance): Promise<Rotated> {
  await instance.signUp(instance.browser(), 'bob@example.com');
  const browser = instance.browser();
  const { sessionId } = await instance.signUp(browser, 'ada@example.com');
  instance.clock.advance(2_000);
  const old = { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  assert.equal((await browser.post(SIGN_INS, CREDENTIALS)).status, 200);
  return { instance, browser, old, sessionId };
}

onSqlite('a request with a client cookie that was just replaced', (open) => {
  it('a request with the replaced cookie still refreshes its session for half a minute', async () => {
    const { instance, browser, old, sessionId } = await rotate(await open());
    const path = `/v1/client/sessions/${sessionId}/tokens`;
    const send = () => browser.send(path, { method: 'POST', headers: old });
    assert.equal((await send()).status, 200);
    instance.clock.advance(30_000);
    assert.deepEqual([(await send()).status, (await send()).code], [401, 'authentication_invalid']);
  });

  it('a request with the replaced cookie reads the client as it was, and touches no cookie', async () => {
    const { browser, old, sessionId } = await rotate(await open());
    const now = await browser.get('/v1/client');
    const late = await browser.send('/v1/client', { headers: old });
    assert.deepEqual(
      late.response.sessions.map(({ id }: { id: string }) => id),
      [sessionId],
    );
    assert.ok(late.response.updated_at < now.response.updated_at);
    assert.deepEqual([late.response.last_active_session_id, late.response.sign_in], [sessionId, null]);
    assert.equal(browser.lastSetCookies.length, 0);
    assert.equal(now.response.sessions.length, 2);
  });

  it('a request with the replaced cookie neither sees nor uses the new session', async () => {
    const { browser, old } = await rotate(await open());
    const created = (await browser.get('/v1/client')).response.last_active_session_id;
    for (const action of ['tokens', 'touch', 'remove']) {
      const path = `/v1/client/sessions/${created}/${action}`;
      assert.equal((await browser.send(path, { method: 'POST', headers: old })).status, 401, action);
    }
    assert.equal((await browser.send('/v1/me', { headers: old })).status, 401);
  });

  it('a request with the replaced cookie is refused once the session is revoked', async () => {
    const { browser, old, sessionId } = await rotate(await open());
    await browser.post(`/v1/client/sessions/${sessionId}/remove`);
    const path = `/v1/client/sessions/${sessionId}/tokens`;
    assert.equal((await browser.send(path, { method: 'POST', headers: old })).status, 401);
    assert.equal((await browser.send('/v1/client', { headers: old })).response, null);
  });

  it('a request with the replaced cookie opens no client, whose cookie would replace the new one', async () => {
    const { instance, browser, old } = await rotate(await open());
    for (const form of [{}, CREDENTIALS]) {
      const late = await browser.send(SIGN_INS, { method: 'POST', form, headers: old });
      assert.deepEqual([late.status, late.code], [400, 'client_state_invalid']);
    }
    const put = await browser.send('/v1/client', { method: 'POST', headers: old });
    assert.equal(put.status, 400);
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 2);
    // A browser that comes later never got the answer with the new cookie, and has to be able to sign in.
    instance.clock.advance(5_000);
    const again = await browser.send(SIGN_INS, { method: 'POST', form: CREDENTIALS, headers: old });
    assert.equal(again.status, 200);
  });

  it('a request with the replaced cookie cannot sign out, and says so', async () => {
    const { browser, old } = await rotate(await open());
    for (const path of ['/v1/client', '/v1/client/sessions']) {
      const late = await browser.send(`${path}?_method=DELETE`, { method: 'POST', headers: old });
      assert.deepEqual([late.status, late.code], [400, 'client_state_invalid']);
    }
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 2);
  });
});

onSqlite('a browser whose client is gone', (open) => {
  it('a browser whose client is gone is told that it is signed out', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    browser.cookies.delete('__Host-clerk_client');
    assert.equal((await browser.get('/v1/client')).response, null);
    const values = [...browser.cookies].filter(([name]) => name.startsWith('__client_uat')).map(([, value]) => value);
    assert.deepEqual(values, ['0', '0']);
    await browser.get('/v1/client');
    assert.equal(browser.lastSetCookies.length, 0);
  });

  it('a browser whose client is gone keeps what another instance of the same domain told', async () => {
    const instance = await open();
    const browser = instance.browser();
    browser.cookies.set('__client_uat', '1700000000');
    browser.cookies.set('__client_uat_ABCDEFGH', '1700000000');
    await browser.get('/v1/client');
    assert.equal(browser.lastSetCookies.length, 0);
  });
});
