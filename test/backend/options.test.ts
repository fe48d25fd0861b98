import assert from 'node:assert/strict';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  authenticateRequest,
  BackendOptionsError,
  createClerkClient,
  optionsFromEnv,
} from '../../src/entries/backend.ts';
import { forge, now, PRIVATE_KEY, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const base = { publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now };

/** docs/security.md, 5: misconfiguration throws at the start, or signs all users out. It never signs a user in. */
describe('wrong options throw when the client is created', () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
  for (const [name, wrong] of [
    ['no options', undefined],
    ['no key at all', { ...base, publishableKey: undefined, jwtKey: undefined }],
    ['a secret key with a blank', { ...base, secretKey: 'sk_live_ab c' }],
    ['a secret key of another type of instance', { ...base, secretKey: 'sk_test_abc' }],
    ['an API without a scheme', { ...base, apiUrl: 'api.acme.example' }],
    ['an API over plain http', { ...base, apiUrl: 'http://api.acme.example' }],
    ['a Frontend API that is a path', { ...base, frontendApiUrl: '/__clerk' }],
    ['a Frontend API over plain http', { ...base, frontendApiUrl: 'http://clerk.acme.example' }],
    ['a sign-in page that is a script', { ...base, signInUrl: 'javascript:alert(1)' }],
    ['a secret key as publishable key', { ...base, publishableKey: 'sk_live_abc' }],
    ['a publishable key that was cut', { ...base, publishableKey: PUBLISHABLE_KEY.slice(0, -4) }],
    ['an empty key', { ...base, jwtKey: '' }],
    ['a blank key', { ...base, jwtKey: '  \n' }],
    ['a key that is no text', { ...base, jwtKey: 42 }],
    ['a key that is no PEM', { ...base, jwtKey: 'secret' }],
    ['a PEM with nothing in it', { ...base, jwtKey: '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----' }],
    ['a PEM with garbage in it', { ...base, jwtKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----' }],
    ['a private key', { ...base, jwtKey: PRIVATE_KEY.export({ type: 'pkcs8', format: 'pem' }) }],
    ['a key of 1024 bits', { ...base, jwtKey: small }],
    ['an elliptic key', { ...base, jwtKey: ec }],
    ['two sources of keys', { ...base, jwksUrl: 'https://clerk.acme.example/jwks' }],
    ['keys over plain http', { publishableKey: PUBLISHABLE_KEY, jwksUrl: 'http://clerk.acme.example/jwks' }],
    ['keys of no URL', { publishableKey: PUBLISHABLE_KEY, jwksUrl: '/jwks' }],
    ['no authorized party in the list', { ...base, authorizedParties: [] }],
    ['an authorized party with a path', { ...base, authorizedParties: ['https://app.acme.example/'] }],
    ['an authorized party that is no origin', { ...base, authorizedParties: ['app.acme.example'] }],
    ['authorized parties as a text', { ...base, authorizedParties: 'https://app.acme.example' }],
    ['a skew that is no number', { ...base, clockSkewSeconds: Number.NaN }],
    ['a skew of an hour', { ...base, clockSkewSeconds: 3600 }],
  ] as [string, never][]) {
    it(`refuses ${name}`, () => {
      assert.throws(() => createClerkClient(wrong), BackendOptionsError);
    });
  }

  it('names the option that was given, also where it says where the keys are', () => {
    const keys = { publishableKey: PUBLISHABLE_KEY, secretKey: 'sk_live_0123456789' };
    assert.throws(
      () => createClerkClient({ ...keys, apiUrl: 'http://api.acme.example' }),
      /^BackendOptionsError: apiUrl /,
    );
    assert.throws(
      () => createClerkClient({ ...keys, proxyUrl: 'ftp://acme.example' }),
      /^BackendOptionsError: proxyUrl /,
    );
  });

  it('authenticateRequest without options reads the environment', async (t) => {
    process.env.CLERK_JWT_KEY = PUBLIC_PEM;
    t.after(() => delete process.env.CLERK_JWT_KEY);
    const state = await authenticateRequest({ headers: new Headers({ authorization: `Bearer ${forge()}` }) });
    assert.equal(state.reason, 'token-expired');
  });

  it('never repeats the given key in an error', () => {
    assert.throws(
      () => createClerkClient({ ...base, jwtKey: 'hunter2-secret' }),
      (error: Error) => !error.message.includes('hunter2'),
    );
  });

  it('a public key alone verifies tokens and bearer tokens', async () => {
    const clerk = createClerkClient({ jwtKey: PUBLIC_PEM, now });
    assert.equal((await clerk.verifyToken(forge())).data?.sub, 'user_1');
    const headers = new Headers({ authorization: `Bearer ${forge()}` });
    assert.equal((await clerk.authenticateRequest({ headers })).toAuth().userId, 'user_1');
  });

  it('the options come from the environment where they are left out', () => {
    const environment = {
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
      CLERK_JWT_KEY: `${PUBLIC_PEM}\n`,
      CLERK_API_URL: 'https://api.acme.example',
      CLERK_FAPI_URL: 'http://localhost:4400',
      CLERK_SECRET_KEY: '',
      UNRELATED: 'x',
    };
    assert.deepEqual(optionsFromEnv(environment), {
      publishableKey: PUBLISHABLE_KEY,
      jwtKey: PUBLIC_PEM.trim(),
      apiUrl: 'https://api.acme.example',
      frontendApiUrl: 'http://localhost:4400',
    });
    // The type of the variables of a worker is an interface.
    interface Env {
      CLERK_PUBLISHABLE_KEY: string;
    }
    const env: Env = { CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY };
    assert.equal(optionsFromEnv(env).publishableKey, PUBLISHABLE_KEY);
  });

  it('the sign-in page is the hosted page of the instance, where the browser finds the API, unless the options name another', () => {
    const signInUrl = (options: object) =>
      createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, ...options }).connection.signInUrl;
    assert.equal(signInUrl({}), 'https://clerk.acme.example/sign-in');
    assert.equal(signInUrl({ proxyUrl: '/__clerk' }), '/__clerk/sign-in');
    assert.equal(signInUrl({ proxyUrl: 'https://acme.example/auth/' }), 'https://acme.example/auth/sign-in');
    assert.equal(signInUrl({ frontendApiUrl: 'http://localhost:4400' }), 'https://clerk.acme.example/sign-in');
    assert.equal(signInUrl({ signInUrl: '/in' }), '/in');
    const ofClerk = buildPublishableKey('development', 'able-cat-1.clerk.accounts.dev');
    assert.equal(signInUrl({ publishableKey: ofClerk }), 'https://able-cat-1.accounts.dev/sign-in');
  });

  it('the options accept a PEM with \\n instead of line breaks', async () => {
    const clerk = createClerkClient({ ...base, jwtKey: PUBLIC_PEM.replaceAll('\n', '\\n') });
    assert.equal((await clerk.verifyToken(forge())).data?.sub, 'user_1');
  });
});

