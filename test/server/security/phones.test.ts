import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parallel } from '../../support/parallel.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { addSecondPhone, PHONE, PHONE_ONLY, signUpWithPhone } from '../../support/phone-account.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const HOUR = 3_600_000;

onSqlite('phone codes under attack', (open) => {
  const other = (code: string, by: number): string => String((Number(code) + by) % 1_000_000).padStart(6, '0');
  const withPhone = async (options: Parameters<typeof open>[0] = {}): Promise<TestInstance> => {
    const instance = await open({ ...options, config: { ...PHONE_ONLY, ...options.config } });
    await signUpWithPhone(instance, instance.browser());
    instance.clock.advance(60_000);
    return instance;
  };
  const prepared = async (instance: TestInstance, browser = instance.browser()) => {
    const { response } = await browser.post(SIGN_INS, { identifier: PHONE, strategy: 'phone_code' });
    const path = `${SIGN_INS}/${response.id}`;
    const code = instance.mailbox.lastCode(PHONE);
    const attempt = (typed: string, from: TestBrowser = browser) =>
      from.post(`${path}/attempt_first_factor`, { strategy: 'phone_code', code: typed });
    return { browser, path, code, attempt };
  };

  it('a phone code is dead after five wrong tries', async () => {
    const instance = await withPhone();
    const { attempt, code, browser, path } = await prepared(instance);
    for (let i = 1; i <= 5; i++) assert.equal((await attempt(other(code, i))).code, 'form_code_incorrect');
    assert.equal((await attempt(code)).code, 'verification_failed');
    const { response } = await browser.get(path);
    assert.deepEqual([response.first_factor_verification.status, response.created_session_id], ['failed', null]);
  });

  it('phone codes get at most 40 wrong tries per number and hour, however many codes there are', async () => {
    const many = { max: 1_000, windowMs: 1_000 };
    const instance = await withPhone({ limits: { mailPause: many, mailPerHour: many } });
    let wrong = 0;
    let refused = '';
    for (let round = 0; round < 10 && !refused; round++) {
      const { attempt, code } = await prepared(instance);
      for (let i = 1; i <= 5; i++) {
        const answer = await attempt(other(code, i));
        if (answer.code === 'form_code_incorrect') wrong++;
        else refused = `${answer.status} ${answer.code}`;
      }
    }
    assert.deepEqual([wrong, refused], [40, '429 verification_code_too_many_requests']);
  });

  itOnBoth('50 parallel requests with the right phone code start one session', async () => {
    const instance = await withPhone();
    const { code, browser, path } = await prepared(instance);
    const headers = { cookie: `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}` };
    const form = { strategy: 'phone_code', code };
    const answers = await parallel(50, () =>
      browser.send(`${path}/attempt_first_factor`, { method: 'POST', form, headers }),
    );
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    assert.ok(answers.every((answer) => answer.status < 500));
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
  });

  itOnBoth('50 parallel requests with wrong phone codes count 50 times', async () => {
    const instance = await withPhone({ limits: { wrongCodes: { max: 1_000, windowMs: HOUR } } });
    const { code, attempt, browser } = await prepared(instance);
    const answers = await parallel(50, (i) => attempt(other(code, i + 1)));
    assert.equal(answers.filter((answer) => answer.code === 'form_code_incorrect').length, 5);
    assert.equal((await attempt(code)).code, 'verification_failed');
    const { response } = await browser.get('/v1/client');
    const row = await instance.storage.findSignIn(response.id, response.sign_in.id);
    assert.equal((await instance.storage.findCode(row!.code_id!))?.tries, 51);
  });

  itOnBoth('one of 50 parallel requests verifies an added number', async () => {
    const instance = await withPhone();
    const { browser, code, attempt } = await prepared(instance);
    await attempt(code);
    const phone = '+12025550147';
    const { response } = await browser.post('/v1/me/phone_numbers/', { phone_number: phone });
    const path = `/v1/me/phone_numbers/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const form = { code: instance.mailbox.lastCode(phone) };
    const answers = await parallel(50, () => browser.post(`${path}/attempt_verification`, form));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    assert.ok(answers.every((answer) => answer.status < 500));
  });

  itOnBoth(
    'one of 50 parallel requests proves the second factor by a phone code, which proves nothing else',
    async () => {
      const config = { attributes: { phoneNumber: 'optional' }, secondFactors: { phoneCode: true } } as const;
      const instance = await open({ config });
      const owner = instance.browser();
      await instance.signUp(owner, 'ada@example.com');
      await addSecondPhone(instance, owner);
      instance.clock.advance(60_000);
      const browser = instance.browser();
      const { response } = await browser.post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
      const path = `${SIGN_INS}/${response.id}`;
      await browser.post(`${path}/prepare_second_factor`, { strategy: 'phone_code' });
      const form = { strategy: 'phone_code', code: instance.mailbox.lastCode(PHONE) };
      // Before it is typed there is nothing: no session, no token, no user.
      const before = await browser.get('/v1/client');
      assert.deepEqual([before.response.sessions, before.response.sign_in.created_session_id], [[], null]);
      assert.equal((await browser.get('/v1/me')).status, 401);
      const headers = { cookie: `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}` };
      const answers = await parallel(50, () =>
        browser.send(`${path}/attempt_second_factor`, { method: 'POST', form, headers }),
      );
      assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
      assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
    },
  );

  it('a phone code that is old, replaced, or meant for something else is wrong', async () => {
    const instance = await withPhone();
    const first = await prepared(instance);
    instance.clock.advance(30_000);
    await first.browser.post(`${first.path}/prepare_first_factor`, { strategy: 'phone_code' });
    const newer = instance.mailbox.lastCode(PHONE);
    if (newer !== first.code) assert.equal((await first.attempt(first.code)).code, 'form_code_incorrect');
    const { response } = await first.browser.post(SIGN_INS, { identifier: PHONE });
    const form = { strategy: 'phone_code', code: newer };
    const misused = await first.browser.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, form);
    assert.equal(misused.code, 'verification_missing');
    const stranger = await first.attempt(newer, instance.browser());
    assert.deepEqual([stranger.status, stranger.code], [404, 'resource_not_found']);
    const signUp = await first.browser.post('/v1/client/sign_ups', { phone_number: '+12025550147' });
    const path = `/v1/client/sign_ups/${signUp.response.id}/attempt_verification`;
    assert.equal((await first.browser.post(path, form)).code, 'verification_missing');
    instance.clock.advance(600_000);
    assert.equal((await first.attempt(newer)).code, 'verification_expired');
  });

  it('a number gets one message per 30 seconds and five per hour, over all clients and spellings', async () => {
    const instance = await withPhone();
    const ways = [PHONE, '+1 201 555 0123', '+1 (201) 555-0123', '+1-201-555-0123'];
    const ask = (i: number) =>
      instance
        .browser({ ip: `203.0.113.${i}` })
        .post(SIGN_INS, { identifier: ways[i % ways.length]!, strategy: 'phone_code' });
    instance.clock.advance(2 * HOUR);
    const atOnce = await parallel(10, ask);
    assert.equal(atOnce.filter((answer) => answer.status === 200).length, 1);
    assert.equal(atOnce.find((answer) => answer.status === 429)?.headers.get('retry-after'), '30');
    const before = instance.mailbox.messages.length;
    for (let i = 0; i < 20; i++) {
      instance.clock.advance(30_000);
      await ask(i);
    }
    assert.equal(instance.mailbox.messages.length - before, 4);
    instance.clock.advance(HOUR);
    assert.equal((await ask(1)).status, 200);
  });

  it('all messages to a number share one limit', async () => {
    const instance = await withPhone();
    await prepared(instance);
    const stranger = instance.browser();
    const again = await stranger.post(SIGN_INS, { identifier: PHONE, strategy: 'phone_code' });
    assert.equal(again.status, 429);
    assert.equal(instance.mailbox.to(PHONE).length, 2);
  });

  it('fictional numbers take 424242 in test mode only, and cost no message there', async () => {
    const testMode = { ...PHONE_ONLY, instanceType: 'development', testMode: true } as const;
    const fictional = '+15555550142';
    const instance = await open({ config: testMode });
    for (let i = 0; i < 8; i++) {
      const browser = instance.browser();
      const { response } = await browser.post('/v1/client/sign_ups', { phone_number: fictional });
      const path = `/v1/client/sign_ups/${response.id}`;
      assert.equal((await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' })).status, 200);
      if (i < 7) continue;
      const form = { strategy: 'phone_code', code: '424242' };
      assert.equal((await browser.post(`${path}/attempt_verification`, form)).response.status, 'complete');
    }
    assert.equal(instance.mailbox.messages.length, 0);
    // A real number in test mode has a real code.
    const { response } = await instance.browser().post('/v1/client/sign_ups', { phone_number: '+12015550200' });
    assert.equal(response.phone_number, '+12015550200');
    const live = await open({ config: PHONE_ONLY });
    const browser = live.browser();
    const nowhere = await browser.post('/v1/client/sign_ups', { phone_number: '+15555550200' });
    assert.equal(nowhere.code, 'form_param_format_invalid');
    const signUp = await browser.post('/v1/client/sign_ups', { phone_number: '+12025550142' });
    const path = `/v1/client/sign_ups/${signUp.response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const real = live.mailbox.lastCode('+12025550142');
    if (real !== '424242') {
      const form = { strategy: 'phone_code', code: '424242' };
      assert.equal((await browser.post(`${path}/attempt_verification`, form)).code, 'form_code_incorrect');
    }
  });

  it('phone codes leave no number and no code in the log', async () => {
    const instance = await withPhone();
    const { code } = await prepared(instance);
    instance.mailbox.failing = true;
    instance.clock.advance(60_000);
    await instance.browser().post(SIGN_INS, { identifier: PHONE, strategy: 'phone_code' });
    const log = instance.log.join('\n');
    assert.ok(log.includes('could not be sent'));
    for (const secret of [PHONE, PHONE.slice(1), code]) assert.ok(!log.includes(secret));
  });
});
