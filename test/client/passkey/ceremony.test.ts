import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { fromBase64url, toBase64url } from '../../../src/client/platform/passkeys/base64url.ts';
import { ceremony } from '../../../src/client/platform/passkeys/ceremony.ts';
import type { PasskeyPage } from '../../../src/client/platform/passkeys/passkey-page.ts';
import { creationOptions, requestOptions } from '../../../src/server/factors/passkey/options.ts';
import { parseAssertion, parseAttestation } from '../../../src/server/factors/passkey/parse-credential.ts';

const RP = { id: 'example.com', name: 'Acme', origins: ['https://app.example.com'] };
const CHALLENGE = 'AAEC_-8';
const KNOWN = [{ id: '_-8A', transports: ['usb'] }];
const CREATION = creationOptions(RP, { handle: 'BAUG', name: 'ada', displayName: 'Ada' }, KNOWN, CHALLENGE);
const REQUEST = requestOptions(RP, KNOWN, CHALLENGE);

type Asked = CredentialCreationOptions & CredentialRequestOptions;

/** Creates a page whose `navigator.credentials` returns what `answer` returns. */
function pageWith(answer: (options: Asked) => unknown, extra: Partial<PasskeyPage> = {}): PasskeyPage {
  const run = async (options: unknown) => answer(options as Asked) as Credential;
  return {
    navigator: { credentials: { create: run, get: run } as CredentialsContainer },
    PublicKeyCredential: Object.assign(() => {}, { isConditionalMediationAvailable: async () => true }),
    ...extra,
  };
}

function bytes(...values: number[]): ArrayBuffer {
  return new Uint8Array(values).buffer;
}

function failing(name: string): PasskeyPage {
  return pageWith(() => {
    throw new DOMException('of the browser', name);
  });
}

/** Creates a page whose request waits until it is aborted. */
function waiting(): PasskeyPage {
  return pageWith(
    ({ signal }) =>
      new Promise((_resolve, reject) => {
        const end = () => reject(new DOMException('ended', 'AbortError'));
        if (signal?.aborted) end();
        signal?.addEventListener('abort', end);
      }),
  );
}

describe('base64url', () => {
  it('base64url returns every byte of a text of any length', () => {
    for (const length of [0, 1, 2, 3, 31, 32, 33, 20_000]) {
      const source = new Uint8Array(randomBytes(length));
      const text = toBase64url(source.buffer);
      assert.equal(text, Buffer.from(source).toString('base64url'));
      assert.deepEqual(fromBase64url(text), source);
    }
  });
});

describe('registering a passkey in the browser', () => {
  it('registration passes the options as bytes and returns the answer as the server reads it', async () => {
    let asked: Asked = {};
    const page = pageWith((options) => {
      asked = options;
      return {
        type: 'public-key',
        id: '-_8B',
        rawId: bytes(0xfb, 0xff, 1),
        authenticatorAttachment: 'platform',
        response: { clientDataJSON: bytes(1, 2), attestationObject: bytes(3, 4), getTransports: () => ['internal'] },
      };
    });
    const text = await ceremony.createPasskey(CREATION, { page });
    assert.deepEqual(parseAttestation(text), {
      id: '-_8B',
      clientDataJSON: 'AQI',
      attestationObject: 'AwQ',
      transports: ['internal'],
    });
    const { publicKey } = asked;
    assert.deepEqual(publicKey?.challenge, new Uint8Array([0, 1, 2, 0xff, 0xef]));
    assert.deepEqual(publicKey?.user.id, new Uint8Array([4, 5, 6]));
    assert.deepEqual(publicKey?.excludeCredentials?.[0]?.id, new Uint8Array([0xff, 0xef, 0]));
    assert.equal(publicKey?.attestation, 'none');
  });

  for (const [name, code] of [
    ['NotAllowedError', 'passkey_registration_cancelled'],
    ['InvalidStateError', 'passkey_already_exists'],
    ['SecurityError', 'passkey_invalid_rpID_or_domain'],
    ['AbortError', 'passkey_operation_aborted'],
    ['NotSupportedError', 'passkey_not_supported'],
    ['UnknownError', 'passkey_registration_failed'],
  ] as const) {
    it(`registration reports ${name} as ${code}`, async () => {
      await assert.rejects(ceremony.createPasskey(CREATION, { page: failing(name) }), {
        code,
        clerkRuntimeError: true,
      });
    });
  }

  it('registration fails when the browser answers nothing or the options cannot be read', async () => {
    const page = pageWith(() => null);
    await assert.rejects(ceremony.createPasskey(CREATION, { page }), { code: 'passkey_registration_failed' });
    await assert.rejects(ceremony.createPasskey('{', { page }), { code: 'passkey_registration_failed' });
  });
});

