import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LOCK_MS, MAX_TRIES } from '../../../src/server/users/lockout.ts';
import { compare } from '../../support/compare-answers.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { addSecondPhone, PHONE, signUpWithPhone } from '../../support/phone-account.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';

/** A code that was sent: the route that takes it, and its recipient. */
interface Ceremony {
  to: string;
  attempt(code: string): Promise<Answer>;
}

async function signInBy(browser: TestBrowser, identifier: string, strategy: string): Promise<Ceremony> {
  const { response } = await browser.post(SIGN_INS, { identifier });
  const path = `${SIGN_INS}/${response.id}`;
  const form = { strategy, redirect_url: 'https://app.example.com/verify' };
  const sent = await browser.post(`${path}/prepare_first_factor`, form);
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  return { to: identifier, attempt: (code) => browser.post(`${path}/attempt_first_factor`, { strategy, code }) };
}

async function secondStepBy(browser: TestBrowser, to: string, strategy: string): Promise<Ceremony> {
  const { response } = await browser.post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
  const path = `${SIGN_INS}/${response.id}`;
  const sent = await browser.post(`${path}/prepare_second_factor`, { strategy });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  return { to, attempt: (code) => browser.post(`${path}/attempt_second_factor`, { strategy, code }) };
}

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

onSqlite('the lock of an account', (open) => {
  /** How each code that opens an account gets to be typed. */
  const CEREMONIES: Record<string, (instance: TestInstance, owner: TestBrowser) => Promise<Ceremony>> = {
    email_code: (instance) => signInBy(instance.browser(), EMAIL, 'email_code'),
    'code of an email_link': (instance) => signInBy(instance.browser(), EMAIL, 'email_link'),
    reset_password_email_code: (instance) => signInBy(instance.browser(), EMAIL, 'reset_password_email_code'),
    'code for a new device': (instance) => secondStepBy(instance.browser(), EMAIL, 'email_code'),
    async 'phone_code as a second factor'(instance, owner) {
      await addSecondPhone(instance, owner);
      instance.clock.advance(60_000);
      return secondStepBy(instance.browser(), PHONE, 'phone_code');
    },
    async 'email_code to prove it again'(_instance, owner) {
      const { response } = await owner.get('/v1/client');
      const path = `/v1/client/sessions/${response.last_active_session_id}/verify`;
      await owner.post(path, { level: 'first_factor' });
      const sent = await owner.post(`${path}/prepare_first_factor`, { strategy: 'email_code' });
      assert.equal(sent.status, 200, JSON.stringify(sent.body));
      const attempt = (code: string) => owner.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code });
      return { to: EMAIL, attempt };
    },
  };

  for (const [name, begin] of Object.entries(CEREMONIES)) {
    it(`a wrong ${name} counts towards the one lock of the account, which then refuses the right one`, async () => {
      const instance = await open({
        config: {
          attributes: { phoneNumber: 'optional' },
          emailLink: true,
          clientTrust: true,
          secondFactors: { phoneCode: true },
        },
      });
      const owner = instance.browser();
      const { userId } = await instance.signUp(owner, EMAIL);
      instance.clock.advance(60_000);
      const { to, attempt } = await begin(instance, owner);
      await instance.storage.updateUser(userId, { failed_attempts: MAX_TRIES - 2 }, instance.clock.now());
      const code = newestCode(instance, to);
      assert.equal((await attempt(wrong(code))).code, 'form_code_incorrect');
      assert.equal((await instance.storage.findUser(userId))?.failed_attempts, MAX_TRIES - 1);
      assert.equal((await attempt(wrong(code))).code, 'form_code_incorrect');
      const locked = await attempt(code);
      assert.deepEqual([locked.status, locked.code], [403, 'user_locked']);
      assert.equal(locked.headers.get('retry-after'), String(LOCK_MS / 1_000));
      const password = await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
      assert.equal(password.code, 'user_locked');
      assert.equal((await owner.get('/v1/me')).status, 200, 'the session goes on');
    });
  }

  itOnBoth('wrong codes of an account with a phone number alone lock it', async () => {
    const instance = await open({
      config: { attributes: { emailAddress: 'optional', phoneNumber: 'required' } },
    });
    const { userId } = await signUpWithPhone(instance, instance.browser(), PHONE, { password: PASSWORD });
    for (const strategy of ['phone_code', 'reset_password_phone_code']) {
      instance.clock.advance(LOCK_MS);
      const { attempt } = await signInBy(instance.browser(), PHONE, strategy);
      await instance.storage.updateUser(userId, { failed_attempts: MAX_TRIES - 1 }, instance.clock.now());
      const code = newestCode(instance, PHONE);
      assert.equal((await attempt(wrong(code))).code, 'form_code_incorrect');
      assert.equal((await attempt(code)).code, 'user_locked', strategy);
    }
  });

  itOnBoth('dead codes and right ones do not count towards the lock', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const { attempt } = await signInBy(instance.browser(), EMAIL, 'email_code');
    const code = newestCode(instance, EMAIL);
    for (let i = 0; i < 8; i++) await attempt(wrong(code));
    assert.equal((await instance.storage.findUser(userId))?.failed_attempts, 5);
    instance.clock.advance(60_000);
    const other = await signInBy(instance.browser(), EMAIL, 'email_code');
    assert.equal((await other.attempt(newestCode(instance, EMAIL))).response.status, 'complete');
    assert.equal((await instance.storage.findUser(userId))?.failed_attempts, 0);
  });

  it('the next lock takes as many failures as the first one', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), EMAIL);
    const past = { failed_attempts: MAX_TRIES, retry_at: instance.clock.now() };
    await instance.storage.updateUser(userId, past, instance.clock.now());
    const guess = (password: string) => instance.browser().post(SIGN_INS, { identifier: EMAIL, password });
    assert.equal((await guess('a wrong long phrase')).code, 'form_password_incorrect');
    assert.equal((await guess(PASSWORD)).status, 200);
  });

  it('waits after wrong passwords do not delay a code', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const guess = () => instance.browser().post(SIGN_INS, { identifier: EMAIL, password: 'a wrong long phrase' });
    for (let i = 0; i < 10; i++) assert.equal((await guess()).status, 422);
    assert.equal((await guess()).code, 'too_many_requests');
    const { attempt } = await signInBy(instance.browser(), EMAIL, 'email_code');
    assert.equal((await attempt(newestCode(instance, EMAIL))).response.status, 'complete');
    assert.equal((await guess()).status, 422, 'the count starts anew');
  });
});

