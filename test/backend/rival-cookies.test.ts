import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createClerkClient } from '../../src/entries/backend.ts';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import { forge, NOW, now, otherKeyPair, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now });
const SUFFIX = cookieSuffixOf(createHash('sha1').update(PUBLISHABLE_KEY).digest());
const SESSION = ['__session', `__session_${SUFFIX}`];
const UAT = ['__client_uat', `__client_uat_${SUFFIX}`];

const tokenOf = (sub: string, iat = NOW): string =>
  forge({ sub, sid: `sess_${sub}`, iat, nbf: iat - 10, exp: iat + 60 });
const VICTIM = tokenOf('victim');
const ATTACKER = tokenOf('attacker');
/** What the victim's browser sends when no other host has set a cookie. */
const OWN: [string, string | number][] = [
  ...SESSION.map((name): [string, string] => [name, VICTIM]),
  ...UAT.map((name): [string, number] => [name, NOW]),
];

/** What a neighboring host can set without having a token of a user. */
const JUNK = {
  'an empty value': '',
  'no token': 'x',
  'a token with a wrong signature': forge({ sub: 'attacker' }, {}, otherKeyPair().privateKey),
  'a token of another instance': forge({ iss: 'https://clerk.other.example' }, {}, otherKeyPair().privateKey),
  'a token that is over': tokenOf('attacker', NOW - 600),
  'a token of tomorrow': tokenOf('attacker', NOW + 86_400),
  'a pending token': forge({ sub: 'attacker', sts: 'pending' }),
  '16 kB': 'a'.repeat(16_000),
};

async function outcome(cookies: readonly (readonly [string, string | number])[]): Promise<string> {
  const cookie = cookies.map((pair) => pair.join('=')).join('; ');
  const state = await clerk.authenticateRequest({ headers: { get: (name) => (name === 'cookie' ? cookie : null) } });
  return state.toAuth().userId ?? String(state.reason);
}

describe('beside the cookies of a signed-in user', () => {
  for (const name of SESSION) {
    for (const [what, value] of Object.entries(JUNK)) {
      it(`${what} in another ${name} changes nothing, before or after the right one`, async () => {
        assert.equal(await outcome([[name, value], ...OWN]), 'victim');
        assert.equal(await outcome([...OWN, [name, value]]), 'victim');
      });
    }

    it(`eight forged tokens in ${name} change nothing`, async () => {
      const { privateKey } = otherKeyPair();
      const many = Array.from({ length: 8 }, (_, n): [string, string] => [
        name,
        forge({ sub: 'attacker', jti: `${n}` }, {}, privateKey),
      ]);
      assert.equal(await outcome([...many, ...OWN]), 'victim');
    });

    it(`60 valid tokens of other users in ${name} sign out, and are not verified one by one`, async () => {
      let judged = 0;
      const counting = createClerkClient({
        publishableKey: PUBLISHABLE_KEY,
        jwtKey: PUBLIC_PEM,
        // Every token with a good signature is compared with the clock.
        now: () => {
          judged++;
          return now();
        },
      });
      const many = Array.from({ length: 60 }, (_, n): [string, string] => [name, tokenOf(`attacker${n}`, NOW - n)]);
      const cookie = [...many, ...OWN].map((pair) => pair.join('=')).join('; ');
      const state = await counting.authenticateRequest({
        headers: { get: (header) => (header === 'cookie' ? cookie : null) },
      });
      assert.equal(state.reason, 'session-token-ambiguous');
      assert.ok(judged <= 11, `${judged} tokens were verified`);
    });
  }

  it('the same value twice is one value', async () => {
    assert.equal(await outcome([...OWN, ...OWN]), 'victim');
  });

  it('the newest of two valid tokens of one user counts', async () => {
    const older = forge({ sub: 'victim', sid: 'sess_older', iat: NOW - 20, nbf: NOW - 30 });
    for (const name of SESSION) {
      assert.equal(await outcome([[name, older], ...OWN]), 'victim');
      const cookie = [[name, older], ...OWN].map((pair) => pair.join('=')).join('; ');
      const state = await clerk.authenticateRequest({
        headers: { get: (header) => (header === 'cookie' ? cookie : null) },
      });
      assert.equal(state.toAuth().sessionId, 'sess_victim');
    }
  });

  it('a valid token of another user under the name without a suffix changes nothing', async () => {
    assert.equal(await outcome([['__session', ATTACKER], ...OWN]), 'victim');
  });

  it('a valid token of another user under the same name signs out, and says why', async () => {
    const name = `__session_${SUFFIX}`;
    assert.equal(await outcome([[name, ATTACKER], ...OWN]), 'session-token-ambiguous');
    assert.equal(await outcome([...OWN, [name, ATTACKER]]), 'session-token-ambiguous');
    const plain: [string, string | number][] = [
      ['__session', VICTIM],
      ['__client_uat', NOW],
      ['__session', ATTACKER],
    ];
    assert.equal(await outcome(plain), 'session-token-ambiguous');
  });

  for (const name of UAT) {
    for (const value of ['', 'x', '0', '1', NOW + 3600, '9'.repeat(12), '9'.repeat(4000)]) {
      it(`another ${name} of ${String(value).slice(0, 12) || 'nothing'} changes nothing`, async () => {
        assert.equal(await outcome([[name, value], ...OWN]), 'victim');
        assert.equal(await outcome([...OWN, [name, value]]), 'victim');
      });
    }
  }

  it('any cookies without a valid token change nothing', async () => {
    const planted = fc.array(
      fc.tuple(fc.constantFrom(...SESSION, ...UAT), fc.constantFrom(...Object.values(JUNK).slice(0, -1), '0', '17')),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(planted, planted, async (before, after) => {
        assert.equal(await outcome([...before, ...OWN, ...after]), 'victim');
      }),
      { numRuns: 100 },
    );
  });
});

describe('of several cookies, when no user is signed in', () => {
  it('several cookies without a valid token sign out', async () => {
    for (const value of Object.values(JUNK)) {
      const out = await outcome([
        ...SESSION.map((name): [string, string] => [name, value]),
        ['__session', 'y'],
        [UAT[0]!, 0],
      ]);
      assert.ok(!['attacker', 'victim'].includes(out), out);
    }
  });

  it('several times without a token sign out', async () => {
    assert.equal(
      await outcome([
        ['__client_uat', 0],
        ['__client_uat', NOW],
      ]),
      'signed-out',
    );
    assert.equal(
      await outcome([
        ['__client_uat', ''],
        ['__client_uat', 0],
      ]),
      'signed-out',
    );
  });
});
