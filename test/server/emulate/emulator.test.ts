import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClerkClient } from '@clerk/backend';
import { createClerkClient as createOwnClient } from '../../../src/entries/backend.ts';
import { connectEmulator, createEmulator, type Emulator } from '../../../src/entries/testing.ts';
import { ask, browserOf, openEmulator, PAGE, typePassword } from '../../support/emulators.ts';

const PASSWORD = 'password123';
const seed = {
  users: [
    { id: 'user_ada', emailAddresses: ['ada@example.com'], password: PASSWORD, sessions: [{ id: 'sess_ada' }] },
    { id: 'user_bea', emailAddresses: ['bea@example.com'] },
  ],
};
const DAY = 86_400;

const statusOf = async (emulator: Emulator, session: string): Promise<unknown> => {
  const headers = { authorization: `Bearer ${emulator.secretKey}` };
  const { body } = await ask(emulator, `/v1/sessions/${session}`, undefined, headers);
  return body.status;
};

describe('an emulator', () => {
  it('answers on a port of its own, and without a socket', async () => {
    await using emulator = await createEmulator({ seed });
    assert.match(emulator.url, /^http:\/\/localhost:\d+$/);
    const overSocket = await (await fetch(`${emulator.url}/v1/environment`)).json();
    const within = await (await emulator.fetch('/v1/environment')).json();
    assert.deepEqual(overSocket, within);
    assert.equal((within as { auth_config: { test_mode: boolean } }).auth_config.test_mode, true);
    const none = await openEmulator();
    assert.equal((await none.fetch('/v1/environment')).status, 200);
  });

  it('has stock clients with the keys that it names', async () => {
    await using emulator = await createEmulator({ seed });
    const { publishableKey, secretKey, jwtKey, url } = emulator;
    const stock = createClerkClient({ secretKey, publishableKey, apiUrl: url, telemetry: { disabled: true } });
    assert.equal(await stock.users.getCount(), 2);
    const { token, userId } = await emulator.signIn('ada@example.com');
    const request = new Request(`${PAGE}/api`, { headers: { authorization: `Bearer ${token}` } });
    const state = await stock.authenticateRequest(request, { jwtKey });
    assert.equal(state.toAuth()?.userId, 'user_ada');
    assert.equal(userId, 'user_ada');
    assert.deepEqual(Object.keys(emulator.env), [
      'CLERK_PUBLISHABLE_KEY',
      'CLERK_SECRET_KEY',
      'CLERK_API_URL',
      'CLERK_FAPI_URL',
      'CLERK_JWT_KEY',
    ]);
  });

  it('goes back to the seed', async () => {
    const emulator = await openEmulator({ seed });
    const browser = browserOf(emulator);
    const { created_session_id: session } = await typePassword(browser, 'ada@example.com', PASSWORD);
    await browser.post('/v1/client/sign_ins', { identifier: 'bea@example.com', strategy: 'email_code' });
    assert.ok((await emulator.messages()).length > 0);
    assert.equal(await statusOf(emulator, session), 'active');
    await emulator.advance(DAY);
    const users = await emulator.reset();
    assert.deepEqual(
      users.map(({ id, sessionIds }) => [id, ...sessionIds]),
      [['user_ada', 'sess_ada'], ['user_bea']],
    );
    assert.equal(await statusOf(emulator, session), undefined);
    assert.equal(await statusOf(emulator, 'sess_ada'), 'active');
    assert.deepEqual(await emulator.messages(), []);
    assert.equal((await emulator.clock()).ahead, 0);
    assert.equal((await browser.get('/v1/client')).response, null, 'the browser is signed out');
  });

  it('takes another seed, which later resets keep, and keeps the present one when the other is wrong', async () => {
    const emulator = await openEmulator({ seed });
    await assert.rejects(emulator.reset({ users: [{ emailAddresses: ['nobody'] }] }), /emailAddresses\[0\]/);
    assert.deepEqual(
      emulator.users.map(({ id }) => id),
      ['user_ada', 'user_bea'],
    );
    assert.equal((await typePassword(browserOf(emulator), 'ada@example.com', PASSWORD)).status, 'complete');
    await emulator.reset({ users: [{ id: 'user_cy', emailAddresses: ['cy@example.com'] }] });
    await emulator.reset();
    assert.deepEqual(
      emulator.users.map(({ id }) => id),
      ['user_cy'],
    );
  });

  it('answers requests that a reset overtakes, and lets none of them change what comes after it', async () => {
    const emulator = await openEmulator({ seed });
    const create = (i: number) =>
      ask(
        emulator,
        '/v1/users',
        { email_address: [`new-${i}@example.com`], skip_password_requirement: true },
        { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' },
      );
    const creating = Array.from({ length: 20 }, (_, i) => create(i));
    const resets = [emulator.reset(), emulator.reset(), emulator.reset()];
    const during = await Promise.all(creating);
    await Promise.all(resets);
    assert.deepEqual([...new Set(during.map(({ status }) => status))], [200]);
    const headers = { authorization: `Bearer ${emulator.secretKey}` };
    const { body } = await ask(emulator, '/v1/users/count', undefined, headers);
    assert.equal(body.total_count, 2);
  });

  it('ends sessions, codes and tokens by its own clock', async () => {
    const emulator = await openEmulator({ seed, time: '2026-03-01T12:00:00Z' });
    assert.equal((await emulator.clock()).now.slice(0, 16), '2026-03-01T12:00');
    const { token } = await emulator.signIn('user_bea');
    const { publishableKey, jwtKey } = emulator;
    const verifyAt = async () => {
      const now = Date.parse((await emulator.clock()).now);
      const own = createOwnClient({ publishableKey, jwtKey, now: () => now });
      return (await own.authenticateRequest(new Request(PAGE, { headers: { authorization: `Bearer ${token}` } })))
        .status;
    };
    assert.equal(await verifyAt(), 'signed-in');
    const browser = browserOf(emulator);
    const begun = await browser.post('/v1/client/sign_ins', { identifier: 'bea@example.com', strategy: 'email_code' });
    await emulator.advance(120);
    assert.equal(await verifyAt(), 'signed-out');
    await emulator.advance(3_600);
    const [message] = await emulator.messages('bea@example.com');
    const late = await browser.post(`/v1/client/sign_ins/${begun.response.id}/attempt_first_factor`, {
      strategy: 'email_code',
      code: message?.code ?? '',
    });
    assert.notEqual(late.status, 200);
    assert.equal(await statusOf(emulator, 'sess_ada'), 'active');
    await emulator.advance(7 * DAY);
    assert.equal(await statusOf(emulator, 'sess_ada'), 'expired');
    await emulator.setTime(new Date('2026-03-01T12:00:00Z'));
    assert.equal(await statusOf(emulator, 'sess_ada'), 'active');
    const real = await emulator.useRealTime();
    assert.equal(real.ahead, 0);
    await assert.rejects(emulator.setTime('soon'), /ISO 8601/);
  });

  it('gives a browser a session without a form, and one of the seed too', async () => {
    const emulator = await openEmulator({ seed });
    const browser = browserOf(emulator);
    const { cookies, sessionId } = await emulator.signIn('bea@example.com');
    for (const { name, value } of cookies) browser.cookies.set(name, value);
    const { response } = await browser.get<{ sessions: { id: string }[] }>('/v1/client');
    assert.equal(response.sessions[0].id, sessionId);
    const refreshed = await browser.post(`/v1/client/sessions/${sessionId}/tokens`);
    assert.equal(refreshed.status, 200);
    const names = cookies.map(({ name }) => name.replace(/(?<=[a-z])_[\w-]{8}$/, ''));
    assert.deepEqual([...new Set(names)].sort(), ['__clerk_db_jwt', '__client', '__client_uat', '__session']);

    const ofSeed = await emulator.signIn({ session: 'sess_ada' });
    assert.deepEqual([ofSeed.userId, ofSeed.sessionId], ['user_ada', 'sess_ada']);
    const other = browserOf(emulator);
    for (const { name, value } of ofSeed.cookies) other.cookies.set(name, value);
    assert.equal((await other.get('/v1/client')).response.sessions[0].id, 'sess_ada');
    await assert.rejects(emulator.signIn('nobody@example.com'), /There is no user "nobody@example.com"\./);
    await assert.rejects(emulator.signIn({ session: 'sess_nobody' }), /There is no active session/);
    await assert.rejects(emulator.signIn({}), /Name a user or a session/);
    await assert.rejects(emulator.signIn({ user: 'user_ada', origin: 'https://evil.example' }), /allowedOrigins/);
  });

  it('shares nothing with others in the same process', async () => {
    const [one, other] = await Promise.all([createEmulator({ seed }), createEmulator({ seed })]);
    try {
      assert.notEqual(one.url, other.url);
      await one.advance(DAY);
      const create = { email_address: ['new@example.com'], skip_password_requirement: true };
      const headers = { authorization: `Bearer ${one.secretKey}`, 'content-type': 'application/json' };
      assert.equal((await ask(one, '/v1/users', create, headers)).status, 200);
      const form = { identifier: 'bea@example.com', strategy: 'email_code' };
      await browserOf(one).post('/v1/client/sign_ins', form);
      const count = async (emulator: Emulator) => (await ask(emulator, '/v1/users/count', undefined, headers)).body;
      assert.deepEqual([(await count(one)).total_count, (await count(other)).total_count], [3, 2]);
      assert.deepEqual([(await one.messages()).length, (await other.messages()).length], [1, 0]);
      assert.deepEqual([(await one.clock()).ahead, (await other.clock()).ahead], [DAY, 0]);
      const { cookies } = await one.signIn('user_ada');
      const browser = browserOf(other);
      for (const { name, value } of cookies) browser.cookies.set(name, value);
      assert.equal((await browser.get('/v1/client')).response, null);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  it('has no rate limits: tests come from one address', async () => {
    const emulator = await openEmulator({ seed });
    const tries = await Promise.all(
      Array.from({ length: 55 }, () =>
        browserOf(emulator).post('/v1/client/sign_ins', { identifier: 'bea@example.com' }),
      ),
    );
    assert.ok(tries.every(({ status }) => status === 200));
    for (let sent = 0; sent < 7; sent++) {
      const form = { identifier: 'bea@example.com', strategy: 'email_code' };
      assert.equal((await browserOf(emulator).post('/v1/client/sign_ins', form)).status, 200);
    }
    assert.equal((await emulator.messages('bea@example.com')).length, 7);
  });

  it('is controlled from another process as from its own', async () => {
    await using emulator = await createEmulator({ seed });
    const remote = await connectEmulator(emulator.url);
    const { url, publishableKey, secretKey, jwtKey, env } = emulator;
    assert.deepEqual(
      [remote.url, remote.publishableKey, remote.secretKey, remote.jwtKey, remote.env],
      [url, publishableKey, secretKey, jwtKey, env],
    );
    assert.equal((await remote.advance(90)).ahead, 90);
    assert.equal((await remote.clock()).ahead, 90);
    assert.equal((await remote.setTime('2030-01-01T00:00:00Z')).now.slice(0, 10), '2030-01-01');
    assert.equal((await remote.useRealTime()).ahead, 0);
    assert.equal((await remote.signIn('user_ada')).userId, 'user_ada');
    await browserOf(emulator).post('/v1/client/sign_ins', { identifier: 'bea@example.com', strategy: 'email_code' });
    assert.match((await remote.messages('bea@example.com'))[0]?.code ?? '', /^\d{6}$/);
    assert.deepEqual(
      (await remote.reset()).map(({ id }) => id),
      ['user_ada', 'user_bea'],
    );
    assert.deepEqual(await remote.messages(), []);
    await remote.reset({ users: [{ id: 'user_cy', emailAddresses: ['cy@example.com'] }] });
    assert.deepEqual(
      emulator.users.map(({ id }) => id),
      ['user_cy'],
    );
    await assert.rejects(remote.reset({ users: [{ emailAddresses: ['x'] }] }), /users\[0\]\.emailAddresses\[0\]/);
    await assert.rejects(remote.signIn('nobody@example.com'), /404/);
  });
});
