import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import { cookieSuffixOf } from '../../../src/protocol/cookies.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { directivesIn, PAGE, shakeHands, valueIn } from '../../support/handshakes.ts';
import type { TestInstance } from '../../support/instance.ts';

const suffixOf = ({ config }: TestInstance) =>
  cookieSuffixOf(createHash('sha1').update(config.publishableKey).digest());
const DEVELOPMENT = { instanceType: 'development' } as const;

onSqlite('a handshake', (open) => {
  it('sends the browser back with a fresh token for the page, plain and with the suffix', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { sessionId, userId } = await instance.signUp(browser, 'ada@example.com');
    instance.clock.advance(70_000);
    const { status, location, answer } = await shakeHands(browser);
    assert.deepEqual([status, location.href], [307, `${PAGE}&__clerk_handshake=${answer}`]);
    const directives = directivesIn(answer);
    const suffix = suffixOf(instance);
    const jwt = valueIn(directives, '__session') ?? '';
    assert.equal(valueIn(directives, `__session_${suffix}`), jwt);
    const { claims } = decodeToken(jwt);
    const now = Math.floor(instance.clock.now() / 1000);
    assert.deepEqual([claims.sid, claims.sub, claims.azp], [sessionId, userId, 'https://app.example.com']);
    assert.deepEqual([claims.iat, claims.exp], [now, now + 60]);
    const uat = valueIn(directives, '__client_uat');
    assert.equal(uat, browser.cookies.get('__client_uat'));
    assert.equal(valueIn(directives, `__client_uat_${suffix}`), uat);
    const line = (name: string) => directives.find((each) => each.startsWith(`${name}=`))?.replace(/=[^;]*/, '=');
    assert.equal(line('__session'), '__session=; Path=/; Max-Age=31536000; SameSite=Lax; Secure');
    assert.equal(
      line('__client_uat'),
      '__client_uat=; Path=/; Domain=example.com; Max-Age=315360000; SameSite=Lax; Secure',
    );
    assert.equal(valueIn(directives, '__clerk_db_jwt'), undefined);
  });

  it('tells the page of a browser without a session that it is signed out', async () => {
    const instance = await open();
    const browser = instance.browser();
    const suffix = suffixOf(instance);
    const expect = async () => {
      const directives = directivesIn((await shakeHands(browser)).answer);
      for (const name of ['__session', `__session_${suffix}`, `__refresh_${suffix}`]) {
        assert.equal(valueIn(directives, name), '', name);
        assert.match(directives.find((each) => each.startsWith(`${name}=`)) ?? '', /Max-Age=0;/);
      }
      for (const name of ['__client_uat', `__client_uat_${suffix}`]) assert.equal(valueIn(directives, name), '0', name);
    };
    await expect();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    assert.notEqual(valueIn(directivesIn((await shakeHands(browser)).answer), '__session'), '');
    await browser.post(`/v1/client/sessions/${sessionId}/end`);
    await expect();
  });

  it('never dates the sign-in after the token beside it, whatever the clock does', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    for (const step of [0, 500, -3_600_000, 3_600_000 - 500, 86_400_000]) {
      instance.clock.advance(step);
      const directives = directivesIn((await shakeHands(browser)).answer);
      const { iat } = decodeToken(valueIn(directives, '__session') ?? '').claims;
      const uat = Number(valueIn(directives, '__client_uat'));
      assert.ok(uat > 0 && uat <= iat, `${uat} after ${iat}`);
    }
  });

  it('keeps the user whose token the page has, and else takes the active one', async () => {
    const instance = await open();
    const browser = instance.browser();
    const ada = await instance.signUp(browser, 'ada@example.com');
    const first = valueIn(directivesIn((await shakeHands(browser)).answer), '__session') ?? '';
    const bob = await instance.signUp(browser, 'bob@example.com');
    instance.clock.advance(70_000);
    const sessionFor = async (token: string) => {
      const { answer } = await shakeHands(browser, { __session: token });
      return decodeToken(valueIn(directivesIn(answer), '__session') ?? '').claims.sid;
    };
    assert.equal(await sessionFor(first), ada.sessionId);
    assert.equal(await sessionFor(''), bob.sessionId);
    const [head, payload] = first.split('.');
    for (const forged of ['a.b.c', `${head}.${payload}.${'A'.repeat(342)}`]) {
      assert.equal(await sessionFor(forged), bob.sessionId);
    }
    await browser.post(`/v1/client/sessions/${ada.sessionId}/end`);
    assert.equal(await sessionFor(first), bob.sessionId);
  });

  it('signs out a page whose user was banned, and takes the next account', async () => {
    const instance = await open();
    const browser = instance.browser();
    const ada = await instance.signUp(browser, 'ada@example.com');
    const bob = await instance.signUp(browser, 'bob@example.com');
    await instance.storage.updateUser(bob.userId, { banned: true }, instance.clock.now());
    const { answer } = await shakeHands(browser);
    assert.equal(decodeToken(valueIn(directivesIn(answer), '__session') ?? '').claims.sid, ada.sessionId);
    await instance.storage.updateUser(ada.userId, { banned: true }, instance.clock.now());
    assert.equal(valueIn(directivesIn((await shakeHands(browser)).answer), '__session'), '');
  });

  it('counts as activity of the session', async () => {
    const instance = await open({ config: { session: { inactivitySeconds: 3_600 } } });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    for (let visit = 0; visit < 3; visit++) {
      instance.clock.advance(3_000_000);
      assert.notEqual(valueIn(directivesIn((await shakeHands(browser)).answer), '__session'), '', `${visit}`);
    }
    instance.clock.advance(3_600_000);
    assert.equal(valueIn(directivesIn((await shakeHands(browser)).answer), '__session'), '');
  });
});

