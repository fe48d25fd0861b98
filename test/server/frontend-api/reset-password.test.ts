import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';
const STRATEGY = 'reset_password_email_code';
const NEW = 'another plain long phrase';

onSqlite('resetting a password', (open) => {
  const withAda = async () => {
    const instance = await open();
    const home = instance.browser();
    const { sessionId } = await instance.signUp(home, EMAIL);
    instance.clock.advance(60_000);
    return { instance, home, sessionId };
  };
  const begin = async (instance: TestInstance, browser: TestBrowser) => {
    const { response } = await browser.post(SIGN_INS, { identifier: EMAIL });
    const factor = response.supported_first_factors.find((each: { strategy: string }) => each.strategy === STRATEGY);
    assert.deepEqual([factor.safe_identifier, factor.primary], ['a***@example.com', true]);
    const path = `${SIGN_INS}/${response.id}`;
    const form = { strategy: STRATEGY, email_address_id: factor.email_address_id };
    const prepared = await browser.post(`${path}/prepare_first_factor`, form);
    assert.equal(prepared.response.first_factor_verification.strategy, STRATEGY);
    assert.equal(instance.mailbox.to(EMAIL).at(-1)?.template, 'reset_password_code');
    return path;
  };
  const prove = async (instance: TestInstance, browser: TestBrowser) => {
    const path = await begin(instance, browser);
    const code = newestCode(instance, EMAIL);
    const { response } = await browser.post(`${path}/attempt_first_factor`, { strategy: STRATEGY, code });
    assert.deepEqual([response.status, response.created_session_id], ['needs_new_password', null]);
    return path;
  };

  it('a password reset takes a code, then the new password, and signs in', async () => {
    const { instance } = await withAda();
    const browser = instance.browser();
    const path = await prove(instance, browser);
    const { response, client } = await browser.post(`${path}/reset_password`, { password: NEW });
    assert.equal(response.status, 'complete');
    assert.equal(client?.sessions[0]?.id, response.created_session_id);
    const sign = (password: string) => instance.browser().post(SIGN_INS, { identifier: EMAIL, password });
    assert.equal((await sign(PASSWORD)).code, 'form_password_incorrect');
    assert.equal((await sign(NEW)).response.status, 'complete');
    const note = instance.mailbox.to(EMAIL).at(-1);
    assert.equal(note?.template === 'notification' && note.kind, 'password_changed');
    assert.equal(
      (await browser.post(`${path}/reset_password`, { password: NEW })).code,
      'verification_already_verified',
    );
  });

  it('a password reset takes the code and the new password at once, and the code is what counts', async () => {
    const { instance, home, sessionId } = await withAda();
    const browser = instance.browser();
    const path = `${await begin(instance, browser)}/attempt_first_factor`;
    const form = { strategy: STRATEGY, code: newestCode(instance, EMAIL), password: NEW };
    assert.equal((await browser.post(path, { ...form, code: '000000' })).code, 'form_code_incorrect');
    assert.equal((await instance.browser().post(path, form)).status, 404, 'another browser has no such attempt');
    assert.equal((await browser.post(path, { ...form, password: 'short' })).code, 'form_password_length_too_short');
    const sign = (password: string) => instance.browser().post(SIGN_INS, { identifier: EMAIL, password });
    assert.equal((await sign(PASSWORD)).response.status, 'complete', 'nothing has changed so far');
    const { response, client } = await browser.post(path, form);
    assert.equal(response.status, 'complete');
    assert.equal(client?.sessions[0]?.id, response.created_session_id);
    assert.equal((await sign(NEW)).response.status, 'complete');
    assert.equal((await home.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
    assert.equal((await browser.post(path, { ...form, password: PASSWORD })).code, 'verification_already_verified');
  });

  it('a password reset ends the other sessions, unless asked otherwise', async () => {
    for (const keeps of [false, true]) {
      const { instance, home, sessionId } = await withAda();
      const browser = instance.browser();
      const path = await prove(instance, browser);
      const form = { password: NEW, ...(keeps ? { sign_out_of_other_sessions: 'false' } : {}) };
      const { client } = await browser.post(`${path}/reset_password`, form);
      const refreshed = await home.post(`/v1/client/sessions/${sessionId}/tokens`);
      assert.equal(refreshed.status, keeps ? 200 : 401);
      assert.equal((await home.get('/v1/client')).response.sessions.length, keeps ? 1 : 0);
      const own = client?.sessions[0]?.id;
      assert.equal((await browser.post(`/v1/client/sessions/${own}/tokens`)).status, 200);
    }
  });

  it('a password reset refuses a password that the policy refuses, and the old one', async () => {
    const { instance } = await withAda();
    const browser = instance.browser();
    const path = await prove(instance, browser);
    const set = async (form: Record<string, string>) => {
      const { status, code, param } = await browser.post(`${path}/reset_password`, form);
      return [status, code, param];
    };
    assert.deepEqual(await set({}), [422, 'form_param_missing', 'password']);
    assert.deepEqual(await set({ password: '' }), [422, 'form_param_nil', 'password']);
    assert.deepEqual(await set({ password: 'short' }), [422, 'form_password_length_too_short', 'password']);
    assert.deepEqual(await set({ password: 'password123' }), [422, 'form_password_pwned', 'password']);
    assert.deepEqual(await set({ password: 'x'.repeat(1_000) }), [422, 'form_password_length_too_long', 'password']);
    assert.deepEqual(await set({ password: PASSWORD }), [422, 'form_new_password_matches_current', 'password']);
    const odd = { password: NEW, sign_out_of_other_sessions: 'perhaps' };
    assert.deepEqual(await set(odd), [422, 'form_param_value_invalid', 'sign_out_of_other_sessions']);
    assert.equal((await set({ password: NEW }))[0], 200);
  });

  it('a password reset needs the code of this attempt, which gives nothing but a new password', async () => {
    const { instance } = await withAda();
    const browser = instance.browser();
    const path = await begin(instance, browser);
    const code = newestCode(instance, EMAIL);
    assert.equal((await browser.post(`${path}/reset_password`, { password: NEW })).code, 'client_state_invalid');
    // A code for a new password does not sign in, and the other way round.
    const swapped = await browser.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code });
    assert.equal(swapped.code, 'verification_missing');
    instance.clock.advance(60_000);
    const other = instance.browser();
    const signIn = await other.post(SIGN_INS, { identifier: EMAIL, strategy: 'email_code' });
    const form = { strategy: STRATEGY, code: newestCode(instance, EMAIL) };
    const misused = await other.post(`${SIGN_INS}/${signIn.response.id}/attempt_first_factor`, form);
    assert.equal(misused.code, 'verification_missing');
    instance.clock.advance(600_000);
    assert.equal(
      (await browser.post(`${path}/attempt_first_factor`, { strategy: STRATEGY, code })).code,
      'verification_expired',
    );
  });

  itOnBoth('a password reset by 20 parallel requests sets one password', async () => {
    const { instance } = await withAda();
    const browser = instance.browser();
    const path = await prove(instance, browser);
    const headers = { cookie: `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}` };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        browser.send(`${path}/reset_password`, { method: 'POST', form: { password: `${NEW} ${i}` }, headers }),
      ),
    );
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    assert.ok(answers.every((answer) => answer.status < 500));
    const won = answers.findIndex((answer) => answer.status === 200);
    const sign = await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: `${NEW} ${won}` });
    assert.equal(sign.response.status, 'complete');
  });

  itOnBoth(
    'a password reset by 20 parallel requests with code and password sets one password, and starts one session',
    async () => {
      const { instance } = await withAda();
      const browser = instance.browser();
      const path = await begin(instance, browser);
      const code = newestCode(instance, EMAIL);
      const send = (password: string) =>
        browser.post(`${path}/attempt_first_factor`, { strategy: STRATEGY, code, password });
      const passwords = Array.from({ length: 20 }, (_, i) => `${NEW} number ${i}`);
      const answers = await Promise.all(passwords.map(send));
      const done = passwords.filter((_, i) => answers[i]?.status === 200);
      assert.equal(done.length, 1);
      assert.ok(answers.every(({ status }) => status < 500));
      const sign = (password: string) => instance.browser().post(SIGN_INS, { identifier: EMAIL, password });
      assert.equal((await sign(done[0] as string)).response.status, 'complete');
      assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
    },
  );

  it('code and password at once count wrong codes as any others', async () => {
    const { instance } = await withAda();
    const browser = instance.browser();
    const path = await begin(instance, browser);
    const right = newestCode(instance, EMAIL);
    const send = (code: string) =>
      browser.post(`${path}/attempt_first_factor`, { strategy: STRATEGY, code, password: NEW });
    const wrong = right === '000000' ? '111111' : '000000';
    const codes = [];
    for (let i = 0; i < 6; i++) codes.push((await send(wrong)).code);
    assert.equal(codes[0], 'form_code_incorrect');
    assert.notEqual((await send(right)).status, 200, `the code is dead after ${codes}`);
    assert.equal((await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: NEW })).status, 422);
  });

  it('a password reset is refused an hour after the code, and once the password was changed otherwise', async () => {
    const { instance, home } = await withAda();
    const late = instance.browser();
    const first = await prove(instance, late);
    instance.clock.advance(3_600_000);
    assert.equal((await late.post(`${first}/reset_password`, { password: NEW })).code, 'client_state_invalid');

    const thief = instance.browser();
    const second = await prove(instance, thief);
    instance.clock.advance(60_000);
    const owner = instance.browser();
    await owner.post(`${await prove(instance, owner)}/reset_password`, { password: NEW });
    assert.equal((await thief.post(`${second}/reset_password`, { password: `${NEW} 2` })).code, 'client_state_invalid');
    assert.equal((await home.get('/v1/me')).status, 401);
  });

  it('a password reset is not offered to an account without a password', async () => {
    const instance = await open({ config: { attributes: { password: 'optional' } } });
    const home = instance.browser();
    await instance.signUp(home, EMAIL);
    assert.equal((await home.post('/v1/me/remove_password')).status, 200);
    const { response } = await instance.browser().post(SIGN_INS, { identifier: EMAIL });
    const strategies = response.supported_first_factors.map((factor: { strategy: string }) => factor.strategy);
    assert.deepEqual(strategies, ['email_code']);
  });
});