describe('using a passkey in the browser', () => {
  const answer = {
    type: 'public-key',
    id: 'AQ',
    rawId: bytes(1),
    response: {
      clientDataJSON: bytes(1),
      authenticatorData: bytes(2),
      signature: bytes(3),
      userHandle: bytes(4) as ArrayBuffer | null,
    },
  };

  it('sign-in passes the options as bytes and returns the answer as the server reads it', async () => {
    let asked: Asked = {};
    const page = pageWith((options) => {
      asked = options;
      return answer;
    });
    const text = await ceremony.getPasskey(REQUEST, { page, mediation: 'conditional' });
    assert.deepEqual(parseAssertion(text), {
      id: 'AQ',
      clientDataJSON: 'AQ',
      authenticatorData: 'Ag',
      signature: 'Aw',
      userHandle: 'BA',
    });
    assert.equal(asked.mediation, 'conditional');
    const { publicKey } = asked as CredentialRequestOptions;
    assert.deepEqual(publicKey?.challenge, new Uint8Array([0, 1, 2, 0xff, 0xef]));
    assert.deepEqual(publicKey?.allowCredentials?.[0]?.id, new Uint8Array([0xff, 0xef, 0]));
  });

  it('sign-in sends no user handle when the authenticator gives none', async () => {
    const page = pageWith(() => ({ ...answer, response: { ...answer.response, userHandle: null } }));
    assert.equal(parseAssertion(await ceremony.getPasskey(REQUEST, { page })).userHandle, null);
  });

  for (const [name, code] of [
    ['NotAllowedError', 'passkey_retrieval_cancelled'],
    ['SecurityError', 'passkey_invalid_rpID_or_domain'],
    ['InvalidStateError', 'passkey_retrieval_failed'],
    ['UnknownError', 'passkey_retrieval_failed'],
  ] as const) {
    it(`sign-in reports ${name} as ${code}`, async () => {
      await assert.rejects(ceremony.getPasskey(REQUEST, { page: failing(name) }), { code });
    });
  }

  it('a passkey button ends the request that waits in a field', async () => {
    const behind = ceremony.getPasskey(REQUEST, { page: waiting(), mediation: 'conditional' });
    const ended = assert.rejects(behind, { code: 'passkey_operation_aborted' });
    assert.equal(parseAssertion(await ceremony.getPasskey(REQUEST, { page: pageWith(() => answer) })).id, 'AQ');
    await ended;
  });

  it('a passkey request ends when the caller aborts it, before or during the request', async () => {
    const control = new AbortController();
    const meanwhile = ceremony.getPasskey(REQUEST, { page: waiting(), signal: control.signal });
    control.abort();
    await assert.rejects(meanwhile, { code: 'passkey_operation_aborted' });
    const before = ceremony.getPasskey(REQUEST, { page: waiting(), signal: control.signal });
    await assert.rejects(before, { code: 'passkey_operation_aborted' });
  });

  it('a passkey request that is over before it begins does not end the ongoing one', async () => {
    const late = AbortSignal.abort();
    let ongoing: AbortSignal | undefined;
    const page = pageWith(async (options) => {
      ongoing = options.signal;
      await assert.rejects(ceremony.getPasskey(REQUEST, { page: waiting(), signal: late }));
      return answer;
    });
    await ceremony.getPasskey(REQUEST, { page });
    assert.equal(ongoing?.aborted, false);
  });

  it('aborting an earlier passkey request does not end a later one', async () => {
    const control = new AbortController();
    const first = ceremony.getPasskey(REQUEST, { page: waiting(), signal: control.signal });
    const ended = assert.rejects(first, { code: 'passkey_operation_aborted' });
    let signal: AbortSignal | undefined;
    const page = pageWith((options) => {
      signal = options.signal;
      return answer;
    });
    await ceremony.getPasskey(REQUEST, { page });
    control.abort();
    assert.equal(signal?.aborted, false);
    await ended;
  });
});

describe('support of passkeys', () => {
  it('passkeys are not supported where the browser has none, as on plain HTTP', async () => {
    const page: PasskeyPage = { navigator: {} };
    assert.equal(ceremony.isSupported(page), false);
    assert.equal(await ceremony.isAutofillSupported(page), false);
    await assert.rejects(ceremony.getPasskey(REQUEST, { page }), { code: 'passkey_not_supported' });
    await assert.rejects(ceremony.createPasskey(CREATION, { page }), { code: 'passkey_not_supported' });
  });

  it('autofill of passkeys is detected separately', async () => {
    const none = pageWith(() => null, {
      PublicKeyCredential: (() => {}) as PasskeyPage['PublicKeyCredential'],
    });
    assert.equal(ceremony.isSupported(none), true);
    assert.equal(await ceremony.isAutofillSupported(none), false);
    const page = pageWith(() => null);
    assert.equal(await ceremony.isAutofillSupported(page), true);
    const failing = { isConditionalMediationAvailable: () => Promise.reject(new Error('no')) };
    const broken = pageWith(() => null, { PublicKeyCredential: Object.assign(() => {}, failing) });
    assert.equal(await ceremony.isAutofillSupported(broken), false);
  });
});
