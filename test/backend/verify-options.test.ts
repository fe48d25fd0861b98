import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { authenticateRequest, verifyToken } from '../../src/entries/backend.ts';
import { onEachRuntime } from '../support/runtimes/on-each-runtime.ts';
import { forge, JWK, now, otherKeyPair, PRIVATE_KEY, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const BODY = PUBLIC_PEM.split('\n').slice(1, -2).join('\n');
const rsa = (modulusLength: number, publicExponent = 65_537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey;
const pem = (key: ReturnType<typeof rsa>) => key.export({ type: 'spki', format: 'pem' }) as string;
const ALONE = { publishableKey: undefined } as const;

const PASTED = {
  'as it is': PUBLIC_PEM,
  'with \\n instead of line breaks': PUBLIC_PEM.replaceAll('\n', '\\n'),
  'with \\r\\n instead of line breaks': PUBLIC_PEM.replaceAll('\n', '\\r\\n'),
  'with line breaks of Windows': PUBLIC_PEM.replaceAll('\n', '\r\n'),
  'with a byte order mark and blanks around it': `\uFEFF\n  ${PUBLIC_PEM}  \n`,
  'with indented lines': PUBLIC_PEM.replaceAll('\n', '\n    '),
  'in double quotes': `"${PUBLIC_PEM.replaceAll('\n', '\\n')}"`,
  'in single quotes': `'${PUBLIC_PEM}'`,
  'on one line, with blanks': PUBLIC_PEM.trim().replaceAll('\n', ' '),
  'on one line, without blanks': PUBLIC_PEM.replaceAll('\n', ''),
  'without its first and last line': BODY,
  'without its first and last line, on one line': BODY.replaceAll('\n', ''),
};

const WRONG = {
  'an empty text': ['', /empty/],
  blanks: ['  \n', /empty/],
  'another text': ['secret', /not a public key in PEM/],
  'a secret key': ['sk_live_abcdefghijklmnop', /not a public key in PEM/],
  'lines with nothing between them': [
    '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----',
    /not a public key in PEM/,
  ],
  'lines with four letters between them': ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', /not an RSA/],
  'a key whose last line is missing': [PUBLIC_PEM.split('\n').slice(0, -2).join('\n'), /not the whole/],
  'a key that was cut in the middle': [`${PUBLIC_PEM.slice(0, 200)}\n-----END PUBLIC KEY-----`, /not the whole/],
  'a key without its lines that was cut': [BODY.replaceAll('\n', '').slice(0, 200), /not the whole/],
  'a private key': [PRIVATE_KEY.export({ type: 'pkcs8', format: 'pem' }) as string, /private key/],
  'a key in PKCS #1': [
    rsa(2048).export({ type: 'pkcs1', format: 'pem' }) as string,
    /openssl rsa -RSAPublicKey_in -pubout/,
  ],
  'a key of 1024 bits': [pem(rsa(1024)), /2048 bits or more/],
  'a key of 2040 bits': [pem(rsa(2040)), /2048 bits or more/],
  'an elliptic key': [
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }) as string,
    /not an RSA public key/,
  ],
  'a key for RSA-PSS': [
    generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }) as string,
    /not an RSA public key/,
  ],
  'two keys': [`${PUBLIC_PEM}${PUBLIC_PEM}`, /not a public key in PEM/],
} satisfies Record<string, [string, RegExp]>;