describe('without a key every user is signed out', () => {
  const answers: [string, () => Promise<Response>][] = [
    ['the network is down', () => Promise.reject(new TypeError('fetch failed'))],
    ['the answer is an error', async () => new Response('no', { status: 500 })],
    ['the answer is a redirect', async () => Response.redirect('https://evil.example/jwks', 302)],
    ['the answer is not JSON', async () => new Response('<html>')],
    ['the answer has no keys', async () => Response.json({ keys: null })],
  ];
  for (const [name, fetch] of answers) {
    it(`signs out when ${name}`, async () => {
      const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, now, fetch });
      const state = await clerk.authenticateRequest(
        new Request('https://app.acme.example/', { headers: { authorization: `Bearer ${forge()}` } }),
      );
      assert.equal(state.reason, 'key-unavailable');
      assert.equal(state.toAuth().userId, null);
    });
  }

  it('signs out when the set does not have the key, or has an empty one', async () => {
    for (const keys of [
      [],
      [{}],
      [null],
      [{ kty: 'RSA', kid: 'ins_1', n: '', e: '' }],
      [{ kty: 'oct', kid: 'ins_1', k: 'AA' }],
    ]) {
      const clerk = createClerkClient({
        publishableKey: PUBLISHABLE_KEY,
        now,
        fetch: async () => Response.json({ keys }),
      });
      assert.equal((await clerk.verifyToken(forge())).error?.reason, 'key-unknown');
    }
  });
});
