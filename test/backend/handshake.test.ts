import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createClerkClient, type RequestState } from '../../src/entries/backend.ts';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import { forge, NOW, now, otherKeyPair, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const SUFFIX = cookieSuffixOf(createHash('sha1').update(PUBLISHABLE_KEY).digest());
const SECRET_KEY = 'sk_live_0123456789';
const PAGE = 'https://app.acme.example/notes?page=2';
const EXPIRED = forge({ iat: NOW - 90, nbf: NOW - 100, exp: NOW - 30 });

/** The answer of a handshake as the Frontend API signs it: a token without a session. */
function answerToken(handshake: readonly string[], more: Record<string, unknown> = {}): string {
  const none = { sid: undefined, sub: undefined, azp: undefined, sts: undefined, fva: undefined, v: undefined };
  return forge({ ...none, handshake, exp: NOW + 60, ...more });
}

const SIGNED_IN = [
  `__session=${forge()}; Path=/`,
  `__session_${SUFFIX}=${forge()}; Path=/`,
  `__client_uat=${NOW}; Path=/`,
  `__client_uat_${SUFFIX}=${NOW}; Path=/`,
];
const SIGNED_OUT = ['__session=; Path=/; Max-Age=0', '__client_uat=0; Path=/', `__client_uat_${SUFFIX}=0; Path=/`];

/** A browser that loads pages, and a Backend API that answers in turn. */
function browser(options: { secretKey?: string; answers?: Record<string, () => Response> } = {}) {
  const calls: { url: string; method: string; authorization: string | null }[] = [];
  const clerk = createClerkClient({
    publishableKey: PUBLISHABLE_KEY,
    jwtKey: PUBLIC_PEM,
    now,
    ...(options.secretKey && { secretKey: options.secretKey }),
    fetch: async (input, init) => {
      const url = String(input);
      calls.push({
        url,
        method: init?.method ?? 'GET',
        authorization: new Headers(init?.headers).get('authorization'),
      });
      const answer = Object.entries(options.answers ?? {}).find(([start]) => url.includes(start))?.[1];
      return answer?.() ?? Response.json({ errors: [{ code: 'resource_not_found' }] }, { status: 404 });
    },
  });
  const jar = new Map<string, string>();
  const ask = async (
    url = PAGE,
    headers: Record<string, string> = { 'sec-fetch-dest': 'document' },
    method = 'GET',
  ) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const state = await clerk.authenticateRequest(new Request(url, { method, headers: { cookie, ...headers } }));
    for (const line of state.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const at = pair.indexOf('=');
      if (/Max-Age=0(;|$)/.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return state;
  };
  return { jar, ask, calls };
}

function handshakeUrl(state: RequestState): URL {
  assert.equal(state.status, 'handshake', state.reason ?? '');
  assert.equal(state.headers.get('cache-control'), 'no-store');
  return new URL(state.headers.get('location') ?? '');
}

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

  it('a state that is none, from another host, keeps no visitor out', async () => {
    const { ask, jar } = browser();
    jar.set('__client_uat', String(NOW));
    const url = handshakeUrl(await ask());
    const state = url.searchParams.get('__clerk_handshake_state') ?? '';
    assert.match(state, /^[0-9a-f]{32}$/);
    // Both cookies have the name; that of the other host has the longer path, so browsers send it first.
    const cookie = `__client_uat=${NOW}; __clerk_handshake_state=planted; __clerk_handshake_state=${state}`;
    const back = `${PAGE}&__clerk_handshake=${answerToken(SIGNED_IN, { state })}`;
    const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now });
    const finished = await clerk.authenticateRequest(
      new Request(back, { headers: { cookie, 'sec-fetch-dest': 'document' } }),
    );
    assert.equal(finished.status, 'handshake');
    assert.deepEqual(finished.headers.getSetCookie(), SIGNED_IN);
  });

  it('an answer in the URL of a browser that asked for none is not fetched', async () => {
    const { ask, calls, jar } = browser({ secretKey: SECRET_KEY });
    for (const planted of [undefined, 'planted']) {
      if (planted) jar.set('__clerk_handshake_state', planted);
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

describe('with the secret key', () => {
  it('the server fetches the answer to a nonce', async () => {
    const answers = { 'handshake_payload?nonce=n1': () => Response.json({ directives: SIGNED_IN }) };
    const { jar, ask, calls } = browser({ secretKey: SECRET_KEY, answers });
    jar.set('__client_uat', String(NOW));
    assert.equal(handshakeUrl(await ask()).searchParams.get('format'), 'nonce');
    jar.set('__clerk_handshake_nonce', 'n1');
    assert.equal((await ask()).toAuth().userId, 'user_1');
    const url = 'https://clerk.acme.example/v1/clients/handshake_payload?nonce=n1';
    assert.deepEqual(calls, [{ url, method: 'GET', authorization: `Bearer ${SECRET_KEY}` }]);
  });

  const spent = () => Response.json({ directives: ['__session_none=none; Path=/; Max-Age=0'] });
  const refused = () => Response.json({ errors: [] }, { status: 404 });
  for (const [name, answer] of Object.entries({ spent, refused })) {
    it(`a nonce that is ${name} leads to another handshake`, async () => {
      const { jar, ask } = browser({ secretKey: SECRET_KEY, answers: { handshake_payload: answer } });
      jar.set('__client_uat', String(NOW)).set('__clerk_handshake_nonce', 'used');
      handshakeUrl(await ask());
    });
  }

  it('an API that cannot be used is logged once, since visitors who come back count as signed out', async (t) => {
    const { mock } = t.mock.method(console, 'warn', () => undefined);
    const codes = ['authentication_invalid', 'clerk_key_invalid', 'clerk_key_invalid'];
    const answers = { handshake_payload: () => Response.json({ errors: [{ code: codes.shift() }] }, { status: 401 }) };
    const { jar, ask } = browser({ secretKey: SECRET_KEY, answers });
    jar.set('__client_uat', String(NOW)).set('__clerk_handshake_nonce', 'n1');
    for (let i = 0; i < 3; i++) await ask();
    const [warning, ...others] = mock.calls.map((call) => String(call.arguments[0]));
    assert.match(warning ?? '', /^(?!.*sk_).*handshake_payload with status 401/);
    assert.deepEqual(others, []);
  });

  it('a refresh token renews an expired session without a redirect, in calls too', async () => {
    const cookies = [...SIGNED_IN, `__refresh_${SUFFIX}=r2; Path=/; HttpOnly`];
    const answers = { '/v1/sessions/sess_1/refresh': () => Response.json({ object: 'cookies', cookies }) };
    const { jar, ask, calls } = browser({ secretKey: SECRET_KEY, answers });
    jar
      .set('__session', EXPIRED)
      .set('__client_uat', String(NOW - 100))
      .set(`__refresh_${SUFFIX}`, 'r1');
    const state = await ask(PAGE, { 'sec-fetch-dest': 'empty' });
    assert.equal(state.toAuth().userId, 'user_1');
    assert.equal(jar.get(`__refresh_${SUFFIX}`), 'r2');
    assert.equal(calls[0]?.method, 'POST');
  });

  it('a refused refresh ends in a handshake', async () => {
    const { jar, ask } = browser({ secretKey: SECRET_KEY });
    jar
      .set('__session', EXPIRED)
      .set('__client_uat', String(NOW - 100))
      .set(`__refresh_${SUFFIX}`, 'r1');
    handshakeUrl(await ask());
  });
});
