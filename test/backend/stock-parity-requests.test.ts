import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it, mock } from 'node:test';
import { createClerkClient as createStockClient, verifyToken as verifyWithStock } from '@clerk/backend';
import fc from 'fast-check';
import { createClerkClient, type RequestState } from '../../src/entries/backend.ts';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import { buildPublishableKey, type InstanceType } from '../../src/protocol/keys.ts';
import { forge, NOW, now, otherKeyPair, PUBLIC_PEM } from './token-forge.ts';

const stranger = otherKeyPair().privateKey;
const TOKENS = {
  fresh: forge(),
  older: forge({ iat: NOW - 30, nbf: NOW - 40, exp: NOW + 30 }),
  expired: forge({ iat: NOW - 90, nbf: NOW - 100, exp: NOW - 30 }),
  'of another user': forge({ sub: 'user_2' }),
  'of another instance': forge({ iss: 'https://clerk.other.example', sub: 'user_3' }, {}, stranger),
  forged: forge({ sub: 'admin' }, {}, stranger),
  pending: forge({ sts: 'pending' }),
  'not valid yet': forge({ nbf: NOW + 20 }),
  'issued in the future': forge({ iat: NOW + 20 }),
  'of an hour': forge({ exp: NOW + 3600 }),
  junk: 'x.y.z',
  empty: '',
};
type TokenName = keyof typeof TOKENS;

interface Spec {
  instance: InstanceType;
  /** The scheme of the `Authorization` header, and its token. */
  scheme?: 'Bearer' | 'bearer' | 'Basic' | '';
  bearer: TokenName;
  /** Cookies without the suffix of the instance, and with it. */
  plain?: TokenName;
  plainUat?: string;
  own?: TokenName;
  ownUat?: string;
  devBrowser?: string;
  method: 'GET' | 'POST';
  destination?: string;
  accept?: string;
  query: string;
}

const RECENT = String(NOW - 20);
const token = fc.constantFrom(...(Object.keys(TOKENS) as TokenName[]));
const uat = fc.constantFrom('0', String(NOW - 300), RECENT, String(NOW + 1), 'x');
const specs: fc.Arbitrary<Spec> = fc.record(
  {
    instance: fc.constantFrom('production', 'development'),
    scheme: fc.constantFrom('Bearer', 'bearer', 'Basic', ''),
    bearer: token,
    plain: token,
    plainUat: uat,
    own: token,
    ownUat: uat,
    devBrowser: fc.constant('dvb_1'),
    method: fc.constantFrom('GET', 'GET', 'POST'),
    destination: fc.constantFrom('document', 'iframe', 'empty'),
    accept: fc.constantFrom('text/html', 'application/json'),
    query: fc.constantFrom('', '?a=1', '?__clerk_db_jwt=dvb_2'),
  },
  { requiredKeys: ['instance', 'bearer', 'method', 'query'] },
);

/** What the stock SDK reads differently. Ours reads a request with it as one without, which both read alike. */
const READINGS: { why: string; without(spec: Spec): Spec; example: Partial<Spec> }[] = [
  {
    why: 'The scheme of a header has no case (RFC 9110, section 11.1).',
    example: { scheme: 'bearer' },
    without: ({ scheme, ...rest }) => ({
      ...rest,
      ...(scheme !== undefined && { scheme: scheme === 'bearer' ? 'Bearer' : scheme }),
    }),
  },
  {
    why: 'A header of one word, which is not Bearer, is no bearer token.',
    example: { scheme: '' },
    without: ({ scheme, ...rest }) => ({
      ...rest,
      ...(scheme && !(scheme === 'Basic' && rest.bearer === 'empty') && { scheme }),
    }),
  },
  {
    why: 'A time that is no number, and an empty cookie, are as good as none.',
    example: { plain: 'fresh', plainUat: RECENT, own: 'fresh', ownUat: 'x' },
    without: ({ plain, plainUat, own, ownUat, ...rest }) => ({
      ...rest,
      ...(plain !== undefined && plain !== 'empty' && { plain }),
      ...(plainUat !== undefined && plainUat !== 'x' && { plainUat }),
      ...(own !== undefined && own !== 'empty' && { own }),
      ...(ownUat !== undefined && ownUat !== 'x' && { ownUat }),
    }),
  },
  {
    why: 'A malformed token beside a whole pair of cookies hides no session. Any application of the host can set one.',
    example: { plain: 'junk', plainUat: RECENT, own: 'fresh', ownUat: RECENT },
    without: ({ plain, own, ...rest }) => ({
      ...rest,
      ...(plain !== undefined && !(plain === 'junk' && own && rest.ownUat) && { plain }),
      ...(own !== undefined && !(own === 'junk' && plain && rest.plainUat) && { own }),
    }),
  },
  {
    why: 'A development instance of ours needs no token of a development browser: its own domain has the cookies.',
    example: { instance: 'development', own: 'fresh', ownUat: RECENT },
    without: (spec) => ({ ...spec, devBrowser: 'dvb_1', query: '' }),
  },
];

