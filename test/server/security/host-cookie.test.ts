import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hashToken } from '../../../src/server/ids.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { CLIENT, LEGACY, makeLegacy, plant } from '../../support/planted-client.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';

onSqlite('over https the client cookie', (open) => {
  it('a cookie without the __Host- prefix, which another host can set, reaches no client over https', async () => {
    const instance = await open();
    const attacker = instance.browser();
    const { sessionId } = await instance.signUp(attacker, 'mallory@example.com');
    const victim = instance.browser();
    const assertUnknown = async (): Promise<void> => {
      plant(attacker, victim);
      assert.equal((await victim.get('/v1/client')).response, null);
      assert.equal((await victim.get('/v1/me')).status, 401);
      assert.equal((await victim.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
      assert.equal((await victim.post(`/v1/client/sessions/${sessionId}/touch`)).status, 401);
    };
    await assertUnknown();
    // Nor is it taken for one that was replaced during the request.
    const before = attacker.cookies.get(CLIENT)!;
    await attacker.post('/v1/client/sign_ups', { email_address: 'other@example.com' });
    await instance.signUp(attacker, 'mallory2@example.com');
    assert.notEqual(attacker.cookies.get(CLIENT), before);
    victim.cookies.set(LEGACY, before);
    assert.equal((await victim.get('/v1/client')).response, null);
    assert.equal((await victim.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
  });

  it('the cookie with the __Host- prefix counts over https, whatever is planted beside it', async () => {
    const instance = await open();
    const [attacker, victim] = [instance.browser(), instance.browser()];
    await instance.signUp(attacker, 'mallory@example.com');
    const { sessionId } = await instance.signUp(victim, 'ada@example.com');
    plant(attacker, victim);
    await makeLegacy(instance, attacker);
    assert.deepEqual(sessionsOf(await victim.get('/v1/client')), [sessionId]);
    assert.equal((await victim.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    assert.equal(sessionsOf(await attacker.get('/v1/client')).length, 1);
  });

  it('signing out clears the client cookie and the one without the prefix', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    browser.cookies.set(LEGACY, 'whatever');
    await browser.override('DELETE', '/v1/client');
    assert.deepEqual([browser.cookies.has(CLIENT), browser.cookies.has(LEGACY)], [false, false]);
    browser.cookies.set(LEGACY, 'whatever');
    await browser.override('DELETE', '/v1/client/sessions');
    assert.equal(browser.cookies.has(LEGACY), false);
  });
});

onSqlite('a client cookie without the prefix', (open) => {
  /** A browser that was signed in before the server was upgraded. */
  async function returning(instance: TestInstance): Promise<{ browser: TestBrowser; sessionId: string; old: string }> {
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    await makeLegacy(instance, browser);
    const old = browser.cookies.get(LEGACY)!;
    instance.clock.advance(60_000);
    return { browser, sessionId, old };
  }

  it('a client cookie without the prefix is replaced at the next request, and the sessions stay', async () => {
    const instance = await open();
    const { browser, sessionId } = await returning(instance);
    const { status, response } = await browser.get('/v1/client');
    assert.equal(status, 200);
    assert.equal(response.sessions[0].id, sessionId);
    assert.deepEqual([browser.cookies.has(CLIENT), browser.cookies.has(LEGACY)], [true, false]);
    assert.equal(response.last_active_session_id, sessionId);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    assert.equal((await browser.get('/v1/me')).status, 200);
  });

  for (const [name, send, expected] of [
    ['a refresh', (b: TestBrowser, id: string) => b.post(`/v1/client/sessions/${id}/tokens`), 200],
    ['a list', (b: TestBrowser) => b.get('/v1/me/sessions/active'), 200],
    ['a request that fails', (b: TestBrowser) => b.post(SIGN_INS, { identifier: 'nobody@example.com' }), 422],
    ['a sign-out of all sessions', (b: TestBrowser) => b.override('DELETE', '/v1/client/sessions'), 200],
    ['a renewal on the way', (b: TestBrowser) => b.fetch('/v1/client/touch').then(({ status }) => ({ status })), 307],
  ] as const) {
    it(`a client cookie without the prefix is replaced by ${name}, too`, async () => {
      const instance = await open();
      const { browser, sessionId } = await returning(instance);
      const { status } = await send(browser, sessionId);
      assert.equal(status, expected);
      assert.deepEqual([browser.cookies.has(CLIENT), browser.cookies.has(LEGACY)], [true, false]);
      assert.ok((await browser.get('/v1/client')).response);
    });
  }

  it('a client cookie without the prefix works once, so a planted or copied one is dead', async () => {
    const instance = await open();
    const { browser, sessionId, old } = await returning(instance);
    await browser.get('/v1/client');
    instance.clock.advance(30_000);
    const thief = instance.browser();
    for (const name of [LEGACY, CLIENT]) {
      thief.cookies.clear();
      thief.cookies.set(name, old);
      assert.equal((await thief.get('/v1/client')).response, null);
      assert.equal((await thief.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
    }
  });

  itOnBoth('a client cookie without the prefix is replaced once by many tabs, and all stay signed in', async () => {
    const instance = await open();
    const { browser, sessionId, old } = await returning(instance);
    const headers = { cookie: `${LEGACY}=${old}` };
    const reads = await Promise.all(Array.from({ length: 8 }, () => browser.send('/v1/client', { headers })));
    const path = `/v1/client/sessions/${sessionId}/tokens`;
    const refreshed = await browser.send(path, { method: 'POST', headers });
    assert.deepEqual(
      reads.map(sessionsOf),
      reads.map(() => [sessionId]),
    );
    assert.equal(refreshed.status, 200);
    assert.equal(reads.filter(({ headers: given }) => given.getSetCookie().join().includes(CLIENT)).length, 1);
    assert.deepEqual(sessionsOf(await browser.get('/v1/client')), [sessionId]);
  });

  it('replacing the client cookie keeps the device known and the sign-in time', async () => {
    const instance = await open();
    const { browser, old } = await returning(instance);
    const uat = browser.cookies.get('__client_uat');
    const before = await instance.storage.findClientByToken(hashToken(old), instance.clock.now());
    assert.ok(before);
    const { response } = await browser.get('/v1/client');
    assert.equal(browser.cookies.get('__client_uat'), uat);
    assert.notEqual(response.id, before.id);
    const [session] = await instance.storage.listClientSessions(response.id, instance.clock.now());
    assert.equal(await instance.storage.isKnownDevice(session?.user_id ?? '', response.id), true);
    assert.equal(await instance.storage.findClient(before.id), undefined);
  });

  it('replacing the client cookie drops a sign-in that was begun with it', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@example.com');
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: 'ada@example.com' });
    await makeLegacy(instance, browser);
    assert.equal((await browser.get('/v1/client')).response.sign_in, null);
    assert.equal((await browser.get(`${SIGN_INS}/${response.id}`)).status, 404);
    const again = await browser.post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    assert.equal(again.response.status, 'complete');
  });
});

function sessionsOf({ response }: Pick<Answer, 'response'>): string[] {
  return response.sessions.map(({ id }: { id: string }) => id);
}
