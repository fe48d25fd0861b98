import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Storage, StorageOps } from '../../../src/server/storage/storage.ts';
import { countingHasher } from '../../support/counting-hasher.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { DISCREET, nextPerson, type Person, register, WHOLE } from '../../support/persons.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const HOUR = 3_600_000;
const redirect_url = 'https://app.example.com/';
const signature = `0x${'1'.repeat(130)}`;

/** What can be typed into the identifier field, and the ways to prove that it is one's own. */
const STRATEGIES: Record<keyof Person, string[]> = {
  email: ['email_code', 'email_link', 'reset_password_email_code', 'passkey'],
  username: ['email_code', 'email_link', 'reset_password_email_code', 'passkey'],
  phone: ['phone_code', 'reset_password_phone_code', 'passkey'],
  wallet: ['web3_metamask_signature', 'passkey'],
};
const SIGN_UP_FIELDS = {
  email: ['email_address', 'email_code'],
  phone: ['phone_number', 'phone_code'],
} as const;

/** Notes the name of each method that is called, within transactions too. */
function noting<Ops extends StorageOps>(ops: Ops, calls: string[]): Ops {
  return new Proxy(ops, {
    get(target, name: string) {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        calls.push(name);
        if (name !== 'transaction') return method.apply(target, args);
        const [work] = args as Parameters<Storage['transaction']>;
        return method.call(target, (tx: StorageOps) => work(noting(tx, calls)));
      };
    },
  });
}

/** What is asked of the storage does not depend on what is behind it. */
describe('with enumeration protection, work without an account', () => {
  let instance: TestInstance;
  let mailServer: PromiseWithResolvers<void>;
  afterEach(() => {
    mailServer.resolve();
    return instance.close();
  });

  /** Work that the server did, by who it was done for. */
  const withWork = async () => {
    const calls: string[] = [];
    const passwords = countingHasher();
    instance = await getTestInstance({
      config: DISCREET,
      passwords,
      wrapStorage: (storage) => noting(storage, calls),
    });
    const [known, unknown] = [nextPerson(), nextPerson()];
    await register(instance, known, WHOLE);
    const messages: string[] = [];
    // A mail server that accepts nothing before the end of the test: a request that waits for it never answers.
    mailServer = Promise.withResolvers();
    instance.mailbox.send = ({ to }) => {
      messages.push(to.toLowerCase());
      return mailServer.promise;
    };
    const workOf = async (ask: (browser: TestBrowser) => Promise<unknown>) => {
      instance.clock.advance(HOUR);
      calls.length = 0;
      Object.assign(passwords, { hashes: 0, verifications: 0, pretences: 0 });
      messages.length = 0;
      await ask(instance.browser());
      const { hashes, verifications, pretences } = passwords;
      return {
        hashing: [hashes, verifications + pretences],
        storage: [...calls],
        messages: messages.length,
      };
    };
    /** Does the same for both, and compares the work. @returns the work */
    const same = async (
      what: string,
      ask: (browser: TestBrowser, person: Person) => Promise<unknown>,
      messagesTo: 'the owner alone' | 'the named address',
    ) => {
      const { messages, ...work } = await workOf((browser) => ask(browser, known));
      const { messages: toUnknown, ...other } = await workOf((browser) => ask(browser, unknown));
      assert.deepEqual(other, work, what);
      assert.equal(toUnknown, messagesTo === 'the named address' ? messages : 0, what);
      return { ...work, messages };
    };
    return same;
  };
  const start = async (browser: TestBrowser, identifier: string) => {
    const { response } = await browser.post(SIGN_INS, { identifier });
    return `${SIGN_INS}/${response.id}`;
  };

  for (const [kind, strategies] of Object.entries(STRATEGIES) as [keyof Person, string[]][]) {
    it(`a sign-in without an account costs the same hashes and queries, and waits for no message: ${kind}`, async () => {
      const same = await withWork();
      await same('start', (browser, person) => start(browser, person[kind]), 'the owner alone');
      const guess = (browser: TestBrowser, person: Person) =>
        browser.post(SIGN_INS, { identifier: person[kind], password: 'a wrong long phrase' });
      assert.deepEqual((await same('password', guess, 'the owner alone')).hashing, [0, 1]);
      for (const strategy of strategies) {
        const prepare = async (browser: TestBrowser, person: Person) => {
          const path = await start(browser, person[kind]);
          const answer = await browser.post(`${path}/prepare_first_factor`, { strategy, redirect_url });
          assert.equal(answer.status, 200, `${strategy}: ${answer.code}`);
          return path;
        };
        const { messages } = await same(strategy, prepare, 'the owner alone');
        assert.equal(messages, /code|link/.test(strategy) ? 1 : 0, strategy);
        const attempt = async (browser: TestBrowser, person: Person) => {
          const path = await prepare(browser, person);
          const form = { strategy, code: '000000', signature, public_key_credential: '{}' };
          const answer = await browser.post(`${path}/attempt_first_factor`, form);
          assert.equal(answer.status, 422, `${strategy}: ${answer.code}`);
        };
        await same(`${strategy}, typed`, attempt, 'the owner alone');
      }
    });
  }

  for (const [kind, [field, strategy]] of Object.entries(SIGN_UP_FIELDS) as [
    'email' | 'phone',
    readonly [string, string],
  ][]) {
    it(`a sign-up with a taken identifier costs the same hashes, queries and messages: ${kind}`, async () => {
      const same = await withWork();
      const signUp = async (browser: TestBrowser, person: Person) => {
        const form = { [field]: person[kind], password: 'another long phrase' };
        const { response } = await browser.post(SIGN_UPS, form);
        const path = `${SIGN_UPS}/${response.id}`;
        const prepared = await browser.post(`${path}/prepare_verification`, { strategy });
        assert.equal(prepared.status, 200, prepared.code);
        return path;
      };
      const work = await same('sign-up', signUp, 'the named address');
      assert.deepEqual([work.hashing, work.messages], [[1, 0], 1]);
      const attempt = async (browser: TestBrowser, person: Person) => {
        const path = await signUp(browser, person);
        const form = { strategy, code: '000000' };
        const answer = await browser.post(`${path}/attempt_verification`, form);
        assert.equal(answer.code, 'form_code_incorrect');
      };
      await same('sign-up, typed', attempt, 'the named address');
    });
  }
});
