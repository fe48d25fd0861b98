import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClerkClient } from '../../src/entries/backend.ts';
import {
  answerToken,
  browser,
  EXPIRED,
  handshakeUrl,
  PAGE,
  SECRET_KEY,
  SIGNED_IN,
  SIGNED_OUT,
  SUFFIX,
} from './handshake-browser.ts';
import { forge, NOW, now, otherKeyPair, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

describe('a page whose session has to be renewed', () => {
  const stale: [string, string, Record<string, string | number>][] = [
    ['an expired token', 'session-token-expired', { __session: EXPIRED, __client_uat: NOW - 100 }],
    ['no token', 'client-uat-but-no-session-token', { __client_uat: NOW }],
    ['no time of the sign-in', 'session-token-but-no-client-uat', { __session: forge() }],
    [
      'a token from before the sign-in',
      'session-token-iat-before-client-uat',
      { __session: forge(), __client_uat: NOW + 1 },
    ],
    ['a token that is not valid yet', 'session-token-nbf', { __session: forge({ nbf: NOW + 60 }), __client_uat: NOW }],
    [
      'a token of the future',
      'session-token-iat-in-the-future',
      { __session: forge({ iat: NOW + 60 }), __client_uat: NOW },
    ],
  ];
  for (const [name, reason, cookies] of stale) {
    it(`a page load with ${name} is sent through a handshake, and a call is not`, async () => {
      const { jar, ask } = browser();
      for (const [cookie, value] of Object.entries(cookies)) jar.set(cookie, String(value));
      const call = await ask(PAGE, { 'sec-fetch-dest': 'empty' });
      assert.equal(call.status, 'signed-out');
      assert.equal((await ask(PAGE, {}, 'POST')).status, 'signed-out');
      assert.equal((await ask(PAGE, { accept: 'application/json' })).status, 'signed-out');
      const url = handshakeUrl(await ask(PAGE, { accept: 'text/html,*/*;q=0.8' }));
      assert.equal(url.origin + url.pathname, 'https://clerk.acme.example/v1/client/handshake');
      assert.equal(url.searchParams.get('redirect_url'), PAGE);
      assert.equal(url.searchParams.get('__clerk_hs_reason'), reason);
      assert.equal(url.searchParams.get('suffixed_cookies'), 'true');
      assert.equal(url.searchParams.get('format'), null);
      assert.ok(!url.href.includes('eyJ'), 'no token in the URL');
    });
  }

  it('the handshake names the session that the page had', async () => {
    const { jar, ask } = browser();
    jar.set('__session', EXPIRED).set('__client_uat', String(NOW - 100));
    assert.equal(handshakeUrl(await ask()).searchParams.get('_clerk_session_id'), 'sess_1');
    jar.set('__session', forge({ sid: '../x', exp: NOW - 30 }));
    assert.equal(handshakeUrl(await ask()).searchParams.get('_clerk_session_id'), null);
  });

  it('a page load without cookies, signed out, or with a forged token is no reason for a handshake', async () => {
    const { jar, ask } = browser();
    assert.equal((await ask()).reason, 'signed-out');
    jar.set('__client_uat', '0');
    assert.equal((await ask()).reason, 'signed-out');
    jar.set('__client_uat', String(NOW)).set('__session', forge({}, {}, otherKeyPair().privateKey));
    assert.equal((await ask()).reason, 'token-signature');
    const bearer = { 'sec-fetch-dest': 'document', authorization: `Bearer ${EXPIRED}` };
    assert.equal((await ask(PAGE, bearer)).status, 'signed-out');
  });

  it('the answer in a cookie signs in at once, and passes its cookies on', async () => {
    const { jar, ask, calls } = browser();
    jar.set('__session', EXPIRED).set('__client_uat', String(NOW - 100));
    handshakeUrl(await ask());
    jar.set('__clerk_handshake', answerToken(SIGNED_IN));
    const state = await ask();
    assert.equal(state.toAuth().userId, 'user_1');
    assert.equal(jar.get(`__client_uat_${SUFFIX}`), String(NOW));
    assert.deepEqual(calls, []);
    jar.set('__clerk_handshake', 'left over');
    assert.equal((await ask()).headers.getSetCookie().length, 0, 'a fresh session needs no answer');
  });

  it('the answer in a cookie signs out, and ends the handshakes', async () => {
    const { jar, ask } = browser();
    jar.set('__session', EXPIRED).set('__client_uat', String(NOW - 100));
    jar.set('__clerk_handshake', answerToken(SIGNED_OUT));
    assert.equal((await ask()).status, 'signed-out');
    assert.deepEqual([jar.get('__session'), jar.get('__client_uat')], [undefined, '0']);
    assert.equal((await ask()).reason, 'signed-out');
  });

  it('the answer in the URL counts in the browser that asked, and leaves the URL', async () => {
    const { jar, ask } = browser();
    jar.set('__client_uat', String(NOW));
    const state = handshakeUrl(await ask()).searchParams.get('__clerk_handshake_state');
    const back = new URL(PAGE);
    back.searchParams.set('__clerk_handshake', answerToken(SIGNED_IN, { state }));
    const clean = handshakeUrl(await ask(back.href));
    assert.equal(clean.href, PAGE);
    assert.equal((await ask(clean.href)).toAuth().userId, 'user_1');
  });

  for (const [name, more, key] of [
    ['that another browser asked for', { state: 'somebody else' }, undefined],
    ['without a state', {}, undefined],
    ['that another key signed', {}, otherKeyPair().privateKey],
  ] as const) {
    it(`an answer in the URL ${name} signs nobody in, and leaves the URL`, async () => {
      const { jar, ask } = browser();
      const back = new URL(PAGE);
      const token = key ? forge({ sid: undefined, handshake: SIGNED_IN }, {}, key) : answerToken(SIGNED_IN, more);
      back.searchParams.set('__clerk_handshake', token);
      assert.equal(handshakeUrl(await ask(back.href)).href, PAGE, 'a visitor who asked for nothing');
      jar.set('__client_uat', String(NOW));
      handshakeUrl(await ask());
      assert.equal(handshakeUrl(await ask(back.href)).href, PAGE, 'a visitor who asked');
      assert.equal(jar.has('__session'), false);
    });
  }

  it('a text that looks like an answer, in the path or within a parameter, is none, and leads to no redirect', async () => {
    const { jar, ask } = browser();
    jar.set('__session', forge()).set('__client_uat', String(NOW - 60));
    for (const url of [
      'https://app.acme.example/notes&__clerk_handshake=x',
      'https://app.acme.example/notes?next=https://other.example/?__clerk_handshake_nonce=x',
      'https://app.acme.example/notes?next=__clerk_handshake=x',
      'https://app.acme.example/notes?my__clerk_handshake=x',
    ]) {
      assert.equal((await ask(url)).status, 'signed-in', url);
    }
    for (const name of [
      '__clerk_handshake',
      '__clerk_handshake_nonce',
      '__clerk%5Fhandshake',
      '__clerk_handshake%5Fnonce',
    ]) {
      const state = await ask(`https://app.acme.example/notes?${name}=x&page=2`);
      const location = state.headers.get('location');
      if (location !== null) assert.equal(location, 'https://app.acme.example/notes?page=2');
      assert.equal(state.status, location === null ? 'signed-in' : 'handshake', name);
    }
  });

  it('an answer with the cookies of a session is kept by no cache', async () => {
    const { jar, ask } = browser();
    jar.set('__client_uat', String(NOW)).set('__clerk_handshake', answerToken(SIGNED_IN));
    const state = await ask();
    assert.equal(state.status, 'signed-in');
    assert.ok(state.headers.getSetCookie().length > 0);
    assert.equal(state.headers.get('cache-control'), 'private, no-store');

    const cookies = [...SIGNED_IN, `__refresh_${SUFFIX}=next; Path=/; HttpOnly`];
    const other = browser({ secretKey: SECRET_KEY, answers: { '/refresh': () => Response.json({ cookies }) } });
    other.jar
      .set('__session', EXPIRED)
      .set('__client_uat', String(NOW - 100))
      .set(`__refresh_${SUFFIX}`, 'now');
    const refreshed = await other.ask('https://app.acme.example/logo.svg', { 'sec-fetch-dest': 'image' });
    assert.equal(refreshed.status, 'signed-in');
    assert.equal(refreshed.headers.get('cache-control'), 'private, no-store');
  });

  it('the state of a browser is a cookie that no other host can set, over https', async () => {
    const { ask, jar } = browser();
    jar.set('__client_uat', String(NOW));
    const state = handshakeUrl(await ask()).searchParams.get('__clerk_handshake_state') ?? '';
    assert.match(state, /^[0-9a-f]{32}$/);
    assert.equal(jar.get('__Host-clerk_handshake_state'), state);
    const planted = 'a'.repeat(32);
    jar.delete('__Host-clerk_handshake_state');
    jar.set('__clerk_handshake_state', planted);
    const back = `${PAGE}&__clerk_handshake=${answerToken(SIGNED_IN, { state: planted })}`;
    assert.deepEqual((await ask(back)).headers.getSetCookie(), []);
    assert.notEqual(handshakeUrl(await ask()).searchParams.get('__clerk_handshake_state'), planted);
  });

  it('a state that is none, from another host, keeps no visitor out over http', async () => {
    const page = PAGE.replace('https:', 'http:');
    const { ask, jar } = browser();
    jar.set('__client_uat', String(NOW));
    const state = handshakeUrl(await ask(page)).searchParams.get('__clerk_handshake_state') ?? '';
    // Both cookies have the name; that of the other host has the longer path, so browsers send it first.
    const cookie = `__client_uat=${NOW}; __clerk_handshake_state=planted; __clerk_handshake_state=${state}`;
    const back = `${page}&__clerk_handshake=${answerToken(SIGNED_IN, { state })}`;
    const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now });
    const finished = await clerk.authenticateRequest(
      new Request(back, { headers: { cookie, 'sec-fetch-dest': 'document' } }),
    );
    assert.equal(finished.status, 'handshake');
    assert.deepEqual(finished.headers.getSetCookie(), SIGNED_IN);
  });

  it('an answer in a cookie that is bound to another browser counts in no other', async () => {
    const { ask, jar } = browser();
    jar.set('__client_uat', String(NOW));
    const state = handshakeUrl(await ask()).searchParams.get('__clerk_handshake_state');
    jar.set('__clerk_handshake', answerToken(SIGNED_IN, { state: 'b'.repeat(32) }));
    handshakeUrl(await ask());
    jar.set('__clerk_handshake', answerToken(SIGNED_IN, { state }));
    assert.equal((await ask()).toAuth().userId, 'user_1');
  });

  it('an answer in the URL of a browser that asked for none is not fetched', async () => {
    const { ask, calls, jar } = browser({ secretKey: SECRET_KEY });
    for (const planted of [undefined, 'planted']) {
      if (planted) jar.set('__Host-clerk_handshake_state', planted);
      const state = await ask(`${PAGE}&__clerk_handshake_nonce=of-somebody-else`);
      assert.equal(state.headers.get('location'), PAGE);
      assert.deepEqual([state.headers.getSetCookie(), calls], [[], []]);
    }
  });

  it('only cookies of the instance are taken from an answer', async () => {
    const { jar, ask } = browser();
    jar.set('__client_uat', String(NOW));
    const foreign = ['admin=1; Path=/', '__session_AAAAAAAA=x; Path=/', '__clerk_redirect_count=0; Path=/'];
    jar.set('__clerk_handshake', answerToken([...foreign, ...SIGNED_IN]));
    const state = await ask();
    assert.deepEqual(state.headers.getSetCookie(), SIGNED_IN);
  });

  it('an answer that has expired, or that is a session token, is none', async () => {
    for (const token of [answerToken(SIGNED_IN, { exp: NOW }), forge(), 'x', 'a.b.c']) {
      const { jar, ask } = browser();
      jar.set('__client_uat', String(NOW)).set('__clerk_handshake', token);
      handshakeUrl(await ask());
    }
  });

  it('a visitor whose browser keeps no cookies counts as signed out after three redirects', async () => {
    const { jar, ask } = browser();
    jar.set('__session', EXPIRED).set('__client_uat', String(NOW - 100));
    for (let round = 0; round < 3; round++) handshakeUrl(await ask());
    assert.equal((await ask()).reason, 'token-expired');
  });
});
