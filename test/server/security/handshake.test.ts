import assert from 'node:assert/strict';
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { it } from 'node:test';
import { verifyToken as stockVerify } from '@clerk/backend';
import { createClerkClient } from '../../../src/entries/backend.ts';
import { hashToken } from '../../../src/server/ids.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { HOSTILE_TARGETS } from '../../support/hostile-targets.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import {
  directivesIn,
  PAGE,
  payloadOf,
  refreshCookie,
  shakeHands,
  signedUp,
  valueIn,
} from '../../support/handshakes.ts';
import type { TestInstance } from '../../support/instance.ts';

const ORIGIN = 'https://app.example.com';
const NONCE = { format: 'nonce' };

onSqlite('the nonce of a handshake', (open) => {
  itOnBoth('a nonce counts once, in 50 parallel requests, too', async () => {
    const instance = await open();
    const { browser } = await signedUp(instance);
    const call = await backendOf(instance);
    const { answer } = await shakeHands(browser, NONCE);
    const path = `/clients/handshake_payload?nonce=${answer}`;
    const answers = await Promise.all(Array.from({ length: 50 }, () => call('GET', path)));
    const spent = { directives: ['__session_none=none; Path=/; Max-Age=0'] };
    const rest = answers.filter(({ body }) => body.directives.length > 1);
    assert.equal(rest.length, 1);
    assert.equal(answers.filter(({ body }) => JSON.stringify(body) === JSON.stringify(spent)).length, 49);
    assert.ok(answers.every(({ status }) => status === 200));
    assert.deepEqual((await call('GET', path)).body, spent);
  });

  it('a nonce is 256 random bits, kept as a hash beside no token, and counts for a minute', async () => {
    const instance = await open();
    const { browser, sessionId } = await signedUp(instance);
    const call = await backendOf(instance);
    const nonces = await Promise.all(Array.from({ length: 10 }, () => shakeHands(browser, NONCE)));
    assert.equal(new Set(nonces.map(({ answer }) => answer)).size, 10);
    for (const { answer } of nonces) assert.match(answer, /^[\w-]{43}$/);
    const [first, second, third] = nonces.map(({ answer }) => answer) as [string, string, string];
    const row = await instance.storage.consumeHandshake(hashToken(first), instance.clock.now());
    assert.ok(!JSON.stringify(row).includes(first));
    assert.equal(row?.session_id, sessionId);
    assert.doesNotMatch(JSON.stringify(row), /eyJhbGci/);
    const sessionFor = async (nonce: string) => {
      const { body } = await call('GET', `/clients/handshake_payload?nonce=${nonce}`);
      return valueIn(body.directives, '__session');
    };
    instance.clock.advance(59_999);
    assert.ok(await sessionFor(second));
    instance.clock.advance(1);
    assert.equal(await sessionFor(third), undefined);
  });

  it('a nonce is worth nothing without a secret key, and nothing to one that may not read handshakes', async () => {
    const instance = await open();
    const { browser } = await signedUp(instance);
    const { answer } = await shakeHands(browser, NONCE);
    const path = `/clients/handshake_payload?nonce=${answer}`;
    assert.equal((await browser.send(`/v1${path}`)).status, 404);
    const narrow = await backendOf(instance, await newSecretKey(instance, ['users:read']));
    assert.deepEqual(
      [(await narrow('GET', path)).status, (await narrow('GET', path)).code],
      [403, 'insufficient_scope'],
    );
    const right = await backendOf(instance, await newSecretKey(instance, ['handshake']));
    assert.ok(valueIn((await right('GET', path)).body.directives, '__session'));
    for (const nonce of ['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}%00`, 'A'.repeat(5_000), '../jwks']) {
      const { status, body } = await right('GET', `/clients/handshake_payload?nonce=${nonce}`);
      assert.deepEqual([status, body.directives.length], [200, 1], nonce.slice(0, 50));
    }
  });

  it('a session that is revoked between the handshake and its answer is signed out', async () => {
    const instance = await open();
    const { browser, sessionId } = await signedUp(instance);
    const key = await newSecretKey(instance);
    const { answer } = await shakeHands(browser, NONCE);
    await browser.post(`/v1/client/sessions/${sessionId}/end`);
    const { body } = await (await backendOf(instance, key))('GET', `/clients/handshake_payload?nonce=${answer}`);
    assert.equal(valueIn(body.directives, '__session'), '');
    assert.equal(valueIn(body.directives, '__client_uat'), '0');
    assert.equal(valueIn(await payloadOf(instance, browser, key), '__session'), '');
  });
});

onSqlite('the token of a handshake', (open) => {
  it('the token of a handshake is no session token, in any cookie or header', async () => {
    const instance = await open();
    const { browser } = await signedUp(instance);
    const { answer } = await shakeHands(browser);
    const { header, claims } = decodeToken(answer);
    assert.equal(header.kid, (await keyOf(instance)).kid);
    assert.ok(!('sid' in claims) && !('sub' in claims));
    const sdk = createClerkClient({
      publishableKey: instance.config.publishableKey,
      fetch: (input: unknown) => instance.fetch(new Request(input as string)),
      now: () => instance.clock.now(),
    });
    const { data, error } = await sdk.verifyToken(answer);
    assert.deepEqual([data, error?.reason], [undefined, 'token-type']);
    for (const headers of [
      { authorization: `Bearer ${answer}` },
      { cookie: `__session=${answer}; __client_uat=1` },
    ] as Record<string, string>[]) {
      const state = await sdk.authenticateRequest({ headers: new Headers(headers) });
      assert.equal(state.status, 'signed-out');
    }
    const { pem } = await keyOf(instance);
    const lax = { jwtKey: pem, clockSkewInMs: 10 ** 13 };
    await assert.rejects(stockVerify(answer, lax));
    assert.ok(await stockVerify(valueIn(directivesIn(answer), '__session') ?? '', lax));
  });

  it('the token of a handshake holds no refresh token, and no nonce or token is in the log', async () => {
    const instance = await open({ config: { instanceType: 'development' } });
    const { browser } = await signedUp(instance);
    const token = (await shakeHands(browser)).answer;
    assert.equal(valueIn(directivesIn(token), refreshCookie(instance)), undefined);
    const nonce = (await shakeHands(browser, NONCE)).answer;
    await shakeHands(browser, { redirect_url: `https://evil.example/${nonce}`, __session: token });
    const log = instance.log.join('\n');
    assert.match(log, /evil\.example/);
    for (const secret of [token, nonce, valueIn(directivesIn(token), '__session') ?? '']) {
      assert.ok(secret && !log.includes(secret));
    }
  });
});

onSqlite('the address of a handshake', (open) => {
  it('a handshake leads to allowed origins only, with an answer for them alone', async () => {
    for (const instanceType of ['production', 'development'] as const) {
      const instance = await open({ config: { instanceType } });
      const { browser } = await signedUp(instance);
      for (const format of ['nonce', '']) {
        for (const target of HOSTILE_TARGETS) {
          const { status, location, carrier } = await shakeHands(browser, { format, redirect_url: target });
          assert.deepEqual([status, location.href, carrier], [307, `${ORIGIN}/`, 'none'], target);
          assert.ok(!browser.lastSetCookies.some((line) => line.startsWith('__clerk_handshake')), target);
        }
        const twice = await shakeHands(browser, { format, redirect_url: [PAGE, 'https://evil.example/'] });
        assert.deepEqual([twice.location.href, twice.carrier], [`${ORIGIN}/`, 'none']);
      }
      assert.equal(instance.log.filter((line) => line.includes('allowedOrigins')).length, 1);
    }
  });

  it('no other host of the domain is sent an answer of a handshake that it could use', async () => {
    const instance = await open();
    const { browser } = await signedUp(instance);
    const state = 'a'.repeat(32);
    for (const params of [{ format: 'nonce' }, {}, { __clerk_handshake_state: state }] as Record<string, string>[]) {
      const { carrier, location } = await shakeHands(browser, params);
      assert.deepEqual([carrier, location.origin], ['query', ORIGIN]);
      const shared = browser.lastSetCookies.filter(
        (line) => /;\s*domain=/i.test(line) && !line.startsWith('__client_uat'),
      );
      assert.deepEqual(shared, []);
    }
    // A nonce that is bound to the browser, see “uses the answer for a visitor in no other browser”.
    const bound = { format: 'nonce', __clerk_handshake_state: state };
    assert.match((await shakeHands(browser, bound)).line, /^__clerk_handshake_nonce=.*; Domain=example\.com; HttpOnly/);
    for (const unbound of ['', 'x y', 'a'.repeat(129)]) {
      const { carrier } = await shakeHands(browser, { ...bound, __clerk_handshake_state: unbound });
      assert.equal(carrier, 'query', unbound);
    }
  });

  it('a handshake is not cached, framed or told to the next page', async () => {
    const instance = await open();
    const { browser } = await signedUp(instance);
    const { headers } = await shakeHands(browser, NONCE);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    assert.equal(headers.get('access-control-allow-origin'), null);
  });

  it('a picture, a frame or a script of another site changes nothing', async () => {
    const instance = await open();
    const { browser } = await signedUp(instance);
    for (const [mode, dest] of [
      ['no-cors', 'image'],
      ['no-cors', 'script'],
      ['cors', 'empty'],
      ['no-cors', 'empty'],
    ]) {
      const headers = { 'sec-fetch-mode': mode!, 'sec-fetch-dest': dest!, 'sec-fetch-site': 'cross-site' };
      const { status, carrier } = await shakeHands(browser, NONCE, headers);
      assert.deepEqual([status, carrier], [400, 'none'], dest);
      assert.equal(browser.lastSetCookies.length, 0);
    }
    // A frame of another site is loaded without the client cookie, and what it sets is not kept.
    const frame = instance.browser();
    const own = { redirect_url: 'https://clerk.example.com/account' };
    const { answer } = await shakeHands(frame, own, { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' });
    assert.equal(valueIn(directivesIn(answer), '__session'), '');
    assert.match(frame.lastSetCookies.join(), /SameSite=Lax/);
    const { response } = await browser.get('/v1/client');
    assert.equal(response.sessions.length, 1);
  });

  it('a page behind a proxy that loses the mode of the request is renewed', async () => {
    const instance = await open();
    const { browser } = await signedUp(instance);
    const { carrier } = await shakeHands(browser, NONCE, { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'document' });
    assert.notEqual(carrier, 'none');
  });

  it('a browser chooses among its own sessions only', async () => {
    const instance = await open();
    const [ada, mallory] = [await signedUp(instance), await signedUp(instance, 'mallory@example.com')];
    const token = valueIn(directivesIn((await shakeHands(ada.browser)).answer), '__session') ?? '';
    for (const params of [{ __session: token }, { _clerk_session_id: ada.sessionId }] as Record<string, string>[]) {
      const { answer } = await shakeHands(mallory.browser, params);
      assert.equal(decodeToken(valueIn(directivesIn(answer), '__session') ?? '').claims.sid, mallory.sessionId);
    }
  });

  it('handshakes of one address are limited', async () => {
    const instance = await open({ limits: { handshake: { max: 3, windowMs: 10_000 } } });
    const browser = instance.browser({ ip: '203.0.113.9' });
    for (let at = 0; at < 3; at++) assert.equal((await shakeHands(browser, NONCE)).status, 307);
    const { status, headers } = await shakeHands(browser, NONCE);
    assert.deepEqual([status, Number(headers.get('retry-after')) > 0], [429, true]);
  });
});

/** The key with which the instance signs. */
async function keyOf(instance: TestInstance): Promise<{ kid: string; pem: string }> {
  const answer = await instance.fetch(new Request(`${instance.config.url}/.well-known/jwks.json`));
  const { keys } = (await answer.json()) as { keys: [JsonWebKey & { kid: string }] };
  const [key] = keys;
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
  return { kid: key.kid, pem };
}