onEachRuntime((where, runtime) => {
  describe(`the key of the instance ${where}`, () => {
    for (const [how, jwtKey] of Object.entries(PASTED)) {
      it(`reads a key ${how} ${where}`, async () => {
        assert.equal((await runtime().verify(forge(), { ...ALONE, jwtKey })).user, 'user_1');
      });
    }

    for (const [what, [jwtKey, message]] of Object.entries(WRONG)) {
      it(`says that jwtKey is wrong when it is ${what} ${where}`, async () => {
        const { misuse, user } = await runtime().verify(forge(), { ...ALONE, jwtKey });
        assert.equal(user, null);
        assert.match(misuse ?? '', message);
        assert.match(misuse ?? '', /^jwtKey/);
        const given = jwtKey.replaceAll(/-----[A-Z ]+-----|\s/g, '');
        if (given) assert.ok(!misuse?.includes(given.slice(0, 24)), 'the error repeats nothing of the key');
      });
    }

    it(`accepts keys with another exponent and more bits ${where}`, async () => {
      for (const key of [rsa(2048, 3), rsa(3072)]) {
        assert.equal((await runtime().verify(forge(), { ...ALONE, jwtKey: pem(key) })).reason, 'token-signature');
      }
    });

    it(`refuses a token of another key ${where}`, async () => {
      const other = otherKeyPair();
      assert.equal((await runtime().verify(forge({}, {}, other.privateKey))).reason, 'token-signature');
      assert.equal((await runtime().verify(forge(), { jwtKey: other.pem })).reason, 'token-signature');
    });
  });

  describe(`keys that are fetched ${where}`, () => {
    const verify = (jwks: unknown, token: unknown = forge()) => runtime().verify(token, { jwtKey: undefined, jwks });

    it(`finds the key that the token names ${where}`, async () => {
      const other = otherKeyPair();
      const keys = [{ ...other.publicKey.export({ format: 'jwk' }), kid: 'ins_2' }, JWK];
      assert.equal((await verify({ keys })).user, 'user_1');
      assert.equal((await verify({ keys }, forge({}, { kid: 'ins_2' }, other.privateKey))).user, 'user_1');
      assert.equal((await verify({ keys }, forge({}, { kid: 'ins_2' }))).reason, 'token-signature');
      assert.equal((await verify({ keys }, forge({}, { kid: 'ins_3' }))).reason, 'key-unknown');
      assert.equal((await verify({ keys }, forge({}, { kid: undefined }))).reason, 'key-unknown');
    });

    it(`refuses every token when the set is empty, malformed or of other keys ${where}`, async () => {
      for (const keys of [
        [],
        [{}],
        [null],
        [{ kty: 'RSA', kid: 'ins_1', n: '', e: '' }],
        [{ kty: 'oct', kid: 'ins_1', k: 'AA' }],
        [{ ...JWK, alg: 'PS256' }],
        [{ ...JWK, use: 'enc' }],
        [{ ...rsa(1024).export({ format: 'jwk' }), kid: 'ins_1' }],
      ]) {
        assert.equal((await verify({ keys })).reason, 'key-unknown', JSON.stringify(keys));
      }
      for (const jwks of [{ keys: null }, [], 'x', {}]) assert.equal((await verify(jwks)).reason, 'key-unavailable');
    });
  });

  describe(`what verifyToken needs ${where}`, () => {
    it(`needs nothing but the key, and then takes tokens of any issuer ${where}`, async () => {
      const token = forge({ iss: 'https://clerk.other.example' });
      assert.equal((await runtime().verify(token, ALONE)).user, 'user_1');
      assert.equal((await runtime().verify(token)).reason, 'token-issuer');
    });

    it(`requires the issuer that is set, before that of the publishable key ${where}`, async () => {
      const token = forge({ iss: 'https://app.acme.example/__clerk' });
      const issuer = 'https://app.acme.example/__clerk';
      assert.equal((await runtime().verify(token, { issuer })).user, 'user_1');
      assert.equal((await runtime().verify(token, { ...ALONE, issuer: `${issuer}/` })).reason, 'token-issuer');
    });

    it(`returns the claims of a pending session, whose request is signed out ${where}`, async () => {
      const token = forge({ sts: 'pending' });
      assert.equal((await runtime().verify(token)).claims?.sts, 'pending');
      const state = await runtime().authenticate({ authorization: `Bearer ${token}` });
      assert.deepEqual(state, { reason: 'session-pending', user: null });
    });

    it(`authenticates a bearer token and session cookies ${where}`, async () => {
      assert.equal((await runtime().authenticate({ authorization: `Bearer ${forge()}` })).user, 'user_1');
      const cookie = `__session=${forge()}; __client_uat=1`;
      assert.equal((await runtime().authenticate({ cookie })).user, 'user_1');
      assert.equal((await runtime().authenticate({ cookie: `${cookie}x` })).user, null);
    });
  });
});

