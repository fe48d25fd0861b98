import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it, mock } from 'node:test';
import { createClerkClient as createStockClient, verifyToken as stockVerify } from '@clerk/backend';
import { createClerkClient } from '../../src/entries/backend.ts';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import { forge, NOW, now, otherKeyPair, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const SUFFIX = cookieSuffixOf(createHash('sha1').update(PUBLISHABLE_KEY).digest());
const ours = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now });
const stock = createStockClient({ publishableKey: PUBLISHABLE_KEY, secretKey: 'sk_live_test', jwtKey: PUBLIC_PEM });

const stranger = otherKeyPair().privateKey;
const token = (sub: string, iat: number) => forge({ sub, iat, nbf: iat - 10, exp: iat + 60 });
const sessions = (name: string) => [
  undefined,
  token(`${name}-new`, NOW),
  token(`${name}-old`, NOW - 30),
  token(`${name}-expired`, NOW - 90),
  forge({ sub: 'stranger', iss: 'https://clerk.other.example' }, {}, stranger),
];
const TIMES = [undefined, '0', String(NOW - 300), String(NOW - 20)];

/** What the two SDKs make of the same cookies: the user, or null. The stock one would ask for a handshake instead. */
async function compare(cookies: Record<string, string | undefined>): Promise<[string | null, string | null]> {
  const pairs = Object.entries(cookies).filter(([, value]) => value !== undefined);
  const request = new Request('https://app.acme.example/', {
    headers: { cookie: pairs.map(([name, value]) => `${name}=${value}`).join('; '), 'sec-fetch-dest': 'document' },
  });
  const theirs = await stock.authenticateRequest(request);
  const auth = theirs.status === 'signed-in' ? theirs.toAuth() : null;
  return [(await ours.authenticateRequest(request)).toAuth().userId, auth && 'userId' in auth ? auth.userId : null];
}

describe('the same token', () => {
  before(() => mock.timers.enable({ apis: ['Date'], now: NOW * 1000 }));
  after(() => mock.timers.reset());

  for (const claim of ['exp', 'nbf', 'iat']) {
    it(`judges ${claim} around the end of the clock skew as the stock SDK does`, async () => {
      for (const sign of [-1, 1]) {
        for (const seconds of [0, 4, 5, 6]) {
          const raw = forge({ [claim]: NOW + sign * seconds });
          const here = (await ours.verifyToken(raw)).error === undefined;
          const there = await stockVerify(raw, { jwtKey: PUBLIC_PEM }).then(
            () => true,
            () => false,
          );
          assert.equal(here, there, `${sign * seconds} s`);
        }
      }
    });
  }
});

describe('the same cookies', () => {
  before(() => mock.timers.enable({ apis: ['Date'], now: NOW * 1000 }));
  after(() => mock.timers.reset());

  it('signs the same user in as the stock SDK does, for every combination of cookies', async () => {
    for (const plain of sessions('plain')) {
      for (const plainUat of TIMES) {
        for (const own of sessions('own')) {
          for (const ownUat of TIMES) {
            const [here, there] = await compare({
              __session: plain,
              __client_uat: plainUat,
              [`__session_${SUFFIX}`]: own,
              [`__client_uat_${SUFFIX}`]: ownUat,
            });
            assert.equal(here, there, JSON.stringify({ plain, plainUat, own, ownUat }));
          }
        }
      }
    }
  });
});
