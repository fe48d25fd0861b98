import assert from 'node:assert/strict';
import type crypto from 'node:crypto';
import { describe, it } from 'node:test';
import * as packaged from '@node-rs/argon2';
import { createPasswordHasher } from '../../../src/server/factors/password/password-hasher.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';
import { type Argon2, costOf, findArgon2 } from '../../../src/server/lib/argon2.ts';
import { getTestInstance } from '../../support/instance.ts';

const COST = { m: 64, t: 2, p: 1 };
const TEXTS = ['', 'a plain long phrase', 'pä$$ wörd 😀', 'nul\u0000inside', 'x'.repeat(500)];
const absent = () => Promise.reject(new Error("Cannot find package '@node-rs/argon2'"));

describe('argon2 of the package and of Node', () => {
  const both = async (): Promise<[Argon2, Argon2]> => [await findArgon2(), await findArgon2(absent)];

  it('argon2 is taken from the package where it is installed, else from Node', async () => {
    const [first, second] = await both();
    assert.deepEqual([first.name, second.name], ['@node-rs/argon2', 'node:crypto']);
  });

  it('each argon2 verifies the hashes of the other, and refuses other texts', async () => {
    const [first, second] = await both();
    for (const text of TEXTS) {
      for (const [maker, checker] of [
        [first, second],
        [second, first],
        [second, second],
      ] as const) {
        const phc = await maker.hash(text, COST);
        assert.match(phc, /^\$argon2id\$v=19\$m=64,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
        assert.equal(await checker.verify(phc, text), true);
        assert.equal(await checker.verify(phc, `${text}!`), false);
      }
    }
  });

  it('each hash has a salt of its own', async () => {
    const [, builtIn] = await both();
    assert.notEqual(await builtIn.hash('one', COST), await builtIn.hash('one', COST));
  });

  it('the argon2 of Node verifies hashes of other variants and costs', async () => {
    const [, builtIn] = await both();
    for (const algorithm of [0, 1, 2]) {
      for (const [memoryCost, timeCost, parallelism, outputLen] of [
        [8, 1, 1, 32],
        [1_024, 3, 4, 16],
        [4_096, 1, 2, 64],
      ] as const) {
        const options = { algorithm: algorithm as never, memoryCost, timeCost, parallelism, outputLen };
        const phc = await packaged.hash('a phrase', options);
        assert.equal(await builtIn.verify(phc, 'a phrase'), true, phc);
        assert.equal(await builtIn.verify(phc, 'another'), false, phc);
        assert.deepEqual(costOf(phc), { m: memoryCost, t: timeCost, p: parallelism });
      }
    }
  });

  it('both verify a hash of the reference implementation', async () => {
    // From src/test.c of https://github.com/P-H-C/phc-winner-argon2
    const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    for (const argon2 of await both()) assert.equal(await argon2.verify(phc, 'password'), true);
  });

  it('a text that is no hash is refused', async () => {
    for (const argon2 of await both()) {
      for (const phc of ['', 'plain', '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=8,t=1$c2FsdA$aGFzaA']) {
        await assert.rejects(argon2.verify(phc, 'plain'));
        assert.equal(costOf(phc), undefined);
      }
    }
  });

  it('the process answers other requests while Node hashes', async () => {
    const [, builtIn] = await both();
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    await builtIn.hash('a phrase', { m: 65_536, t: 4, p: 1 });
    isOver = true;
    assert.ok(turns > 10, `${turns}`);
  });
});

describe('a machine without argon2', () => {
  const cases: [string, typeof crypto.argon2 | null][] = [
    ['whose Node is older than 24.7', null],
    [
      'whose Node was built with an OpenSSL without argon2',
      ((...args: unknown[]) =>
        (args.at(-1) as (error: Error) => void)(new Error('not supported'))) as typeof crypto.argon2,
    ],
  ];
  for (const [name, builtIn] of cases) {
    it(`the server names the package to add on a machine ${name}`, async () => {
      await assert.rejects(findArgon2(absent, builtIn), (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /Run npm install @node-rs\/argon2, or use Node 24\.7 or later\./);
        assert.match(String(error.cause), /Cannot find package/);
        return true;
      });
    });
  }
});

describe('accounts across both', () => {
  it('an account made with one argon2 signs in with the other, and its hash stays as it is', async () => {
    const kinds = [findArgon2(), findArgon2(absent)];
    for (const [made, used] of [kinds, kinds.toReversed()]) {
      const maker = createPasswordHasher(1, made);
      const checker = createPasswordHasher(1, used);
      let current = maker;
      const passwords = {
        admit: (work: never) => current.admit(work),
        isOutdated: (phc: string) => current.isOutdated(phc),
      };
      const instance = await getTestInstance({ passwords: passwords as typeof maker });
      const { userId } = await instance.signUp(instance.browser(), 'ada@example.com', {
        password: 'a plain long phrase',
      });
      const before = (await instance.storage.findUser(userId))?.password_hash;
      current = checker;
      const signIn = (password: string) =>
        instance.browser().post('/v1/client/sign_ins', { identifier: 'ada@example.com', password });
      assert.equal((await signIn('a plain long phrasE')).code, 'form_password_incorrect');
      assert.equal((await signIn('a plain long phrase')).status, 200);
      assert.equal((await instance.storage.findUser(userId))?.password_hash, before);
      await instance.close();
    }
  });
});