type Stock = Awaited<ReturnType<ReturnType<typeof createStockClient>['authenticateRequest']>>;

interface Difference {
  why: string;
  is(ours: RequestState, stock: Stock, spec: Spec): boolean;
  /** A request that shows it. */
  example: Partial<Spec>;
}

/** What ours decides otherwise. None of it signs in a user whom the stock SDK does not sign in. */
const DIFFERENCES: Difference[] = [
  {
    why: 'A token that lives longer than five minutes is refused, however it came.',
    example: { scheme: 'Bearer', bearer: 'of an hour' },
    is: (ours) => ours.reason === 'token-lifetime',
  },
  {
    why: 'A session with pending tasks is signed out in the status, too. The stock SDK says it in `toAuth()` alone.',
    example: { scheme: 'Bearer', bearer: 'pending' },
    is: (ours, stock) => ours.reason === 'session-pending' && stock.status !== 'signed-out',
  },
  {
    why: 'A program that sends a bearer token gets an answer. The stock SDK redirects it to the Frontend API.',
    example: { scheme: 'Bearer', bearer: 'expired', destination: 'document' },
    is: (ours, stock, { scheme }) =>
      scheme === 'Bearer' && ours.status === 'signed-out' && stock.status === 'handshake',
  },
  {
    why: 'The time 0 says that the user has signed out. The stock SDK asks the Frontend API once more.',
    example: { plainUat: '0', own: 'fresh', ownUat: '0', destination: 'document' },
    is: (ours, stock) => ours.reason === 'signed-out' && stock.status === 'handshake',
  },
  {
    why: 'A malformed token is as good as none, so a redirect can help. The stock SDK signs out.',
    example: { plain: 'junk', plainUat: RECENT, ownUat: RECENT, destination: 'document' },
    is: (ours, stock) => ours.status === 'handshake' && stock.reason === 'token-invalid',
  },
  {
    why: 'Instances of development read cookies as those of production do: the pair that is signed in wins, and is renewed.',
    example: {
      instance: 'development',
      devBrowser: 'dvb_1',
      plainUat: '0',
      own: 'expired',
      ownUat: RECENT,
      destination: 'document',
    },
    is: (ours, _, { instance, plainUat }) =>
      instance === 'development' && plainUat === '0' && ours.reason === 'token-expired',
  },
  {
    why: 'The signature is verified first. The stock SDK sends the browser away for the times of a forged token.',
    example: { plain: 'forged', plainUat: String(NOW + 1), destination: 'document' },
    is: (ours, stock) =>
      (ours.reason === 'token-signature' || ours.reason === 'token-malformed') && stock.status === 'handshake',
  },
];

const INSTANCES = { production: setUp('production', 'sk_live_x'), development: setUp('development', 'sk_test_x') };

function setUp(type: InstanceType, secretKey: string) {
  const publishableKey = buildPublishableKey(type, 'clerk.acme.example');
  return {
    suffix: cookieSuffixOf(createHash('sha1').update(publishableKey).digest()),
    ours: createClerkClient({ publishableKey, jwtKey: PUBLIC_PEM, now }),
    stock: createStockClient({ publishableKey, secretKey, jwtKey: PUBLIC_PEM, telemetry: { disabled: true } }),
  };
}

