import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Signature algorithms that it can create keys for. The server never offers the last two. */
export type KeyAlgorithm = 'ES256' | 'RS256' | 'EdDSA' | 'ES384' | 'PS256';

/** What the authenticator lies about in one ceremony. Everything else is true. */
export interface Lies {
  type?: string;
  challenge?: string;
  origin?: string;
  crossOrigin?: boolean;
  topOrigin?: string;
  rpId?: string;
  userPresent?: boolean;
  userVerified?: boolean;
  /** Signature counter to report; by default one more than before. */
  counter?: number;
  /** Number of bytes of the authenticator data to keep; a negative number cuts from the end. */
  cut?: number;
  /** Bytes to append to the authenticator data. */
  extra?: number;
  userHandle?: string | null;
  /** Whether it signs other bytes than it sends. */
  tamper?: boolean;
  algorithm?: KeyAlgorithm;
  /** Credential id to answer with. */
  id?: string;
  /** Credential id to create a second key for. */
  reuse?: string;
  /** Name and content of the attestation statement. */
  statement?: { fmt: string; attStmt: CborMap };
}

interface Credential {
  id: string;
  key: KeyObject;
  algorithm: KeyAlgorithm;
  userHandle: string;
  rpId: string;
  counter: number;
}

type Cbor = number | string | Uint8Array | CborMap | Cbor[];
type CborMap = Map<number | string, Cbor>;

const COSE: Record<KeyAlgorithm, number> = { ES256: -7, RS256: -257, EdDSA: -8, ES384: -35, PS256: -37 };
const NO_STATEMENT = { fmt: 'none', attStmt: new Map() };

/** An authenticator and its browser in software. It creates real passkeys and can lie in every field. */
export class Authenticator {
  readonly credentials: Credential[] = [];
  readonly #origin: string;
  readonly #counts: boolean;

  /** @param options.counts false for an authenticator without a signature counter, such as one that syncs passkeys */
  constructor(options: { origin?: string; counts?: boolean } = {}) {
    this.#origin = options.origin ?? 'https://app.example.com';
    this.#counts = options.counts ?? true;
  }

  /** Answers creation options (`verification.nonce`) with the JSON text of `public_key_credential`. */
  create(nonce: string, lies: Lies = {}): string {
    const { challenge, rp, user, pubKeyCredParams } = JSON.parse(nonce);
    const offered = (Object.keys(COSE) as KeyAlgorithm[]).find((name) =>
      pubKeyCredParams.some(({ alg }: { alg: number }) => alg === COSE[name]),
    );
    const algorithm = lies.algorithm ?? offered ?? 'ES256';
    const { privateKey, publicKey } = newKeys(algorithm);
    const id = lies.reuse === undefined ? randomBytes(32) : Buffer.from(lies.reuse, 'base64url');
    const counter = lies.counter ?? (this.#counts ? 1 : 0);
    this.credentials.push({
      id: id.toString('base64url'),
      key: privateKey,
      algorithm,
      userHandle: user.id,
      rpId: rp.id,
      counter,
    });
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([id.length >> 8, id.length & 0xff]),
      id,
      encodeCbor(coseKey(publicKey, algorithm)),
    ]);
    const data = authenticatorData(rp.id, counter, lies, attested);
    const { fmt, attStmt } = lies.statement ?? NO_STATEMENT;
    const attestation: CborMap = new Map<string, Cbor>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', data],
    ]);
    return answer(lies.id ?? id.toString('base64url'), {
      clientDataJSON: this.#clientData('webauthn.create', challenge, lies).toString('base64url'),
      attestationObject: encodeCbor(attestation).toString('base64url'),
      transports: ['internal', 'hybrid'],
    });
  }

  /** Answers request options (`verification.nonce`) with the JSON text of `public_key_credential`. */
  get(nonce: string, lies: Lies = {}): string {
    const { challenge, rpId, allowCredentials = [] } = JSON.parse(nonce);
    const credential = this.credentials.find(
      (each) =>
        each.rpId === rpId &&
        (allowCredentials.length === 0 || allowCredentials.some(({ id }: { id: string }) => id === each.id)),
    );
    if (!credential) throw new Error('The authenticator has no passkey for this.');
    if (this.#counts) credential.counter += 1;
    const data = authenticatorData(rpId, lies.counter ?? credential.counter, lies);
    const clientData = this.#clientData('webauthn.get', challenge, lies);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    if (lies.tamper) signed[signed.length - 1] = (signed.at(-1) ?? 0) ^ 1;
    return answer(lies.id ?? credential.id, {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signWith(credential, signed).toString('base64url'),
      userHandle: lies.userHandle === undefined ? credential.userHandle : lies.userHandle,
    });
  }

  #clientData(type: string, challenge: string, lies: Lies): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? this.#origin,
        crossOrigin: lies.crossOrigin ?? false,
        ...(lies.topOrigin === undefined ? {} : { topOrigin: lies.topOrigin }),
      }),
    );
  }
}

