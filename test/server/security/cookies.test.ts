import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const SIGN_INS = '/v1/client/sign_ins';

onSqlite('the client cookie', (open) => {
  it('the client cookie is HttpOnly, Secure, SameSite, host-only, random and stored as a hash', async () => {
    const instance = await open();
    const browser = instance.browser();
    await browser.post(SIGN_INS);
    const line = browser.lastSetCookies.find((each) => each.startsWith('__Host-clerk_client='));
    assert.match(
      line ?? '',
      /^__Host-clerk_client=[\w-]{43}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/,
    );
    const token = browser.cookies.get('__Host-clerk_client')!;
    assert.equal(Buffer.from(token, 'base64url').length, 32);
    const hash = createHash('sha256').update(`__Host-${token}`).digest('base64url');
    const row = await instance.storage.findClientByToken(hash, instance.clock.now());
    assert.ok(row && !JSON.stringify(row).includes(token));
  });

  it('the client cookie is not Secure on plain http on loopback, where browsers would drop it', async () => {
    const instance = await open({
      config: {
        url: 'http://localhost:4400',
        frontendApi: '127.0.0.1:4400',
        cookieDomain: undefined,
        allowedOrigins: [],
      },
    });
    const browser = instance.browser({ origin: 'http://localhost:4400' });
    await browser.post(SIGN_INS);
    assert.ok(!browser.lastSetCookies.join().includes('Secure'));
    assert.match(browser.lastSetCookies.join(), /^__client=/);
  });

  it('a client cookie that was planted before the sign-in is dead after it', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@example.com');
    const attacker = instance.browser();
    await attacker.post(SIGN_INS);
    const planted = attacker.cookies.get('__Host-clerk_client')!;
    const victim = instance.browser();
    victim.cookies.set('__Host-clerk_client', planted);
    await victim.post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    assert.notEqual(victim.cookies.get('__Host-clerk_client'), planted);
    assert.equal((await victim.get('/v1/client')).response.sessions.length, 1);
    assert.equal((await attacker.get('/v1/client')).response, null);
  });

  it('a client cookie that was planted before the sign-up is dead after it', async () => {
    const instance = await open();
    const attacker = instance.browser();
    await attacker.post(SIGN_INS);
    const victim = instance.browser();
    victim.cookies.set('__Host-clerk_client', attacker.cookies.get('__Host-clerk_client')!);
    await instance.signUp(victim, 'ada@example.com');
    assert.equal((await attacker.get('/v1/client')).response, null);
  });

  it('a planted client cookie reaches neither the address nor the password of a sign-up', async () => {
    const instance = await open();
    const attacker = instance.browser();
    await attacker.post(SIGN_INS);
    const victim = instance.browser();
    victim.cookies.set('__Host-clerk_client', attacker.cookies.get('__Host-clerk_client')!);
    const form = { email_address: 'ada@example.com', password: PASSWORD };
    const { response } = await victim.post('/v1/client/sign_ups', form);
    const path = `/v1/client/sign_ups/${response.id}`;
    const other = await attacker.override('PATCH', path, { password: 'the attacker’s phrase' });
    assert.deepEqual([other.status, (await attacker.get('/v1/client')).response], [404, null]);
    await victim.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode('ada@example.com');
    const done = await victim.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(done.response.status, 'complete');
    const signIn = await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    assert.equal(signIn.response.status, 'complete');
  });

  it('a client cookie that is cut, extended, re-encoded, in another case or sent twice is unknown', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const token = browser.cookies.get('__Host-clerk_client')!;
    const bytes = Buffer.from(token, 'base64url');
    const changed = [
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      `"${token}"`,
      token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase(),
      bytes.toString('hex'),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      '',
      "' or 1=1 --",
      `${'A'.repeat(43)}; __Host-clerk_client=${token}`,
    ];
    for (const value of changed) {
      const headers = { cookie: `__Host-clerk_client=${value}` };
      const read = await browser.send('/v1/client', { headers });
      assert.deepEqual([read.status, read.response], [200, null], value);
      const refresh = await browser.send(`/v1/client/sessions/${sessionId}/tokens`, { method: 'POST', headers });
      assert.deepEqual([refresh.status, refresh.code], [401, 'authentication_invalid'], value);
    }
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
  });

  it('a late answer to a request with the old client cookie does not touch the new one', async () => {
    const instance = await open();
    const browser = instance.browser();
    await browser.post(SIGN_INS);
    const headers = { cookie: `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}` };
    await instance.signUp(browser, 'ada@example.com');
    const late = await instance.fetch(
      new Request('https://clerk.example.com/v1/client', {
        headers: { ...headers, origin: 'https://app.example.com' },
      }),
    );
    assert.equal(late.status, 200);
    assert.deepEqual(late.headers.getSetCookie(), []);
  });

  it('a sign-in sends the client cookie last, so that a proxy which keeps only one cookie keeps that one', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const other = instance.browser();
    await other.post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    const names = other.lastSetCookies.map((line) => line.split('=', 1)[0]);
    assert.ok(names.length >= 3, names.join());
    assert.equal(names.at(-1), '__Host-clerk_client');
  });

  it('the client cookie is renewed for a browser that comes back, and expires after a year', async () => {
    const instance = await open({ config: { session: { lifetimeSeconds: 63_072_000 } } });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const token = browser.cookies.get('__Host-clerk_client');
    instance.clock.advance(300 * 86_400_000);
    await browser.get('/v1/client');
    assert.match(browser.lastSetCookies.join(), /__Host-clerk_client=.*Max-Age=31536000/);
    assert.equal(browser.cookies.get('__Host-clerk_client'), token);
    instance.clock.advance(300 * 86_400_000);
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
    instance.clock.advance(366 * 86_400_000);
    assert.equal((await browser.get('/v1/client')).response, null);
  });

  it('the session cookie stays below 4 kB with the longest host names', async () => {
    const longest = `${['a', 'b', 'c'].map((letter) => letter.repeat(63)).join('.')}.${'d'.repeat(57)}.org`;
    const origin = `https://${longest}:65535`;
    const instance = await open({
      config: { url: `https://${longest}`, allowedOrigins: [origin], cookieDomain: undefined },
    });
    const browser = instance.browser({ origin });
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const { body } = await browser.post<{ jwt: string }>(`/v1/client/sessions/${sessionId}/tokens`);
    const line = `__session_12345678=${body.jwt}; Path=/; Max-Age=31536000; SameSite=None; Secure; Partitioned`;
    assert.ok(line.length < 4_096, `${line.length} bytes`);
    // What a browser may send back along with it, a cookie of each kind.
    assert.ok([...browser.cookies].join('; ').length < 4_096);
  });

  it('all cookies stay below 4 kB, and only the sign-in time is shared with the domain', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    assert.equal(browser.lastSetCookies.length, 3);
    for (const line of browser.lastSetCookies) {
      assert.ok(line.length < 4_096);
      assert.equal(line.includes('Domain='), line.startsWith('__client_uat'));
    }
    const seconds = String(Math.floor(instance.clock.now() / 1000));
    const digest = createHash('sha1').update(instance.config.publishableKey).digest('base64url').slice(0, 8);
    assert.equal(browser.cookies.get('__client_uat'), seconds);
    assert.equal(browser.cookies.get(`__client_uat_${digest}`), seconds);
    await browser.get('/v1/client');
    assert.deepEqual(browser.lastSetCookies, []);
  });
});