function requestOf(spec: Spec): Request {
  const { suffix } = INSTANCES[spec.instance];
  const cookies: [string, string | undefined][] = [
    ['__session', spec.plain && TOKENS[spec.plain]],
    ['__client_uat', spec.plainUat],
    [`__session_${suffix}`, spec.own && TOKENS[spec.own]],
    [`__client_uat_${suffix}`, spec.ownUat],
    ['__clerk_db_jwt', spec.devBrowser],
    [`__clerk_db_jwt_${suffix}`, spec.devBrowser],
  ];
  const cookie = cookies.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join('; ');
  const headers = new Headers();
  if (cookie) headers.set('cookie', cookie);
  if (spec.scheme !== undefined) headers.set('authorization', `${spec.scheme} ${TOKENS[spec.bearer]}`.trim());
  if (spec.destination) headers.set('sec-fetch-dest', spec.destination);
  if (spec.accept) headers.set('accept', spec.accept);
  return new Request(`https://app.acme.example/${spec.query}`, { method: spec.method, headers });
}

const ask = (spec: Spec) => INSTANCES[spec.instance].ours.authenticateRequest(requestOf(spec));
const userOf = (state: RequestState | Stock): string | null => {
  const auth = state.status === 'signed-in' ? state.toAuth() : null;
  return auth && 'userId' in auth ? auth.userId : null;
};
const verdictOf = (state: RequestState | Stock) => `${state.status} ${userOf(state)}`;
const inPlainWords = (spec: Spec) => READINGS.reduce((reading, { without }) => without(reading), spec);

describe('generated requests', () => {
  before(() => mock.timers.enable({ apis: ['Date'], now: NOW * 1000 }));
  after(() => mock.timers.reset());

  it('signs a user in only with a token of that user in the request which the stock SDK accepts', async () => {
    await fc.assert(
      fc.asyncProperty(specs, async (spec) => {
        const state = await ask(spec);
        if (state.status !== 'signed-in') return;
        const { userId, token: raw } = state.toAuth();
        assert.equal((await verifyWithStock(raw, { jwtKey: PUBLIC_PEM })).sub, userId);
        assert.ok([spec.plain, spec.own, spec.scheme && spec.bearer].some((name) => name && TOKENS[name] === raw));
      }),
      { numRuns: 500 },
    );
  });

  it('signs the same user in when a request has something odd that the stock SDK reads otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(specs, async (spec) => {
        assert.equal(userOf(await ask(spec)), userOf(await ask(inPlainWords(spec))));
      }),
      { numRuns: 1000 },
    );
  });

  it('signs in whom the stock SDK signs in, and differs beyond that only for the listed reasons', async () => {
    await fc.assert(
      fc.asyncProperty(specs, async (odd) => {
        const spec = inPlainWords(odd);
        const ours = await ask(spec);
        const stock = await INSTANCES[spec.instance].stock.authenticateRequest(requestOf(spec));
        if (ours.status === 'signed-in') assert.equal(verdictOf(stock), verdictOf(ours));
        if (verdictOf(ours) === verdictOf(stock)) return;
        const listed = DIFFERENCES.filter(({ is }) => is(ours, stock, spec));
        assert.ok(
          listed.length > 0,
          `${verdictOf(ours)} (${ours.reason}), stock: ${verdictOf(stock)} (${stock.reason})`,
        );
      }),
      { numRuns: 1000 },
    );
  });

  for (const { why, example } of [...READINGS, ...DIFFERENCES]) {
    it(`differs from the stock SDK: ${why}`, async () => {
      const spec: Spec = { instance: 'production', bearer: 'fresh', method: 'GET', query: '', ...example };
      const stock = await INSTANCES[spec.instance].stock.authenticateRequest(requestOf(spec));
      assert.notEqual(verdictOf(await ask(spec)), verdictOf(stock));
    });
  }
});
