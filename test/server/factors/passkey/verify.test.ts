import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { ALGORITHMS, creationOptions, requestOptions } from '../../../../src/server/factors/passkey/options.ts';
import { parseAssertion } from '../../../../src/server/factors/passkey/parse-credential.ts';
import type { PasskeyProblemReason } from '../../../../src/server/factors/passkey/passkey-problem.ts';
import { userHandle } from '../../../../src/server/factors/passkey/relying-party.ts';
import { verifyCreation } from '../../../../src/server/factors/passkey/verify-creation.ts';
import { verifyRequest } from '../../../../src/server/factors/passkey/verify-request.ts';
import { Authenticator, type KeyAlgorithm, type Lies } from '../../../support/authenticator.ts';

const RP = { id: 'example.com', name: 'Acme', origins: ['https://clerk.example.com', 'https://app.example.com'] };
const USER = { handle: userHandle('user_1'), name: 'ada@acme.example', displayName: 'Ada' };

function newChallenge(): string {
  return randomBytes(32).toString('base64url');
}

async function refused(answer: Promise<unknown> | (() => unknown), reason: PasskeyProblemReason): Promise<void> {
  await assert.rejects(async () => (typeof answer === 'function' ? answer() : answer), {
    name: 'PasskeyProblem',
    reason,
  });
}

async function enrol(authenticator: Authenticator, lies: Lies = {}) {
  const challenge = newChallenge();
  return verifyCreation(authenticator.create(creationOptions(RP, USER, [], challenge), lies), challenge, RP);
}

describe('registering a passkey', () => {
  for (const algorithm of ['ES256', 'RS256', 'EdDSA'] as const) {
    it(`registration accepts a key for ${algorithm}`, async () => {
      const authenticator = new Authenticator();
      const passkey = await enrol(authenticator, { algorithm });
      assert.equal(passkey.credentialId, authenticator.credentials[0]?.id);
      assert.equal(passkey.counter, 1);
      assert.deepEqual(passkey.transports, ['internal', 'hybrid']);
      assert.equal(passkey.aaguid, '00000000-0000-0000-0000-000000000000');
      assert.equal(passkey.backedUp, false);
    });
  }

  const cases: [title: string, lies: Lies, reason: PasskeyProblemReason][] = [
    ['an answer of the other ceremony', { type: 'webauthn.get' }, 'type'],
    ['another challenge', { challenge: newChallenge() }, 'challenge'],
    ['an origin that is not allowed', { origin: 'https://evil.example' }, 'origin'],
    ['a look-alike of an allowed origin', { origin: 'https://app.example.com.evil.example' }, 'origin'],
    ['an allowed host on plain HTTP', { origin: 'http://app.example.com' }, 'origin'],
    ['a frame of another site', { crossOrigin: true }, 'cross-origin'],
    ['a frame that names the page around it', { topOrigin: 'https://evil.example' }, 'cross-origin'],
    ['the RP id of another site', { rpId: 'evil.example' }, 'rp-id'],
    ['no user at the device', { userPresent: false }, 'user-presence'],
    ['a user who was not verified', { userVerified: false }, 'user-verification'],
    ['an algorithm that was not offered', { algorithm: 'ES384' }, 'algorithm'],
    ['an algorithm of the same key type that was not offered', { algorithm: 'PS256' }, 'algorithm'],
    ['authenticator data without its counter', { cut: 34 }, 'malformed'],
    ['authenticator data without a key', { cut: 37 }, 'malformed'],
    ['authenticator data cut inside the credential id', { cut: 60 }, 'malformed'],
    ['authenticator data cut inside the key', { cut: -1 }, 'malformed'],
    ['bytes behind the authenticator data', { extra: 1 }, 'malformed'],
    ['an id that is not that of the key', { id: newChallenge() }, 'malformed'],
  ];
  for (const [title, lies, reason] of cases) {
    it(`registration refuses ${title}`, async () => refused(enrol(new Authenticator(), lies), reason));
  }

  it('registration does not read the attestation statement, which may name URLs to fetch', async () => {
    const certificate = randomBytes(64);
    const attStmt = new Map<string, number | Uint8Array | Uint8Array[]>([
      ['alg', -7],
      ['sig', randomBytes(70)],
      ['x5c', [certificate]],
    ]);
    const passkey = await enrol(new Authenticator(), { statement: { fmt: 'packed', attStmt } });
    assert.equal(passkey.counter, 1);
  });

  for (const [title, text] of [
    ['text that is not JSON', '{'],
    ['null', 'null'],
    ['an object of another kind', '{"type":"password","id":"a","rawId":"a","response":{}}'],
    ['an id that is not that of the bytes', '{"type":"public-key","id":"a","rawId":"b","response":{}}'],
    ['an answer without fields', '{"type":"public-key","id":"a","rawId":"a","response":{}}'],
    ['an overlong answer', JSON.stringify({ type: 'public-key', id: 'a'.repeat(40_000) })],
    [
      'an id longer than any',
      JSON.stringify({ type: 'public-key', id: 'a'.repeat(2_000), rawId: 'a'.repeat(2_000), response: {} }),
    ],
    [
      'client data that is not an object',
      JSON.stringify({
        type: 'public-key',
        id: 'a',
        rawId: 'a',
        response: { clientDataJSON: 'bnVsbA', attestationObject: 'oA' },
      }),
    ],
    ['numbers for bytes', JSON.stringify({ type: 'public-key', id: 1, rawId: 1, response: { clientDataJSON: 2 } })],
  ] as const) {
    it(`registration refuses ${title}`, async () => refused(verifyCreation(text, newChallenge(), RP), 'malformed'));
  }
});

