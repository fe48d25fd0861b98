import assert from 'node:assert/strict';
import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { onEachRuntime } from '../support/runtimes/on-each-runtime.ts';
import { CLAIMS, encode, forge, forgeText, HEADER, JWK, otherKeyPair, PRIVATE_KEY, PUBLIC_PEM } from './token-forge.ts';

/** A token signed over exactly this header and these claims, in whatever way. */
function signedWith(header: object, signer: (data: string) => Buffer): string {
  const data = `${encode(header)}.${encode(CLAIMS)}`;
  return `${data}.${signer(data).toString('base64url')}`;
}

onEachRuntime((where, runtime) => {
  const reasonOf = async (token: unknown) => (await runtime().verify(token)).reason;

  describe(`a valid token ${where}`, () => {
    it(`returns the claims of a valid token ${where}`, async () => {
      assert.deepEqual(await runtime().verify(forge()), { user: 'user_1', claims: CLAIMS });
    });

    it(`accepts a header without category, type and version ${where}`, async () => {
      const token = forge({ v: undefined }, { cat: undefined, typ: undefined, oiat: undefined });
      assert.equal(await reasonOf(token), undefined);
    });

    it(`reads claims of every script ${where}`, async () => {
      const { claims } = await runtime().verify(forge({ name: 'Zoë 日本 🦊 \uFFFD' }));
      assert.equal(claims?.name, 'Zoë 日本 🦊 \uFFFD');
    });
  });

  describe(`the algorithm is fixed by the key ${where}`, () => {
    for (const alg of ['none', 'None', 'nOnE', 'NONE', '', 'rs256', 'RS384', 'HS256', 'EdDSA', null, 256, ['RS256']]) {
      it(`refuses alg ${JSON.stringify(alg)} ${where}`, async () => {
        assert.equal(await reasonOf(forge({}, { alg })), 'token-algorithm');
        assert.notEqual(await reasonOf(`${encode({ ...HEADER, alg })}.${encode(CLAIMS)}.`), undefined);
      });
    }

    for (const [name, secret] of [
      ['PEM', PUBLIC_PEM],
      ['PEM with leading blanks', `\n  ${PUBLIC_PEM}`],
      ['trimmed PEM', PUBLIC_PEM.trim()],
      ['JWK text', JSON.stringify(JWK)],
    ] as const) {
      it(`refuses HS256 keyed with the public key as ${name} ${where}`, async () => {
        const token = signedWith({ ...HEADER, alg: 'HS256' }, (data) =>
          createHmac('sha256', secret).update(data).digest(),
        );
        assert.equal(await reasonOf(token), 'token-algorithm');
        const disguised = signedWith(HEADER, (data) => createHmac('sha256', secret).update(data).digest());
        assert.equal(await reasonOf(disguised), 'token-signature');
      });
    }

    it(`refuses PS256 with the right key ${where}`, async () => {
      const pss = (data: string) =>
        sign('sha256', Buffer.from(data), {
          key: PRIVATE_KEY,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: 32,
        });
      assert.equal(await reasonOf(signedWith({ ...HEADER, alg: 'PS256' }, pss)), 'token-algorithm');
      assert.equal(await reasonOf(signedWith(HEADER, pss)), 'token-signature');
    });

    it(`refuses ES256 on the RSA key ${where}`, async () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const ecdsa = (data: string) => sign('sha256', Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      assert.equal(await reasonOf(signedWith({ ...HEADER, alg: 'ES256' }, ecdsa)), 'token-algorithm');
    });

    it(`refuses a missing, empty, cut or changed signature ${where}`, async () => {
      const token = forge();
      const [header, claims, signature = ''] = token.split('.');
      for (const changed of [
        '',
        signature.slice(0, -8),
        `${signature.slice(0, -2)}AA`,
        encode('x'),
        `A${signature.slice(1)}`,
      ]) {
        if (changed !== signature) assert.notEqual(await reasonOf(`${header}.${claims}.${changed}`), undefined);
      }
      assert.equal(await reasonOf(`${header}.${encode({ ...CLAIMS, sub: 'user_2' })}.${signature}`), 'token-signature');
    });
  });

  describe(`header tricks are refused ${where}`, () => {
    const other = otherKeyPair();
    const jwk = other.publicKey.export({ format: 'jwk' });
    for (const [name, header] of Object.entries({
      jwk: { jwk },
      jku: { jku: 'https://evil.example/jwks.json' },
      x5u: { x5u: 'https://evil.example/cert.pem' },
      x5c: { x5c: ['MIIB'] },
      'an unknown crit': { crit: ['exp'], exp: 1 },
      'an empty crit': { crit: [] },
      'b64 false': { b64: false },
      zip: { zip: 'DEF' },
      enc: { enc: 'A256GCM' },
    })) {
      it(`refuses ${name}, even when it is signed by the right key ${where}`, async () => {
        assert.equal(await reasonOf(forge({}, header)), 'token-header');
        assert.notEqual(await reasonOf(forge({}, header, other.privateKey)), undefined);
      });
    }

    it(`refuses a JWE ${where}`, async () => {
      const jwe = [encode({ alg: 'RSA-OAEP', enc: 'A256GCM' }), 'a', 'b', 'c', 'd'].join('.');
      assert.equal(await reasonOf(jwe), 'token-malformed');
    });

    for (const token of [
      '',
      'a',
      'a.b',
      'a.b.c',
      '...',
      'a.b.c.d',
      forge().replaceAll('.', ' '),
      `${forge()}\n`,
      ` ${forge()}`,
    ]) {
      it(`refuses the text ${JSON.stringify(token.slice(0, 12))} of length ${token.length} ${where}`, async () => {
        assert.match((await reasonOf(token)) ?? '', /^token-(missing|malformed)$/);
      });
    }

    it(`refuses a value that is no text, and a text that is far too long ${where}`, async () => {
      for (const token of [undefined, null, 1, {}, [forge()], true]) assert.notEqual(await reasonOf(token), undefined);
      assert.equal(await reasonOf(forge({ pad: 'x'.repeat(100_000) })), 'token-malformed');
    });

    it(`refuses headers and claims that are not JSON objects or not UTF-8 ${where}`, async () => {
      assert.equal(await reasonOf(forgeText('[]')), 'token-malformed');
      assert.equal(await reasonOf(forgeText('null')), 'token-malformed');
      assert.equal(await reasonOf(forgeText('{')), 'token-malformed');
      assert.equal(await reasonOf(forgeText(JSON.stringify(CLAIMS), '"RS256"')), 'token-malformed');
      assert.equal(
        await reasonOf(`${Buffer.from([0xff, 0xfe]).toString('base64url')}.${encode(CLAIMS)}.AA`),
        'token-malformed',
      );
    });
  });

  describe(`tokens for another purpose are refused ${where}`, () => {
    for (const [name, claims, header] of [
      ['a JWT-template token', {}, { cat: 'cl_B7d4PD222AAA' }],
      ['a machine token', {}, { cat: 'cl_B7d4PD333AAA' }],
      ['a token to be ignored', {}, { cat: 'cl_I7d4PD111III' }],
      ['an OAuth access token', {}, { typ: 'at+jwt' }],
      ['a handshake token', { sid: undefined, sub: undefined, handshake: ['__session=x'] }, {}],
      ['a ticket', { sid: undefined, st: 'sign_in_token' }, {}],
      ['an ID token', { sid: undefined, aud: 'client_1', nonce: 'n' }, {}],
    ] as [string, object, object][]) {
      it(`refuses ${name} ${where}`, async () => assert.equal(await reasonOf(forge(claims, header)), 'token-type'));
    }

    it(`refuses a token of another instance ${where}`, async () => {
      assert.equal(await reasonOf(forge({ iss: 'https://clerk.other.example' })), 'token-issuer');
      assert.equal(await reasonOf(forge({ iss: 'http://clerk.acme.example' })), 'token-issuer');
      assert.equal(await reasonOf(forge({ iss: 'https://clerk.acme.example/' })), 'token-issuer');
      assert.equal(await reasonOf(forge({}, {}, otherKeyPair().privateKey)), 'token-signature');
    });
  });
});