function answer(id: string, response: Record<string, unknown>): string {
  return JSON.stringify({ type: 'public-key', id, rawId: id, authenticatorAttachment: 'platform', response });
}

function authenticatorData(rpId: string, counter: number, lies: Lies, attested = Buffer.alloc(0)): Buffer {
  const present = (lies.userPresent ?? true) ? 0x01 : 0;
  const verified = (lies.userVerified ?? true) ? 0x04 : 0;
  const head = Buffer.alloc(5);
  head[0] = present | verified | (attested.length > 0 ? 0x40 : 0);
  head.writeUInt32BE(counter, 1);
  const hash = createHash('sha256')
    .update(lies.rpId ?? rpId)
    .digest();
  const data = Buffer.concat([hash, head, attested, Buffer.alloc(lies.extra ?? 0)]);
  return lies.cut === undefined ? data : data.subarray(0, lies.cut);
}

function newKeys(algorithm: KeyAlgorithm): { privateKey: KeyObject; publicKey: KeyObject } {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  if (algorithm === 'ES384') return generateKeyPairSync('ec', { namedCurve: 'P-384' });
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** Encodes a public key as a COSE key (RFC 9053). */
function coseKey(key: KeyObject, algorithm: KeyAlgorithm): CborMap {
  const jwk = key.export({ format: 'jwk' });
  const bytes = (name: 'x' | 'y' | 'n' | 'e') => Buffer.from(jwk[name] ?? '', 'base64url');
  const alg = COSE[algorithm];
  if (jwk.kty === 'EC') {
    return new Map<number, Cbor>([
      [1, 2],
      [3, alg],
      [-1, jwk.crv === 'P-256' ? 1 : 2],
      [-2, bytes('x')],
      [-3, bytes('y')],
    ]);
  }
  if (jwk.kty === 'OKP')
    return new Map<number, Cbor>([
      [1, 1],
      [3, alg],
      [-1, 6],
      [-2, bytes('x')],
    ]);
  return new Map<number, Cbor>([
    [1, 3],
    [3, alg],
    [-1, bytes('n')],
    [-2, bytes('e')],
  ]);
}

function signWith({ key, algorithm }: Credential, data: Buffer): Buffer {
  return sign(algorithm === 'EdDSA' ? null : algorithm === 'ES384' ? 'sha384' : 'sha256', data, key);
}

/** Encodes the part of CBOR (RFC 8949) that attestations need. */
function encodeCbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  if (typeof value === 'string') return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([cborHead(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([cborHead(4, value.length), ...value.map(encodeCbor)]);
  const pairs = Array.from(value, ([name, item]) => Buffer.concat([encodeCbor(name), encodeCbor(item)]));
  return Buffer.concat([cborHead(5, value.size), ...pairs]);
}

function cborHead(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  if (size < 0x100) return Buffer.from([(major << 5) | 24, size]);
  return Buffer.from([(major << 5) | 25, size >> 8, size & 0xff]);
}
