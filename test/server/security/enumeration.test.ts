import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { newId } from '../../../src/server/ids.ts';
import type { PhoneNumberRow } from '../../../src/server/storage/rows.ts';
import { MAX_TRIES } from '../../../src/server/users/lockout.ts';
import { compare } from '../../support/compare-answers.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const KNOWN = 'ada@example.com';
const UNKNOWN = 'bob@example.com';
const PHONE = '+12025550143';
const NO_PHONE = '+13025550143';

const EVERYTHING: Partial<ConfigInput> = {
  enumerationProtection: true,
  attributes: { emailAddress: 'required', phoneNumber: 'optional', username: 'optional', password: 'optional' },
  emailLink: true,
  passkeys: { enabled: true },
  oauth: [{ provider: 'google', clientId: 'id', clientSecret: 'secret' }],
};

function phoneRow(userId: string): PhoneNumberRow {
  return {
    id: newId('idn'),
    user_id: userId,
    phone: PHONE,
    verified: true,
    verified_at: 1,
    code_id: null,
    reserved_for_second_factor: false,
    default_second_factor: false,
    added_on: null,
    suspended_at: null,
    created_at: 1,
    updated_at: 1,
  };
}

onSqlite('with enumeration protection, an unknown identifier', (open) => {
  const withAda = async (config: Partial<ConfigInput> = {}): Promise<TestInstance> => {
    const instance = await open({ config: { ...EVERYTHING, ...config } });
    const { userId } = await instance.signUp(instance.browser(), KNOWN, { username: 'ada_l' });
    await instance.storage.insertPhoneNumber(phoneRow(userId));
    instance.clock.advance(120_000);
    return instance;
  };
  const start = (browser: TestBrowser, identifier: string) => browser.post(SIGN_INS, { identifier });
  const step = async (browser: TestBrowser, identifier: string, name: string, form: Record<string, string>) => {
    const { response } = await start(browser, identifier);
    return browser.post(`${SIGN_INS}/${response.id}/${name}`, form);
  };
  const PAIRS = {
    address: [KNOWN, UNKNOWN],
    username: ['ada_l', 'bob_l'],
    'phone number': [PHONE, NO_PHONE],
  } as const;
  const CODES: Record<string, string[]> = {
    address: ['email_code', 'email_link', 'reset_password_email_code'],
    username: ['email_code', 'email_link', 'reset_password_email_code'],
    'phone number': ['phone_code', 'reset_password_phone_code'],
  };

  for (const [kind, pair] of Object.entries(PAIRS)) {
    it(`an unknown identifier is answered like any other at the start and on every reload: ${kind}`, async () => {
      const instance = await withAda();
      const { response } = await compare(instance, pair, start);
      assert.equal(response.status, 'needs_first_factor');
      const strategies = response.supported_first_factors.map((factor: { strategy: string }) => factor.strategy);
      for (const strategy of ['password', 'passkey', 'oauth_google', ...(CODES[kind] ?? [])]) {
        assert.ok(strategies.includes(strategy), `${strategy} in ${strategies}`);
      }
      await compare(instance, pair, async (browser, identifier) => {
        const { response: attempt } = await start(browser, identifier);
        return browser.get(`${SIGN_INS}/${attempt.id}`);
      });
      await compare(instance, pair, async (browser, identifier) => {
        await start(browser, identifier);
        return browser.get('/v1/client');
      });
    });

    it(`an unknown identifier has a wrong password, at once and as a step of its own: ${kind}`, async () => {
      const instance = await withAda();
      const wrong = { strategy: 'password', password: 'a wrong long phrase' };
      const once = await compare(instance, pair, (browser, identifier) =>
        browser.post(SIGN_INS, { identifier, ...wrong }),
      );
      assert.deepEqual([once.status, once.code], [422, 'form_password_or_identifier_incorrect']);
      const later = await compare(instance, pair, (b, identifier) =>
        step(b, identifier, 'attempt_first_factor', wrong),
      );
      assert.equal(later.code, 'form_password_or_identifier_incorrect');
    });

    it(`an unknown identifier seems to get messages, and no code is right: ${kind}`, async () => {
      const instance = await withAda();
      for (const strategy of CODES[kind] ?? []) {
        instance.clock.advance(3_600_000);
        const prepared = await compare(instance, pair, (browser, identifier) =>
          step(browser, identifier, 'prepare_first_factor', { strategy, redirect_url: 'https://app.example.com/' }),
        );
        assert.equal(prepared.status, 200, strategy);
        // A second one has to wait, whichever browser asked.
        const again = await compare(instance, pair, (browser, identifier) =>
          step(browser, identifier, 'prepare_first_factor', { strategy, redirect_url: 'https://app.example.com/' }),
        );
        assert.equal(again.status, 429, strategy);
        instance.clock.advance(3_600_000);
        await compare(instance, pair, async (browser, identifier) => {
          const { response } = await start(browser, identifier);
          const path = `${SIGN_INS}/${response.id}`;
          await browser.post(`${path}/prepare_first_factor`, { strategy, redirect_url: 'https://app.example.com/' });
          const answers: Answer[] = [];
          for (let i = 0; i < 7; i++) {
            answers.push(await browser.post(`${path}/attempt_first_factor`, { strategy, code: '000000' }));
          }
          return answers.at(-1) as Answer;
        });
      }
      assert.equal(instance.mailbox.to(UNKNOWN).length + instance.mailbox.to(NO_PHONE).length, 0);
      assert.ok(instance.mailbox.messages.every(({ to }) => !to.includes('placeholder')));
      assert.ok(instance.mailbox.to(KNOWN).length + instance.mailbox.to(PHONE).length >= 4, 'the owner gets them');
    });

    it(`an unknown identifier gets a passkey challenge like any other: ${kind}`, async () => {
      const instance = await withAda();
      const { response } = await compare(instance, pair, (browser, identifier) =>
        step(browser, identifier, 'prepare_first_factor', { strategy: 'passkey' }),
      );
      const options = JSON.parse(response.first_factor_verification.nonce);
      assert.deepEqual(options.allowCredentials ?? [], []);
    });

    it(`an unknown identifier is slowed down like an account, whose lock does not show: ${kind}`, async () => {
      const instance = await withAda();
      const { storage, clock } = instance;
      const userId = (await storage.findVerifiedEmailAddress(KNOWN))?.user_id ?? '';
      await storage.updateUser(userId, { failed_attempts: MAX_TRIES - 12 }, clock.now());
      const guess = (browser: TestBrowser, identifier: string) =>
        browser.post(SIGN_INS, { identifier, password: 'a wrong long phrase' });
      const codes: (string | undefined)[] = [];
      for (let i = 0; i < 30; i++) {
        const answer = await compare(instance, pair, guess);
        codes.push(answer.code);
        if (answer.status !== 422) clock.advance(Number(answer.headers.get('retry-after')) * 1_000);
      }
      assert.deepEqual([...new Set(codes)].toSorted(), ['form_password_or_identifier_incorrect', 'too_many_requests']);
      assert.ok(((await storage.findUser(userId))?.failed_attempts ?? 0) >= MAX_TRIES, 'the account is locked');
    });
  }

  it('an unknown identifier looks like accounts that have set up more or less', async () => {
    const instance = await withAda({ secondFactors: { totp: true, phoneCode: true } });
    const ada = await instance.storage.findVerifiedEmailAddress(KNOWN);
    const userId = ada?.user_id ?? '';
    const now = instance.clock.now();
    const number = (await instance.storage.listPhoneNumbers([userId]))[0];
    const reserve = () =>
      instance.storage.updatePhoneNumber(number?.id ?? '', { reserved_for_second_factor: true }, instance.clock.now());
    const changes: (() => Promise<unknown>)[] = [
      () => instance.storage.updateUser(userId, { password_hash: null }, now),
      reserve,
      () => instance.storage.updateUser(userId, { banned: true }, now),
      () => instance.storage.updateUser(userId, { primary_email_address_id: null }, now),
    ];
    for (const change of changes) {
      await change();
      for (const pair of Object.values(PAIRS)) {
        await compare(instance, pair, start);
        const wrong = await compare(instance, pair, (browser, identifier) =>
          browser.post(SIGN_INS, { identifier, password: 'a wrong long phrase' }),
        );
        assert.equal(wrong.status, 422);
      }
      instance.clock.advance(3_600_000);
      await compare(instance, PAIRS['phone number'], (browser, identifier) =>
        step(browser, identifier, 'prepare_first_factor', { strategy: 'phone_code' }),
      );
    }
    // A number that is reserved for the second factor must not become a sign-in method.
    assert.deepEqual(instance.mailbox.to(PHONE).length, 1);
  });

  it('an unknown identifier has no right code, not even the one in the database', async (t) => {
    const drawn: string[] = [];
    const { randomInt } = crypto;
    t.mock.method(crypto, 'randomInt', (max: number) => {
      const number = randomInt(max);
      drawn.push(String(number).padStart(6, '0'));
      return number;
    });
    syncBuiltinESMExports();
    t.after(() => {
      t.mock.restoreAll();
      syncBuiltinESMExports();
    });
    const instance = await withAda();
    for (const [kind, [known, unknown]] of Object.entries(PAIRS)) {
      for (const strategy of CODES[kind] ?? []) {
        for (const identifier of [known, unknown]) {
          instance.clock.advance(3_600_000);
          const browser = instance.browser();
          const { response, client } = await start(browser, identifier);
          const path = `${SIGN_INS}/${response.id}`;
          const redirect_url = 'https://app.example.com/';
          await browser.post(`${path}/prepare_first_factor`, { strategy, redirect_url });
          const code = drawn.at(-1) ?? '';
          const attempt = await instance.storage.findSignIn(client?.id ?? '', response.id);
          const row = await instance.storage.findCode(attempt?.code_id ?? '');
          assert.deepEqual([row?.tries, row?.revoked_at], [0, null], `${strategy} of ${identifier} is in the database`);
          const answer = await browser.post(`${path}/attempt_first_factor`, { strategy, code });
          if (identifier === known) assert.equal(answer.status, 200, `${strategy} of ${identifier}: ${answer.code}`);
          else assert.deepEqual([answer.status, answer.code], [422, 'form_code_incorrect'], strategy);
          assert.equal((await instance.storage.findCode(row?.id ?? ''))?.tries, 1, 'it was looked at');
        }
      }
    }
  });

  it('enumeration protection leaves the second factor in place', async () => {
    const instance = await withAda({ secondFactors: { totp: true, phoneCode: true } });
    const ada = await instance.storage.findVerifiedEmailAddress(KNOWN);
    const [number] = await instance.storage.listPhoneNumbers([ada?.user_id ?? '']);
    await instance.storage.updatePhoneNumber(
      number?.id ?? '',
      { reserved_for_second_factor: true },
      instance.clock.now(),
    );
    for (const identifier of [KNOWN, 'ada_l']) {
      const browser = instance.browser();
      const { response } = await browser.post(SIGN_INS, { identifier, password: PASSWORD });
      assert.deepEqual([response.status, response.created_session_id], ['needs_second_factor', null]);
      assert.equal((await browser.get('/v1/me')).status, 401);
    }
  });

  it('an unknown identifier has the same ids every time, and others than the next one', async () => {
    const instance = await withAda();
    const idOf = async (identifier: string) => {
      const { response } = await start(instance.browser(), identifier);
      return response.supported_first_factors.find((factor: { strategy: string }) => factor.strategy === 'email_code')
        .email_address_id;
    };
    assert.equal(await idOf(UNKNOWN), await idOf('BOB@example.com'));
    assert.notEqual(await idOf(UNKNOWN), await idOf('carl@example.com'));
  });

  it('a sign-up with a taken identifier looks like any other, and the owner is told by mail', async () => {
    const instance = await withAda();
    const fields = { password: 'another long phrase' };
    const started = await compare(instance, [KNOWN, UNKNOWN], (browser, email_address) =>
      browser.post(SIGN_UPS, { email_address, ...fields }),
    );
    assert.equal(started.status, 200);
    for (const strategy of ['email_code', 'email_link']) {
      instance.clock.advance(3_600_000);
      const before = instance.mailbox.to(KNOWN).length;
      const wrong = await compare(instance, [KNOWN, UNKNOWN], async (browser, email_address) => {
        const { response } = await browser.post(SIGN_UPS, { email_address, ...fields });
        const path = `${SIGN_UPS}/${response.id}`;
        const redirect_url = 'https://app.example.com/';
        const prepared = await browser.post(`${path}/prepare_verification`, { strategy, redirect_url });
        assert.equal(prepared.status, 200);
        return browser.post(`${path}/attempt_verification`, { strategy, code: '000000' });
      });
      assert.equal(wrong.code, 'form_code_incorrect');
      await instance.app.settle();
      const [message, ...others] = instance.mailbox.to(KNOWN).slice(before);
      assert.deepEqual([message?.template, others.length], ['account_exists', 0]);
      assert.ok(message && !('code' in message && message.code));
    }
    assert.ok(instance.mailbox.to(UNKNOWN).every(({ template }) => template !== 'account_exists'));
    const done = await instance.signUp(instance.browser(), 'carl@example.com', fields);
    assert.ok(done.userId);
  });

  it('enumeration protection does not keep the owner out: password, code, link code and reset work', async () => {
    const instance = await withAda();
    const byPassword = await instance.browser().post(SIGN_INS, { identifier: KNOWN, password: PASSWORD });
    assert.equal(byPassword.response.status, 'complete');
    for (const identifier of [KNOWN, 'ada_l']) {
      for (const strategy of ['email_code', 'email_link', 'reset_password_email_code']) {
        instance.clock.advance(3_600_000);
        const browser = instance.browser();
        const { response } = await start(browser, identifier);
        const path = `${SIGN_INS}/${response.id}`;
        await browser.post(`${path}/prepare_first_factor`, { strategy, redirect_url: 'https://app.example.com/' });
        await instance.app.settle();
        const code = instance.mailbox.lastCode(KNOWN);
        const done = await browser.post(`${path}/attempt_first_factor`, { strategy, code });
        const expected = strategy.startsWith('reset') ? 'needs_new_password' : 'complete';
        assert.equal(done.response?.status, expected, `${strategy} of ${identifier}: ${done.code}`);
      }
    }
  });
});

onSqlite('without enumeration protection, an unknown identifier', (open) => {
  it('unknown and taken identifiers are named as such without enumeration protection', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), KNOWN);
    const unknown = await instance.browser().post(SIGN_INS, { identifier: UNKNOWN });
    assert.equal(unknown.code, 'form_identifier_not_found');
    const taken = await instance.browser().post(SIGN_UPS, { email_address: KNOWN, password: PASSWORD });
    assert.equal(taken.code, 'form_identifier_exists');
  });
});