onSqlite('the answer of a handshake', (open) => {
  it('travels in a cookie to a page on the host of the API, and in the URL to other hosts, in production', async () => {
    const instance = await open({
      config: { allowedOrigins: ['https://app.example.com', 'https://other.example.net'] },
    });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const account = 'https://clerk.example.com/account';
    const expected = '; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure';
    for (const [format, name] of [
      ['nonce', '__clerk_handshake_nonce'],
      ['', '__clerk_handshake'],
    ] as const) {
      const { line, answer, location } = await shakeHands(browser, { format, redirect_url: account });
      assert.equal(line, `${name}=${answer}${expected}`);
      assert.equal(location.href, account);
      assert.ok(line.length < 4_000, `${line.length} characters`);
      if (format === '') {
        const clears = directivesIn(answer).at(-1);
        assert.equal(clears, `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure`);
      }
      for (const redirect_url of [PAGE, 'https://other.example.net/']) {
        const other = await shakeHands(browser, { format, redirect_url });
        assert.deepEqual([other.carrier, other.name], ['query', name], redirect_url);
      }
    }
  });

  it('travels in a cookie of the page when it comes through a proxy of its application, and in the URL without one', async () => {
    const instance = await open({ config: { cookieDomain: undefined } });
    const browser = instance.browser();
    const proxied = { 'clerk-proxy-url': 'https://app.example.com/__clerk' };
    const { carrier, line } = await shakeHands(browser, { format: 'nonce' }, proxied);
    assert.equal(carrier, 'cookie');
    assert.match(line, /; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    assert.equal((await shakeHands(browser, { format: 'nonce' })).carrier, 'query');
    const forged = { 'clerk-proxy-url': 'https://evil.example/__clerk', host: 'app.example.com' };
    assert.equal((await shakeHands(browser, { format: 'nonce' }, forged)).carrier, 'query');
  });

  it('replaces an earlier answer, in the URL and in the cookie', async () => {
    const instance = await open();
    const browser = instance.browser();
    const answers = '__clerk_handshake_nonce=x&__clerk_handshake=y';
    const { location, answer } = await shakeHands(browser, { format: 'nonce', redirect_url: `${PAGE}&${answers}` });
    assert.equal(location.href, `${PAGE}&__clerk_handshake_nonce=${answer}`);
    const account = 'https://clerk.example.com/account';
    await shakeHands(browser, { redirect_url: account });
    const own = await shakeHands(browser, { format: 'nonce', redirect_url: `${account}?${answers}` });
    assert.equal(own.location.href, account);
    assert.ok(!browser.cookies.has('__clerk_handshake') && browser.cookies.has('__clerk_handshake_nonce'));
  });

  it('travels in the URL on a development instance, whose answer names the development browser', async () => {
    const instance = await open({ config: DEVELOPMENT });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const suffix = suffixOf(instance);
    const page = 'https://app.example.com/a%20b?q=%20x+y&flag';
    const { location, carrier, answer } = await shakeHands(browser, { redirect_url: page });
    assert.equal(carrier, 'query');
    assert.equal(location.href, `${page}&__clerk_handshake=${answer}`);
    const directives = directivesIn(answer);
    const id = valueIn(directives, '__clerk_db_jwt') ?? '';
    assert.match(id, /^dvb_\w{27}$/);
    assert.equal(valueIn(directives, `__clerk_db_jwt_${suffix}`), id);
    const again = directivesIn((await shakeHands(browser, { __clerk_db_jwt: id })).answer);
    assert.equal(valueIn(again, '__clerk_db_jwt'), id);
    const hostile = directivesIn((await shakeHands(browser, { __clerk_db_jwt: 'x; Domain=example.com' })).answer);
    assert.match(valueIn(hostile, '__clerk_db_jwt') ?? '', /^dvb_\w{27}$/);
  });

  it('repeats what the SDK sent to recognize the browser', async () => {
    const instance = await open();
    const browser = instance.browser();
    const stateOf = async (state: string) => {
      const { answer } = await shakeHands(browser, { __clerk_handshake_state: state });
      return (decodeToken(answer).claims as { state?: string }).state;
    };
    assert.equal(await stateOf('0123-abc_'), '0123-abc_');
    assert.equal(await stateOf('a b'), undefined);
    assert.equal(await stateOf('x'.repeat(129)), undefined);
  });
});

onSqlite('a development browser', (open) => {
  it('has an id on a development instance, which grants nothing, and does not exist in production', async () => {
    const instance = await open({ config: DEVELOPMENT });
    const browser = instance.browser();
    const { status, body } = await browser.post<{ id: string }>('/v1/dev_browser');
    assert.equal(status, 200);
    assert.match(body.id, /^dvb_\w{27}$/);
    assert.equal(browser.lastSetCookies.length, 0);
    await instance.signUp(browser, 'ada@example.com');
    const thief = instance.browser();
    const { answer } = await shakeHands(thief, { __clerk_db_jwt: body.id });
    assert.equal(valueIn(directivesIn(answer), '__session'), '');
    const { response } = await thief.get(`/v1/client?__clerk_db_jwt=${body.id}`);
    assert.equal(response, null);
    const live = await open();
    assert.equal((await live.browser().post('/v1/dev_browser')).status, 404);
  });
});
