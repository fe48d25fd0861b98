import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LIMITS } from '../../../src/server/http/limits.ts';
import { parallel } from '../../support/parallel.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { quickHasher } from '../../support/quick-hasher.ts';
import { emailRow, userRow } from '../../support/rows.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const HOUR = 3_600_000;
const EMAIL = 'ada@example.com';

onSqlite('guessing', (open) => {
  const guess = (browser: TestBrowser, password: string) => browser.post(SIGN_INS, { identifier: EMAIL, password });
  const other = (code: string, by: number): string => String((Number(code) + by) % 1_000_000).padStart(6, '0');

  /** A started sign-in whose code has been mailed. */
  const prepared = async (instance: TestInstance, browser = instance.browser()) => {
    const { response } = await browser.post(SIGN_INS, { identifier: EMAIL, strategy: 'email_code' });
    const path = `${SIGN_INS}/${response.id}`;
    const code = instance.mailbox.lastCode(EMAIL);
    const attempt = (typed: string) =>
      browser.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code: typed });
    return { browser, path, code, attempt };
  };
  const withAda = async (options?: Parameters<typeof open>[0]): Promise<TestInstance> => {
    const instance = await open(options);
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    return instance;
  };

  it('guesses of a password are slowed down after ten failures and stop at 100', async () => {
    const instance = await withAda();
    const live = await instance.signUp(instance.browser(), 'bo@example.com');
    assert.ok(live.sessionId);
    let failures = 0;
    let waits = 0;
    while (failures < 100) {
      const answer = await guess(instance.browser({ ip: `203.0.113.${failures}` }), `wrong ${failures}`);
      if (answer.code === 'form_password_incorrect') {
        failures++;
        continue;
      }
      assert.deepEqual([answer.status, answer.code], [429, 'too_many_requests']);
      assert.ok(failures >= 10);
      const seconds = Number(answer.headers.get('retry-after'));
      assert.ok(seconds >= 1 && seconds <= 900);
      waits++;
      instance.clock.advance(seconds * 1000);
    }
    assert.equal(waits, 90);
    // From now on the right password does not help either, nor does a code, until the lock is over.
    const locked = await guess(instance.browser(), PASSWORD);
    assert.deepEqual([locked.status, locked.code], [403, 'user_locked']);
    const { attempt, code } = await prepared(instance);
    assert.equal((await attempt(code)).code, 'user_locked');
    instance.clock.advance(HOUR);
    assert.equal((await guess(instance.browser(), PASSWORD)).status, 200);
  });

  it('guesses of a password from one address wait as long with the limits of production', async () => {
    const instance = await withAda({ limits: LIMITS });
    const browser = instance.browser({ ip: '203.0.113.9' });
    let failures = 0;
    for (let i = 0; i < 300 && failures < 100; i++) {
      const answer = await guess(browser, `wrong ${i}`);
      if (answer.code === 'form_password_incorrect') failures++;
      else {
        assert.deepEqual([answer.status, answer.code], [429, 'too_many_requests']);
        assert.ok(failures >= 10);
        instance.clock.advance(Number(answer.headers.get('retry-after')) * 1000);
      }
    }
    assert.equal(failures, 100);
    assert.equal((await guess(browser, PASSWORD)).code, 'user_locked');
  });

  it('guesses of a password from hundreds of addresses get a hundred tries', async () => {
    const instance = await withAda({ limits: LIMITS });
    const codes: Record<string, number> = {};
    for (let i = 0; i < 300; i++) {
      const { code = '', headers } = await guess(instance.browser({ ip: `203.0.${i >> 8}.${i & 255}` }), `wrong ${i}`);
      codes[code] = (codes[code] ?? 0) + 1;
      if (code === 'too_many_requests') instance.clock.advance(Number(headers.get('retry-after')) * 1000);
    }
    assert.equal(codes.form_password_incorrect, 100);
    assert.deepEqual(Object.keys(codes).sort(), ['form_password_incorrect', 'too_many_requests', 'user_locked']);
  });

  itOnBoth('guesses of a password by 50 parallel requests get ten tries', async () => {
    const instance = await withAda();
    const answers = await parallel(50, (i) => guess(instance.browser(), `wrong ${i}`));
    assert.equal(answers.filter((answer) => answer.code === 'form_password_incorrect').length, 10);
    assert.equal(answers.filter((answer) => answer.code === 'too_many_requests').length, 40);
  });

  it('failures do not count once the password was right', async () => {
    const instance = await withAda();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 9; i++) assert.equal((await guess(instance.browser(), 'wrong one')).status, 422);
      assert.equal((await guess(instance.browser(), PASSWORD)).status, 200);
    }
  });

  it('guesses never end a live session, not even when they lock the account', async () => {
    const instance = await open();
    const victim = instance.browser();
    const { sessionId } = await instance.signUp(victim, EMAIL);
    const refresh = async () => (await victim.post(`/v1/client/sessions/${sessionId}/tokens`)).status;
    for (let i = 0; i < 15; i++) await guess(instance.browser(), 'wrong one');
    assert.equal(await refresh(), 200);
    for (let code: string | undefined; code !== 'user_locked'; ) {
      const answer = await guess(instance.browser(), 'wrong one');
      ({ code } = answer);
      if (code === 'too_many_requests') instance.clock.advance(Number(answer.headers.get('retry-after')) * 1000);
    }
    assert.equal(await refresh(), 200);
    assert.equal((await victim.get('/v1/me')).status, 200);
  });

  itOnBoth('guesses from one address at many accounts are limited for that address only', async () => {
    const limits = { createAttempt: { max: 5, windowMs: 10_000 } };
    const instance = await open({ limits });
    const attacker = (i: number) =>
      instance.browser({ ip: `2001:db8:1:2::${i}` }).post(SIGN_INS, { identifier: `user${i}@example.com` });
    const answers = await parallel(8, (i) => attacker(i + 1));
    const refused = answers.filter((answer) => answer.status === 429);
    assert.equal(refused.length, 3);
    assert.equal(refused[0]?.headers.get('retry-after'), '10');
    const neighbour = instance.browser({ ip: '2001:db8:1:3::1' });
    assert.equal((await neighbour.post(SIGN_INS)).status, 200);
    instance.clock.advance(10_000);
    assert.equal((await attacker(9)).status, 422);
  });

  it('guesses from one address at 300 accounts get 200 tries an hour with the limits of production', async () => {
    const instance = await open({ limits: LIMITS });
    const password_hash = await quickHasher().admit((argon) => argon.hash(PASSWORD));
    const { storage, clock } = instance;
    const emails = Array.from({ length: 300 }, (_, i) => `user${i}@example.com`);
    await storage.transaction(async (tx) => {
      for (const [i, email] of emails.entries()) {
        await tx.insertUser(userRow(`user_${i}`, { password_hash }));
        await tx.insertEmailAddress(emailRow(`idn_${i}`, `user_${i}`, email, true));
      }
    });
    let judged = 0;
    let longest = 0;
    for (const identifier of emails) {
      const browser = instance.browser({ ip: '203.0.113.9' });
      const { code, headers } = await browser.post(SIGN_INS, { identifier, password: 'Summer2030!' });
      if (code === 'form_password_incorrect') judged++;
      else assert.equal(code, 'too_many_requests');
      // An attacker waits for the flood gate, and not for an hour.
      const wait = Number(headers.get('retry-after') ?? 0);
      if (wait <= 10) clock.advance(wait * 1000);
      longest = Math.max(longest, wait);
    }
    assert.ok(judged >= 200 && judged <= 210, `${judged} tries`);
    assert.ok(longest > 10 && longest <= 3600, `${longest} s`);
  });

  it('a code is dead after five wrong tries', async () => {
    const instance = await withAda();
    const { attempt, code, browser, path } = await prepared(instance);
    for (let i = 1; i <= 5; i++) {
      const wrong = await attempt(other(code, i));
      assert.deepEqual([wrong.status, wrong.code, wrong.param], [422, 'form_code_incorrect', 'code']);
    }
    assert.equal((await attempt(code)).code, 'verification_failed');
    const { response } = await browser.get(path);
    assert.equal(response.first_factor_verification.status, 'failed');
    assert.equal(response.created_session_id, null);
  });

  it('guesses of codes get at most 40 tries per address and hour, however many codes there are', async () => {
    const many = { max: 1_000, windowMs: 1_000 };
    const instance = await withAda({ limits: { mailPause: many, mailPerHour: many } });
    let wrong = 0;
    let refused: Awaited<ReturnType<TestBrowser['post']>> | undefined;
    for (let round = 0; round < 10 && !refused; round++) {
      const { attempt, code } = await prepared(instance);
      for (let i = 1; i <= 5; i++) {
        const answer = await attempt(other(code, i));
        if (answer.code === 'form_code_incorrect') wrong++;
        else refused = answer;
      }
    }
    assert.equal(wrong, 40);
    assert.deepEqual([refused?.status, refused?.code], [429, 'verification_code_too_many_requests']);
    const seconds = Number(refused?.headers.get('retry-after'));
    assert.ok(seconds > 3_000 && seconds <= 3_600);
    instance.clock.advance(HOUR);
    const { attempt, code } = await prepared(instance);
    assert.equal((await attempt(code)).status, 200);
  });

  itOnBoth('50 parallel requests with the right code start one session', async () => {
    const instance = await withAda();
    const { code, browser, path } = await prepared(instance);
    const cookie = `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}`;
    const form = { strategy: 'email_code', code };
    const answers = await parallel(50, () =>
      browser.send(`${path}/attempt_first_factor`, { method: 'POST', form, headers: { cookie } }),
    );
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    assert.ok(answers.every((answer) => answer.status < 500));
    const { response } = await browser.get('/v1/client');
    assert.equal(response.sessions.length, 1);
  });

  itOnBoth('50 parallel requests with wrong codes count 50 times, and the right one is dead', async () => {
    const instance = await withAda({ limits: { wrongCodes: { max: 1_000, windowMs: HOUR } } });
    const { code, attempt, browser } = await prepared(instance);
    const answers = await parallel(50, (i) => attempt(other(code, i + 1)));
    assert.equal(answers.filter((answer) => answer.code === 'form_code_incorrect').length, 5);
    assert.equal((await attempt(code)).code, 'verification_failed');
    const { response } = await browser.get('/v1/client');
    const row = await instance.storage.findSignIn(response.id, response.sign_in.id);
    assert.equal((await instance.storage.findCode(row!.code_id!))?.tries, 51);
  });

  it('a code that is old, replaced, or meant for something else is wrong', async () => {
    const instance = await withAda();
    const first = await prepared(instance);
    instance.clock.advance(30_000);
    await first.browser.post(`${first.path}/prepare_first_factor`, { strategy: 'email_code' });
    const newer = instance.mailbox.lastCode(EMAIL);
    if (newer !== first.code) assert.equal((await first.attempt(first.code)).code, 'form_code_incorrect');

    // On another attempt of the same client, and on the attempt of another client.
    const { response } = await first.browser.post(SIGN_INS, { identifier: EMAIL });
    const form = { strategy: 'email_code', code: newer };
    const misused = await first.browser.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, form);
    assert.equal(misused.code, 'verification_missing');
    const stranger = await instance.browser().post(`${first.path}/attempt_first_factor`, form);
    assert.deepEqual([stranger.status, stranger.code], [404, 'resource_not_found']);

    // For another purpose: the code of a sign-in does not verify a sign-up or an added address.
    const signUp = await first.browser.post('/v1/client/sign_ups', {
      email_address: 'new@example.com',
      password: PASSWORD,
    });
    const wrongPurpose = await first.browser.post(
      `/v1/client/sign_ups/${signUp.response.id}/attempt_verification`,
      form,
    );
    assert.equal(wrongPurpose.code, 'verification_missing');

    instance.clock.advance(600_000);
    assert.equal((await first.attempt(newer)).code, 'verification_expired');
  });

  it('an attempt without a proven factor shows no session, token or user', async () => {
    const instance = await withAda();
    const { browser, path } = await prepared(instance);
    const { response, client } = await browser.get(path);
    assert.equal(response.created_session_id, null);
    assert.deepEqual(client?.sessions, []);
    assert.equal(response.user_data.first_name, null);
    assert.equal((await browser.get('/v1/me')).status, 401);
    assert.equal((await browser.post(`/v1/client/sessions/${response.id}/tokens`)).status, 404);
    assert.ok(!browser.cookies.has('__client_uat'));
  });

  itOnBoth('a recipient gets one message per 30 seconds and five per hour, over all clients', async () => {
    const instance = await withAda();
    const ask = (ip: string) => instance.browser({ ip }).post(SIGN_INS, { identifier: EMAIL, strategy: 'email_code' });
    instance.clock.advance(2 * HOUR);
    const atOnce = await parallel(10, (i) => ask(`203.0.113.${i}`));
    assert.equal(atOnce.filter((answer) => answer.status === 200).length, 1);
    const refused = atOnce.find((answer) => answer.status === 429);
    assert.equal(refused?.headers.get('retry-after'), '30');
    const before = instance.mailbox.messages.length;
    for (let i = 0; i < 20; i++) {
      instance.clock.advance(30_000);
      await ask(`203.0.113.${i}`);
    }
    assert.equal(instance.mailbox.messages.length - before, 4);
    const late = await ask('203.0.113.99');
    assert.ok(Number(late.headers.get('retry-after')) > 30);
    instance.clock.advance(HOUR);
    assert.equal((await ask('203.0.113.99')).status, 200);
  });
});