onSqlite('wrong tries from one address', (open) => {
  itOnBoth('wrong tries from one address are limited over all accounts, and right ones do not count', async () => {
    const instance = await open({ limits: { wrongTries: { max: 5, windowMs: LOCK_MS } } });
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.push((await instance.signUp(instance.browser(), `user${i}@example.com`)).userId);
    instance.clock.advance(60_000);
    const ip = '203.0.113.7';
    const guess = (identifier: string, password = 'a wrong long phrase', from = ip) =>
      instance.browser({ ip: from }).post(SIGN_INS, { identifier, password });
    for (let i = 0; i < 8; i++) assert.equal((await guess('user0@example.com', PASSWORD)).status, 200);
    const { attempt } = await signInBy(instance.browser({ ip }), 'user3@example.com', 'email_code');
    const code = newestCode(instance, 'user3@example.com');
    assert.equal((await attempt(wrong(code))).status, 422);
    for (const who of ['user0', 'user1', 'user2', 'unknown']) {
      assert.equal((await guess(`${who}@example.com`)).status, 422);
    }
    const refused = [await guess('user1@example.com'), await guess('nobody2@example.com'), await attempt(code)];
    assert.deepEqual(
      refused.map(({ code: error }) => error),
      ['too_many_requests', 'too_many_requests', 'too_many_requests'],
    );
    assert.equal(refused[0]?.headers.get('retry-after'), '3600');
    assert.equal(
      (await instance.storage.findUser(ids[1] as string))?.failed_attempts,
      1,
      'no account is nearer to a lock',
    );
    assert.equal((await guess('user1@example.com', PASSWORD, '203.0.113.8')).status, 200);
  });
});

onSqlite('with enumeration protection, the lock by wrong codes', (open) => {
  it('wrong codes lock an unknown address in the same way with enumeration protection', async () => {
    const many = { max: 1_000, windowMs: 1_000 };
    const limits = { mailPause: many, mailPerHour: many, wrongCodes: many };
    const instance = await open({ config: { enumerationProtection: true }, limits });
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const codes: (string | undefined)[] = [];
    for (let round = 0; round < 21; round++) {
      const answer = await compare(instance, [EMAIL, 'nobody@example.com'], async (browser, identifier) => {
        const { attempt } = await signInBy(browser, identifier, 'email_code');
        // The last one meets a dead code, and is not counted.
        for (let i = 0; i < 5; i++) await attempt('000000');
        return attempt('000000');
      });
      codes.push(answer.code);
    }
    assert.deepEqual(codes.slice(18), ['verification_failed', 'user_locked', 'user_locked']);
  });
});

onSqlite('a locked account', (open) => {
  const locked = async (): Promise<TestInstance> => {
    const instance = await open();
    await instance.signUp(instance.browser(), EMAIL);
    for (let failures = 0; failures < MAX_TRIES; ) {
      const answer = await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: 'a wrong long phrase' });
      if (answer.status === 422) failures++;
      else instance.clock.advance(Number(answer.headers.get('retry-after')) * 1_000);
    }
    return instance;
  };

  it('a locked account says for how long, in the header and in the error', async () => {
    const instance = await locked();
    const { status, code, headers, body } = await instance
      .browser()
      .post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
    assert.deepEqual([status, code, headers.get('retry-after')], [403, 'user_locked', String(LOCK_MS / 1_000)]);
    assert.equal(body.errors?.[0]?.meta?.lockout_expires_in_seconds, LOCK_MS / 1_000);
    instance.clock.advance(LOCK_MS);
    assert.equal((await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: PASSWORD })).status, 200);
  });

  it('the owner of a locked account is told by mail, once', async () => {
    const instance = await locked();
    for (let i = 0; i < 3; i++) await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: 'once more' });
    const told = instance.mailbox.to(EMAIL).filter((message) => 'kind' in message && message.kind === 'account_locked');
    assert.equal(told.length, 1);
  });

  it('an account is locked as the environment says', async () => {
    const instance = await open();
    const { body } = await instance.browser().get('/v1/environment');
    const settings = body.user_settings as { attack_protection: { user_lockout: object } };
    assert.deepEqual(settings.attack_protection.user_lockout, {
      enabled: true,
      max_attempts: MAX_TRIES,
      duration_in_minutes: LOCK_MS / 60_000,
    });
  });
});