describe('misuse of verifyToken', () => {
  const base = { publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now };
  for (const [name, wrong] of [
    ['no options', undefined],
    ['nothing that names a key', {}],
    ['an issuer alone', { issuer: 'https://clerk.acme.example' }],
    ['a publishable key that was cut', { ...base, publishableKey: PUBLISHABLE_KEY.slice(0, -4) }],
    ['an empty publishable key', { ...base, publishableKey: '' }],
    ['a jwtKey that is no text', { jwtKey: 42 }],
    ['two sources of keys', { ...base, jwksUrl: 'https://clerk.acme.example/jwks' }],
    ['keys over plain http', { jwksUrl: 'http://clerk.acme.example/jwks' }],
    ['keys of no URL', { jwksUrl: '/jwks' }],
    ['an empty issuer', { ...base, issuer: '' }],
    ['no authorized party in the list', { ...base, authorizedParties: [] }],
    ['an authorized party with a path', { ...base, authorizedParties: ['https://app.acme.example/'] }],
    ['authorized parties as a text', { ...base, authorizedParties: 'https://app.acme.example' }],
    ['an empty audience', { ...base, audience: '' }],
    ['no audience in the list', { ...base, audience: [] }],
    ['an audience that is no text', { ...base, audience: [1] }],
    ['a skew of an hour', { ...base, clockSkewSeconds: 3600 }],
    ['a life that is no number', { ...base, maxLifetimeSeconds: Number.NaN }],
    ['a life without an end', { ...base, maxLifetimeSeconds: Number.POSITIVE_INFINITY }],
    ['a life of no seconds', { ...base, maxLifetimeSeconds: 0 }],
    ['a clock that is no function', { ...base, now: 1 }],
    ['a fetch that is no function', { ...base, fetch: 'https://clerk.acme.example' }],
  ] as [string, never][]) {
    it(`throws for ${name}, whatever the token is`, async () => {
      for (const token of [forge(), '', undefined]) {
        await assert.rejects(verifyToken(token, wrong), { name: 'BackendOptionsError', code: 'options_invalid' });
      }
    });
  }
});

describe('options written inline', () => {
  it('fetches the keys of a URL once for calls with options of their own', async () => {
    let fetches = 0;
    const fetch = async () => {
      fetches++;
      return Response.json({ keys: [JWK] });
    };
    for (let call = 0; call < 10; call++) {
      assert.equal((await verifyToken(forge(), { publishableKey: PUBLISHABLE_KEY, fetch, now })).data?.sub, 'user_1');
    }
    const parallel = Array.from({ length: 10 }, () =>
      verifyToken(forge(), { jwksUrl: 'https://a.example/jwks', fetch, now }),
    );
    assert.deepEqual(new Set((await Promise.all(parallel)).map(({ data }) => data?.sub)), new Set(['user_1']));
    assert.equal(fetches, 2);
  });

  it('fetches keys with the secret key once, also for clients that are made for each request', async () => {
    const asked: unknown[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      asked.push([input, new Headers(init?.headers).get('authorization')]);
      return Response.json({ keys: [JWK] });
    };
    const request = new Request('https://app.acme.example/', { headers: { authorization: `Bearer ${forge()}` } });
    for (let call = 0; call < 10; call++) {
      const options = { publishableKey: PUBLISHABLE_KEY, secretKey: 'sk_live_1', apiUrl: 'https://api.acme.example' };
      assert.equal((await authenticateRequest(request, { ...options, fetch, now })).toAuth().userId, 'user_1');
    }
    assert.deepEqual(asked, [['https://api.acme.example/v1/jwks', 'Bearer sk_live_1']]);
  });

  it('reads the options of each call anew, also those of an object that has changed', async () => {
    const options = { jwtKey: PUBLIC_PEM, now, authorizedParties: ['https://app.acme.example'] };
    assert.equal((await verifyToken(forge(), options)).data?.sub, 'user_1');
    options.authorizedParties[0] = 'https://other.example';
    assert.equal((await verifyToken(forge(), options)).error?.reason, 'token-authorized-party');
  });

  it('keeps no verdict: a token that was valid is refused once it has expired', async () => {
    const token = forge();
    const at = (seconds: number) => verifyToken(token, { jwtKey: PUBLIC_PEM, now: () => now() + seconds * 1000 });
    assert.equal((await at(0)).data?.sub, 'user_1');
    assert.equal((await at(65)).error?.reason, 'token-expired');
  });

  it('takes any number of keys, and keeps working', async () => {
    for (let index = 0; index < 200; index++) {
      const jwtKey = `${' '.repeat(index)}${PUBLIC_PEM}`;
      assert.equal((await verifyToken(forge(), { jwtKey, now })).data?.sub, 'user_1');
    }
  });
});
