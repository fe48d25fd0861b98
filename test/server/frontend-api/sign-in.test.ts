import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const SIGN_INS = '/v1/client/sign_ins';

onSqlite('sign-in', (open) => {
  it('sign-in takes an identifier first and the password then', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const browser = instance.browser();
    const started = await browser.post(SIGN_INS, { identifier: 'ADA@example.com' });
    assert.equal(started.response.status, 'needs_first_factor');
    assert.deepEqual(started.response.supported_identifiers, ['email_address', 'username']);
    const [password, code] = started.response.supported_first_factors;
    assert.deepEqual(password, { strategy: 'password' });
    assert.equal(code.strategy, 'email_code');
    assert.equal(code.safe_identifier, 'a***@example.com');
    assert.equal(started.client?.sign_in?.id, started.response.id);

    const path = `${SIGN_INS}/${started.response.id}/attempt_first_factor`;
    const wrong = await browser.post(path, { strategy: 'password', password: 'something else' });
    assert.deepEqual([wrong.status, wrong.code, wrong.param], [422, 'form_password_incorrect', 'password']);
    const done = await browser.post(path, { strategy: 'password', password: PASSWORD });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.response.supported_first_factors, null);
    assert.equal(done.client?.sign_in, null);
    assert.equal(done.client?.sessions[0]?.user?.id, userId);
    assert.equal(done.client?.last_active_session_id, done.response.created_session_id);
    assert.equal(done.client?.last_authentication_strategy, 'password');
  });

  it('sign-in takes identifier and password together, by address or by username', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@example.com', { username: 'ada_b' });
    for (const identifier of ['ada@example.com', 'Ada_B', ' ada_b ']) {
      const done = await instance.browser().post(SIGN_INS, { identifier, password: PASSWORD });
      assert.equal(done.response?.status, 'complete', identifier);
    }
  });

  it('sign-in leaves no attempt behind when identifier and a wrong password come together', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@example.com');
    const browser = instance.browser();
    const wrong = await browser.post(SIGN_INS, { identifier: 'ada@example.com', password: 'something else' });
    assert.equal(wrong.code, 'form_password_incorrect');
    assert.deepEqual(wrong.headers.getSetCookie(), []);
    assert.equal((await browser.get('/v1/client')).response, null);
  });

  it('sign-in takes an email code, prepared on its own or together with the identifier', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@example.com');
    instance.clock.advance(60_000);
    const first = instance.browser();
    const started = await first.post(SIGN_INS, { identifier: 'ada@example.com' });
    const path = `${SIGN_INS}/${started.response.id}`;
    const email_address_id = started.response.supported_first_factors[1].email_address_id;
    const prepared = await first.post(`${path}/prepare_first_factor`, { strategy: 'email_code', email_address_id });
    assert.equal(prepared.response.first_factor_verification.status, 'unverified');
    assert.equal(prepared.response.first_factor_verification.strategy, 'email_code');
    const code = instance.mailbox.lastCode('ada@example.com');
    const done = await first.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.last_authentication_strategy, 'email_code');

    instance.clock.advance(60_000);
    const second = instance.browser();
    const sent = await second.post(SIGN_INS, { identifier: 'ada@example.com', strategy: 'email_code' });
    assert.equal(sent.response.first_factor_verification.status, 'unverified');
    const typed = { strategy: 'email_code', code: instance.mailbox.lastCode('ada@example.com') };
    assert.equal((await second.post(`${SIGN_INS}/${sent.response.id}/attempt_first_factor`, typed)).status, 200);
  });

  it('sign-in tells that no account has the identifier, with a password too', async () => {
    const { browser } = await open();
    const forms: Record<string, string>[] = [
      { identifier: 'no@example.com' },
      { identifier: 'nobody', password: PASSWORD },
    ];
    for (const form of forms) {
      const unknown = await browser().post(SIGN_INS, form);
      assert.deepEqual([unknown.status, unknown.code, unknown.param], [422, 'form_identifier_not_found', 'identifier']);
    }
  });

  it('sign-in can start empty, which replaces the attempt before', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@example.com');
    const browser = instance.browser();
    await browser.post(SIGN_INS, { identifier: 'ada@example.com' });
    const empty = await browser.post(SIGN_INS);
    assert.equal(empty.response.status, 'needs_identifier');
    assert.equal(empty.response.supported_first_factors, null);
    assert.equal(empty.client?.sign_in?.id, empty.response.id);
    const path = `${SIGN_INS}/${empty.response.id}/attempt_first_factor`;
    const early = await browser.post(path, { strategy: 'password', password: PASSWORD });
    assert.equal(early.code, 'client_state_invalid');
  });

  it('sign-in refuses unknown strategies and those that the account cannot use', async () => {
    const instance = await open({ config: { emailCode: false } });
    await instance.signUp(instance.browser(), 'ada@example.com');
    const browser = instance.browser();
    const unknown = await browser.post(SIGN_INS, { identifier: 'ada@example.com', strategy: 'smoke_signal' });
    assert.deepEqual([unknown.code, unknown.param], ['form_param_value_invalid', 'strategy']);
    const off = await browser.post(SIGN_INS, { identifier: 'ada@example.com', strategy: 'email_code' });
    assert.deepEqual([off.status, off.code], [400, 'strategy_for_user_invalid']);
    const unnamed = await browser.post(SIGN_INS, { strategy: 'password', password: PASSWORD });
    assert.deepEqual([unnamed.code, unnamed.param], ['form_param_missing', 'identifier']);
  });

  it('sign-in adds sessions to one client and refuses the same user twice', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'bo@example.com');
    const browser = instance.browser();
    const ada = await instance.signUp(browser, 'ada@example.com');
    const second = await browser.post(SIGN_INS, { identifier: 'bo@example.com', password: PASSWORD });
    assert.equal(second.client?.sessions.length, 2);
    assert.equal(second.client?.last_active_session_id, second.response.created_session_id);
    for (const session of second.client?.sessions ?? []) assert.ok(session.last_active_token?.jwt);
    const again = await browser.post(SIGN_INS, { identifier: 'ada@example.com' });
    assert.deepEqual([again.status, again.code], [400, 'identifier_already_signed_in']);
    assert.equal(again.body.errors?.[0]?.meta?.session_id, ada.sessionId);
  });

  it('sign-in refuses any second session on a single-session instance', async () => {
    const instance = await open({ config: { singleSession: true } });
    await instance.signUp(instance.browser(), 'bo@example.com');
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const form = { identifier: 'bo@example.com', password: PASSWORD };
    assert.equal((await browser.post(SIGN_INS, form)).code, 'session_exists');
    assert.equal((await browser.post('/v1/client/sign_ups', {})).code, 'session_exists');
    await browser.post(`/v1/client/sessions/${sessionId}/remove`);
    assert.equal((await browser.post(SIGN_INS, form)).status, 200);
  });

  itOnBoth('one of two sign-ins that finish in parallel on one client wins', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@example.com');
    await instance.signUp(instance.browser(), 'bo@example.com');
    const browser = instance.browser();
    const paths = [];
    for (const identifier of ['ada@example.com', 'bo@example.com']) {
      const { response } = await browser.post(SIGN_INS, { identifier });
      paths.push(`${SIGN_INS}/${response.id}/attempt_first_factor`);
    }
    const cookie = `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}`;
    const form = { strategy: 'password', password: PASSWORD };
    const answers = await Promise.all(
      paths.map((path) => browser.send(path, { method: 'POST', form, headers: { cookie } })),
    );
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 400]);
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
  });
});
