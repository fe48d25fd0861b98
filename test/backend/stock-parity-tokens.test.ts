import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { verifyToken as verifyWithStock } from '@clerk/backend';
import fc from 'fast-check';
import { type TokenProblemReason, verifyToken } from '../../src/entries/backend.ts';
import { type TokenSpec, tokenSpecs, write } from './generated-tokens.ts';
import { NOW, PUBLIC_PEM } from './token-forge.ts';

interface Options {
  authorizedParties?: string[];
  audience?: string;
}

/** A kind of token that the stock SDK accepts and ours refuses. */
interface Difference {
  why: string;
  reason: TokenProblemReason;
  is(spec: TokenSpec, options: Options): boolean;
  /** One such token, which proves that the difference still exists. */
  example: Partial<TokenSpec>;
  options?: Options;
}

const HEADERS = ['crit', 'b64', 'zip', 'jku', 'x5c'];
const CLAIMS = ['sub', 'iss', 'sts', 'azp', 'exp', 'nbf', 'iat'];
const isText = (value: unknown) => typeof value === 'string' && value !== '';

const STRICTER: Difference[] = [
  {
    why: 'An audience that is required is required of tokens without aud, too: a missing claim would switch the check off.',
    reason: 'token-audience',
    is: ({ claims }, { audience }) => audience !== undefined && ![claims.aud].flat().includes(audience),
    example: {},
    options: { audience: 'api' },
  },
  {
    why: 'No session token has a header parameter that changes how it is read or that brings a key, so one is an attempt.',
    reason: 'token-header',
    is: ({ header }) => HEADERS.some((name) => name in header),
    example: { header: { jku: 'https://evil.example/jwks.json' } },
  },
  {
    why: 'The id of a key is a text.',
    reason: 'token-header',
    is: ({ header }) => 'kid' in header && header.kid !== undefined && typeof header.kid !== 'string',
    example: { header: { kid: 1 } },
  },
  {
    why: 'A token of a day outlives the end of its session by a day.',
    reason: 'token-lifetime',
    is: ({ claims: { exp = NOW + 60, iat = NOW } }) => Number(exp) - Number(iat) > 300,
    example: { claims: { exp: NOW + 301 } },
  },
  {
    why: 'A claim that the application will read has its type, or is missing where it may be: code need not check again.',
    reason: 'token-claims',
    is: ({ claims }) => CLAIMS.some((name) => name in claims),
    example: { claims: { sts: 1 } },
  },
  {
    why: 'A token without a session is a ticket, a handshake or another token of the instance, and names no signed-in user.',
    reason: 'token-type',
    is: ({ claims }) => 'sid' in claims && !isText(claims.sid),
    example: { claims: { sid: undefined, handshake: ['__session=x'] } },
  },
  {
    why: 'A token that names another category or type was made for another purpose.',
    reason: 'token-type',
    is: ({ header }) => header.cat !== undefined || header.typ !== undefined,
    example: { header: { cat: 1 } },
  },
  {
    why: 'One token has one spelling: its parts are base64url without padding (RFC 7515, section 2).',
    reason: 'token-malformed',
    is: ({ text }) => ['with padding', 'in base64', 'with a line break'].includes(text),
    example: { text: 'with padding' },
  },
];

const options: fc.Arbitrary<Options> = fc.record(
  {
    authorizedParties: fc.constant(['https://app.acme.example']),
    audience: fc.constant('api'),
  },
  { requiredKeys: [] },
);

/** What the two SDKs make of a token: the id of the user, or nothing. */
async function compare(spec: TokenSpec, given: Options) {
  const raw = write(spec);
  const ours = await verifyToken(raw, { jwtKey: PUBLIC_PEM, ...given });
  const stock = await verifyWithStock(raw, { jwtKey: PUBLIC_PEM, ...given }).catch(() => undefined);
  return { ours, stock };
}

/** Judged at one moment, by the clock that the stock SDK reads. */
describe('generated tokens', () => {
  before(() => mock.timers.enable({ apis: ['Date'], now: NOW * 1000 }));
  after(() => mock.timers.reset());

  it('accepts no token that the stock SDK refuses, and refuses more only for the listed reasons', async () => {
    await fc.assert(
      fc.asyncProperty(tokenSpecs, options, async (spec, given) => {
        const { ours, stock } = await compare(spec, given);
        if (ours.data) assert.equal(stock?.sub, ours.data.sub);
        else if (stock) {
          const listed = STRICTER.filter(({ reason, is }) => reason === ours.error.reason && is(spec, given));
          assert.ok(listed.length > 0, `The stock SDK accepts a token that ours refuses: ${ours.error.reason}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  for (const { why, reason, example, options: given = {} } of STRICTER) {
    it(`is stricter than the stock SDK: ${why}`, async () => {
      const spec: TokenSpec = { header: {}, claims: {}, signedBy: 'instance', text: 'whole', ...example };
      const { ours, stock } = await compare(spec, given);
      assert.equal(ours.error?.reason, reason);
      assert.equal(stock?.sub, 'user_1');
    });
  }
});
