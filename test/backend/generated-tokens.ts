import { constants, createHmac, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { CLAIMS, encode, HEADER, NOW, otherKeyPair, PRIVATE_KEY, PUBLIC_PEM } from './token-forge.ts';

/** A token as its parts, so that a failed comparison says what was special about it. */
export interface TokenSpec {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  signedBy: keyof typeof SIGNERS;
  text: keyof typeof TEXTS;
}

const stranger = otherKeyPair();
const rs256 = (key: KeyObject) => (data: string) => sign('sha256', Buffer.from(data), key);

const SIGNERS = {
  instance: rs256(PRIVATE_KEY),
  stranger: rs256(stranger.privateKey),
  nobody: () => Buffer.alloc(0),
  'the public key as a secret': (data: string) => createHmac('sha256', PUBLIC_PEM).update(data).digest(),
  'the instance with PSS': (data: string) =>
    sign('sha256', Buffer.from(data), { key: PRIVATE_KEY, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
} satisfies Record<string, (data: string) => Buffer>;

/** What happens to the text of a token on its way. */
const TEXTS = {
  whole: (token: string) => token,
  'with a line break': (token: string) => `${token}\n`,
  'with padding': (token: string) => `${token}==`,
  'with a fourth part': (token: string) => `${token}.AA`,
  'without a signature': (token: string) => token.slice(0, token.lastIndexOf('.') + 1),
  'with a cut signature': (token: string) => token.slice(0, -8),
  'with claims of another': (token: string) => token.replace(/\.[^.]+\./, `.${encode({ ...CLAIMS, sub: 'admin' })}.`),
  'in base64': (token: string) => token.replaceAll('-', '+').replaceAll('_', '/'),
  'too long': (token: string) => `${token}${'A'.repeat(20_000)}`,
} satisfies Record<string, (token: string) => string>;

/** Writes a token. */
export function write({ header, claims, signedBy, text }: TokenSpec): string {
  const data = `${encode({ ...HEADER, ...header })}.${encode({ ...CLAIMS, ...claims })}`;
  return TEXTS[text](`${data}.${SIGNERS[signedBy](data).toString('base64url')}`);
}

const ODD = [undefined, null, '', 'x', 0, -1, true, [], {}, ['x']];
const near = fc.integer({ min: -8, max: 8 });

/** What one claim may be instead. Times are seconds from now. */
const CLAIM_VALUES: Record<string, fc.Arbitrary<unknown>> = {
  iat: fc.oneof(near, fc.integer({ min: -300, max: 0 })).map((seconds) => NOW + seconds),
  nbf: near.map((seconds) => NOW + seconds),
  exp: fc.oneof(near, fc.constantFrom(299, 300, 301, 86_400)).map((seconds) => NOW + seconds),
  sub: fc.constantFrom('user_2', 'Zoë'),
  sid: fc.constant('sess_2'),
  iss: fc.constantFrom('https://clerk.other.example', 'http://clerk.acme.example'),
  azp: fc.constantFrom('https://evil.example', undefined, 'https://app.acme.example/'),
  aud: fc.constantFrom('api', ['api', 'web'], 'web'),
  sts: fc.constantFrom('pending', 'paused', undefined),
  v: fc.constantFrom(1, 3, undefined),
  handshake: fc.constant(['__session=x']),
};
const HEADER_VALUES: Record<string, readonly unknown[]> = {
  alg: ['none', 'HS256', 'RS384', 'RS512', 'PS256', 'ES256', 'rs256', null, undefined],
  typ: ['at+jwt', 'jwt', undefined, 1],
  cat: ['cl_B7d4PD222AAA', undefined, 1],
  kid: ['ins_2', undefined, 1],
  crit: [['exp'], []],
  b64: [false],
  zip: ['DEF'],
  jku: ['https://evil.example/jwks.json'],
  x5c: [['AA']],
};

type Fault =
  | Pick<TokenSpec, 'header'>
  | Pick<TokenSpec, 'claims'>
  | Pick<TokenSpec, 'signedBy'>
  | Pick<TokenSpec, 'text'>;
const claimFault = fc
  .constantFrom(...Object.keys(CLAIM_VALUES))
  .chain((name) =>
    fc
      .oneof({ weight: 3, arbitrary: CLAIM_VALUES[name] as fc.Arbitrary<unknown> }, fc.constantFrom(...ODD))
      .map((value): Fault => ({ claims: { [name]: value } })),
  );
const headerFault = fc
  .constantFrom(...Object.keys(HEADER_VALUES))
  .chain((name) =>
    fc.constantFrom(...(HEADER_VALUES[name] ?? [])).map((value): Fault => ({ header: { [name]: value } })),
  );
const fault = fc.oneof(
  { weight: 6, arbitrary: claimFault },
  { weight: 3, arbitrary: headerFault },
  fc.constantFrom(...(Object.keys(SIGNERS) as (keyof typeof SIGNERS)[])).map((signedBy): Fault => ({ signedBy })),
  fc.constantFrom(...(Object.keys(TEXTS) as (keyof typeof TEXTS)[])).map((text): Fault => ({ text })),
);

/** Tokens that are valid but for up to three things. */
export const tokenSpecs: fc.Arbitrary<TokenSpec> = fc.array(fault, { maxLength: 3 }).map((faults) => {
  const spec: TokenSpec = { header: {}, claims: {}, signedBy: 'instance', text: 'whole' };
  for (const one of faults) {
    if ('header' in one) Object.assign(spec.header, one.header);
    else if ('claims' in one) Object.assign(spec.claims, one.claims);
    else Object.assign(spec, one);
  }
  return spec;
});