describe('signing in with a passkey', () => {
  async function open(options: { counts?: boolean; algorithm?: KeyAlgorithm } = {}) {
    const authenticator = new Authenticator(options);
    const { credentialId, publicKey, counter } = await enrol(authenticator, { algorithm: options.algorithm });
    const passkey = { credentialId, publicKey, counter, handle: USER.handle };
    return {
      passkey,
      async signIn(lies: Lies = {}, isDiscovered = true) {
        const challenge = newChallenge();
        const text = authenticator.get(requestOptions(RP, [], challenge), lies);
        const used = await verifyRequest(parseAssertion(text), challenge, RP, passkey, isDiscovered);
        passkey.counter = used.counter;
        return used;
      },
    };
  }

  for (const algorithm of ['ES256', 'RS256', 'EdDSA'] as const) {
    it(`sign-in accepts a signature with ${algorithm}, again and again`, async () => {
      const { signIn } = await open({ algorithm });
      assert.deepEqual(await signIn(), { counter: 2, backedUp: false });
      assert.deepEqual(await signIn(), { counter: 3, backedUp: false });
    });
  }

  it('sign-in accepts an authenticator without a counter', async () => {
    const { signIn } = await open({ counts: false });
    assert.equal((await signIn()).counter, 0);
    assert.equal((await signIn()).counter, 0);
  });

  it('sign-in needs no user handle when the account is already known', async () => {
    const { signIn } = await open();
    assert.equal((await signIn({ userHandle: null }, false)).counter, 2);
  });

  const cases: [title: string, lies: Lies, reason: PasskeyProblemReason][] = [
    ['an answer of the other ceremony', { type: 'webauthn.create' }, 'type'],
    ['another challenge', { challenge: newChallenge() }, 'challenge'],
    ['an origin that is not allowed', { origin: 'https://evil.example' }, 'origin'],
    ['an allowed host on another port', { origin: 'https://app.example.com:8443' }, 'origin'],
    ['a frame of another site', { crossOrigin: true }, 'cross-origin'],
    [
      'a frame that names the page around it',
      { crossOrigin: true, topOrigin: 'https://app.example.com' },
      'cross-origin',
    ],
    ['the RP id of another site', { rpId: 'evil.example' }, 'rp-id'],
    ['no user at the device', { userPresent: false }, 'user-presence'],
    ['a user who was not verified', { userVerified: false }, 'user-verification'],
    ['no user handle though the passkey names the account', { userHandle: null }, 'user-handle'],
    ['the user handle of another user', { userHandle: userHandle('user_2') }, 'user-handle'],
    ['the id of another passkey', { id: newChallenge() }, 'malformed'],
    ['a counter that stands still', { counter: 1 }, 'counter'],
    ['a counter that went back to zero', { counter: 0 }, 'counter'],
    ['cut authenticator data', { cut: 36 }, 'malformed'],
    ['bytes behind the authenticator data', { extra: 1 }, 'malformed'],
    ['a signature of other bytes', { tamper: true }, 'signature'],
  ];
  for (const [title, lies, reason] of cases) {
    it(`sign-in refuses ${title}`, async () => {
      const { signIn } = await open();
      await refused(signIn(lies), reason);
    });
  }

  it('sign-in refuses a counter that went back after some use', async () => {
    const { signIn } = await open();
    await signIn({ counter: 41 });
    await refused(signIn({ counter: 40 }), 'counter');
    assert.equal((await signIn({ counter: 42 })).counter, 42);
  });

  it('sign-in refuses the key of another passkey', async () => {
    const [mine, other] = [await open(), await open()];
    mine.passkey.publicKey = other.passkey.publicKey;
    await refused(mine.signIn(), 'signature');
  });
});

describe('options of the ceremonies', () => {
  it('registration offers only algorithms that are verified, and requires user verification without attestation', () => {
    const options = JSON.parse(creationOptions(RP, USER, [{ id: 'abc', transports: ['usb'] }], 'Y2hhbGxlbmdl'));
    assert.deepEqual(options, {
      rp: { id: 'example.com', name: 'Acme' },
      user: { id: USER.handle, name: 'ada@acme.example', displayName: 'Ada' },
      challenge: 'Y2hhbGxlbmdl',
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: 300_000,
      excludeCredentials: [{ type: 'public-key', id: 'abc', transports: ['usb'] }],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    });
  });

  it('the sign-in options name the passkeys of a known account, and none otherwise', () => {
    const known = JSON.parse(requestOptions(RP, [{ id: 'abc', transports: [] }], 'Y2hhbGxlbmdl'));
    assert.deepEqual(known.allowCredentials, [{ type: 'public-key', id: 'abc' }]);
    assert.equal(known.rpId, 'example.com');
    assert.deepEqual(JSON.parse(requestOptions(RP, [], 'Y2hhbGxlbmdl')).allowCredentials, []);
  });

  it('the user handle is opaque and contains nothing of the account', () => {
    const handle = userHandle('user_2Bq');
    assert.equal(Buffer.from(handle, 'base64url').length, 32);
    assert.equal(handle, userHandle('user_2Bq'));
    assert.notEqual(handle, userHandle('user_2Br'));
    assert.ok(!Buffer.from(handle, 'base64url').includes('user_'));
  });
});
