import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { authenticateRequest, BackendOptionsError, createClerkClient } from '../../src/entries/backend.ts';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import { forge, JWK, NOW, now, otherKeyPair, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const options = { publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now };
const clerk = createClerkClient(options);
const SUFFIX = cookieSuffixOf(createHash('sha1').update(PUBLISHABLE_KEY).digest());

/** A request with these headers; unlike `Request`, it lets any text through. */
function ask(headers: Record<string, string>) {
  return clerk.authenticateRequest({ headers: { get: (name) => headers[name.toLowerCase()] ?? null } });
}

async function outcome(headers: Record<string, string>): Promise<string> {
  const state = await ask(headers);
  const auth = state.toAuth();
  assert.equal(auth.isAuthenticated, state.status === 'signed-in');
  if (!auth.isAuthenticated) {
    assert.deepEqual([auth.userId, auth.sessionId, auth.sessionClaims, auth.token], [null, null, null, null]);
  }
  return state.reason ?? `${auth.userId}`;
}

function cookies(values: Record<string, string | number>): { cookie: string } {
  return {
    cookie: Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
  };
}

describe('a bearer token', () => {
  it('a bearer token signs in, with the identity of the token', async () => {
    const state = await ask({ authorization: `Bearer ${forge()}` });
    assert.equal(state.status, 'signed-in');
    assert.deepEqual(
      [state.toAuth().userId, state.toAuth().sessionId, state.toAuth().factorVerificationAge],
      ['user_1', 'sess_1', [0, -1]],
    );
  });

  it('a bearer token may spell its scheme in any case', async () => {
    assert.equal(await outcome({ authorization: `bearer  ${forge()}` }), 'user_1');
  });

  it('a bearer token counts, even beside valid cookies', async () => {
    const good = cookies({ __session: forge(), __client_uat: NOW });
    assert.equal(await outcome({ ...good, authorization: 'Bearer' }), 'authorization-malformed');
    assert.equal(await outcome({ ...good, authorization: `Bearer ${forge({ exp: NOW - 60 })}` }), 'token-expired');
    assert.equal(await outcome({ ...good, authorization: 'Basic dXNlcjpwYXNz' }), 'user_1');
  });

  it('authenticateRequest takes options that are written inline, and keeps different ones apart', async () => {
    const now = Math.floor(Date.now() / 1000);
    const token = forge({ iat: now, nbf: now - 10, exp: now + 60 });
    const request = { headers: new Headers({ authorization: `Bearer ${token}` }) };
    const ask = (more: object = {}) =>
      authenticateRequest(request, { publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, ...more });
    for (let n = 0; n < 3; n++) assert.equal((await ask()).toAuth().userId, 'user_1');
    assert.equal((await ask({ authorizedParties: ['https://other.acme.example'] })).reason, 'token-authorized-party');
    assert.equal((await ask({ authorizedParties: ['https://app.acme.example'] })).toAuth().userId, 'user_1');
    assert.equal((await ask({ audience: 'x' })).reason, 'token-audience');
    for (const wrong of [{ clockSkewSeconds: Number.NaN }, { maxLifetimeSeconds: Number.POSITIVE_INFINITY }]) {
      await assert.rejects(ask(wrong), BackendOptionsError);
    }
  });

  it('authenticateRequest needs no client', async () => {
    const request = new Request('https://app.acme.example/', { headers: { authorization: `Bearer ${forge()}` } });
    assert.equal((await authenticateRequest(request, options)).toAuth().userId, 'user_1');
  });

  /** docs/security.md, 6. */
  for (const [name, value] of [
    ['a bad percent code', 'Bearer %E0%A4%A'],
    ['no scheme', forge()],
    ['Basic with a token', `Basic ${forge()}`],
    ['two values', `Bearer ${forge()}, Bearer ${forge()}`],
    ['two tokens', `Bearer ${forge()} ${forge()}`],
    ['no blank', `Bearer${forge()}`],
    ['a quoted token', `Bearer "${forge()}"`],
    ['100 kB', `Bearer ${'a'.repeat(100_000)}`],
    ['100 kB of blanks', `Bearer ${' '.repeat(100_000)}x`],
    ['nothing', ''],
    ['a line break', `Bearer ${forge()}\r\nx: y`],
  ] as const) {
    it(`an Authorization header with ${name} signs out without an exception`, async () => {
      assert.match(await outcome({ authorization: value }), /^(signed-out|authorization-malformed|token-)/);
    });
  }

  it('a pending session counts as signed out', async () => {
    assert.equal(await outcome({ authorization: `Bearer ${forge({ sts: 'pending' })}` }), 'session-pending');
  });
});

describe('session cookies', () => {
  const suffixed = (values: Record<string, string | number>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${name}_${SUFFIX}`, value]));
  const mine = (sub: string, iat = NOW) => forge({ sub, iat, nbf: iat - 10 });
  const foreign = forge({ iss: 'https://clerk.other.example', sub: 'stranger' }, {}, otherKeyPair().privateKey);

  it('session cookies sign in, with the suffix or without', async () => {
    assert.equal(await outcome(cookies({ __session: mine('plain'), __client_uat: NOW })), 'plain');
    assert.equal(await outcome(cookies(suffixed({ __session: mine('own'), __client_uat: NOW }))), 'own');
  });

  it('cookies of this instance win over cookies of another without a suffix', async () => {
    const both = { __session: foreign, __client_uat: NOW, ...suffixed({ __session: mine('own'), __client_uat: NOW }) };
    assert.equal(await outcome(cookies(both)), 'own');
    assert.equal(await outcome(cookies({ __session: foreign, __client_uat: NOW })), 'signed-out');
  });

  it('the newer of two pairs of cookies wins when both are signed in', async () => {
    const pair = (plain: number, own: number) =>
      cookies({
        __session: mine('plain', plain),
        __client_uat: NOW - 30,
        ...suffixed({ __session: mine('own', own), __client_uat: NOW - 30 }),
      });
    assert.equal(await outcome(pair(NOW, NOW - 20)), 'plain');
    assert.equal(await outcome(pair(NOW - 20, NOW)), 'own');
    assert.equal(await outcome(pair(NOW, NOW)), 'own');
  });

  it('the pair of cookies that is signed in wins over one that is signed out', async () => {
    const plainIn = { __session: mine('plain'), __client_uat: NOW, ...suffixed({ __client_uat: 0 }) };
    const ownIn = { __client_uat: 0, ...suffixed({ __session: mine('own'), __client_uat: NOW }) };
    assert.equal(await outcome(cookies(plainIn)), 'plain');
    assert.equal(await outcome(cookies(ownIn)), 'own');
  });

  it('session cookies tell why no user is signed in', async () => {
    assert.equal(await outcome({}), 'signed-out');
    assert.equal(await outcome(cookies({ __client_uat: 0 })), 'signed-out');
    assert.equal(await outcome(cookies({ __session: mine('a'), __client_uat: 0 })), 'signed-out');
    assert.equal(await outcome(cookies({ __client_uat: NOW })), 'client-uat-but-no-session-token');
    assert.equal(await outcome(cookies({ __session: mine('a') })), 'session-token-but-no-client-uat');
    assert.equal(
      await outcome(cookies({ __session: mine('a'), __client_uat: 'x' })),
      'session-token-but-no-client-uat',
    );
    const stale = cookies({ __session: mine('a', NOW - 9), __client_uat: NOW - 8 });
    assert.equal(await outcome(stale), 'session-token-iat-before-client-uat');
    const expired = forge({ iat: NOW - 90, nbf: NOW - 100, exp: NOW - 30 });
    assert.equal(await outcome(cookies({ __session: expired, __client_uat: NOW - 100 })), 'token-expired');
    const other = createClerkClient({ ...options, authorizedParties: ['https://other.acme.example'] });
    const request = {
      headers: { get: (name: string) => (name === 'cookie' ? `__session=${mine('a')}; __client_uat=1` : null) },
    };
    assert.equal((await other.authenticateRequest(request)).reason, 'token-authorized-party');
  });
});

/** docs/security.md, 7. */
describe('internal headers that a client sends', () => {
  it('internal headers that a client sends change nothing', async () => {
    const headers = {
      'x-clerk-auth-status': 'signed-in',
      'x-clerk-auth-token': forge(),
      'x-clerk-auth-reason': '',
      'x-clerk-auth-message': '',
      'x-middleware-subrequest': 'middleware',
      'x-forwarded-user': 'user_1',
      'x-clerk-user-id': 'user_1',
      'clerk-session': forge(),
      'x-forwarded-authorization': `Bearer ${forge()}`,
    };
    const read: string[] = [];
    const state = await clerk.authenticateRequest({
      headers: {
        get: (name) => {
          read.push(name);
          return (headers as Record<string, string>)[name] ?? null;
        },
      },
    });
    assert.equal(state.status, 'signed-out');
    assert.deepEqual([...new Set(read)].sort(), ['authorization', 'cookie']);
  });
});

describe('any header at all', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ maxLength: 300 }),
    fc
      .array(fc.constantFrom('Bearer', ' ', ',', '.', ';', '=', '__session', '__client_uat', '1', '"', 'eyJhIjoxfQ'), {
        maxLength: 40,
      })
      .map((parts) => parts.join('')),
  );

  it('any header at all never throws and never signs in', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (authorization, cookie) => {
        const state = await ask({ authorization, cookie });
        assert.equal(state.status, 'signed-out');
        assert.equal(state.toAuth().userId, null);
      }),
      { numRuns: 500 },
    );
  });

  it('other cookies around valid ones leave them readable', async () => {
    const junk = fc.string({ maxLength: 60 }).map((value) => value.replace(/[;]|__/g, ''));
    await fc.assert(
      fc.asyncProperty(junk, junk, async (before, after) => {
        const cookie = `${before}; __session=${forge()}; ${after}; __client_uat=${NOW}; ${before}`;
        assert.equal((await ask({ cookie })).toAuth().userId, 'user_1');
      }),
      { numRuns: 50 },
    );
  });

  it('a valid token with one changed character signs out', async () => {
    const token = forge();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: token.length - 7 }),
        fc.constantFrom('A', 'b', '9', '-', '.'),
        async (at, character) => {
          fc.pre(token[at] !== character);
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          assert.equal((await ask({ authorization: `Bearer ${changed}` })).status, 'signed-out');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('keys that are fetched', () => {
  it('keys are fetched from the host in the publishable key, and kept for later requests', async () => {
    const urls: string[] = [];
    const fetching = createClerkClient({
      publishableKey: PUBLISHABLE_KEY,
      now,
      fetch: async (url) => {
        urls.push(String(url));
        return Response.json({ keys: [JWK] });
      },
    });
    for (let index = 0; index < 5; index++) assert.equal((await fetching.verifyToken(forge())).data?.sub, 'user_1');
    assert.equal((await fetching.verifyToken(forge({}, { kid: 'ins_9' }))).error?.reason, 'key-unknown');
    assert.equal((await fetching.verifyToken(forge({}, { kid: undefined }))).error?.reason, 'key-unknown');
    assert.deepEqual(urls, ['https://clerk.acme.example/.well-known/jwks.json']);
  });
});
