import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onEachStorage } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const SIGN_UPS = '/v1/client/sign_ups';

onEachStorage('sign-up', (open) => {
  it('sign-up goes from an address and a password through the email code to a session', async () => {
    const { browser: newBrowser, mailbox } = await open();
    const browser = newBrowser();
    const started = await browser.post(SIGN_UPS, {
      email_address: 'Ada@Example.com',
      password: PASSWORD,
      locale: 'en-GB',
    });
    assert.equal(started.status, 200);
    assert.equal(started.response.status, 'missing_requirements');
    assert.deepEqual(started.response.required_fields, ['email_address', 'password']);
    assert.deepEqual(started.response.optional_fields, ['username', 'first_name', 'last_name']);
    assert.deepEqual(started.response.missing_fields, []);
    assert.deepEqual(started.response.unverified_fields, ['email_address']);
    assert.equal(started.response.verifications.email_address, null);
    assert.equal(started.response.has_password, true);
    assert.equal(started.response.locale, 'en-GB');
    assert.equal(started.client?.sign_up?.id, started.response.id);
    assert.ok(!JSON.stringify(started.body).includes(PASSWORD));

    const path = `${SIGN_UPS}/${started.response.id}`;
    const prepared = await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    assert.equal(prepared.response.verifications.email_address.status, 'unverified');
    assert.equal(prepared.response.verifications.email_address.next_action, 'needs_attempt');
    assert.deepEqual(
      mailbox.messages.map(({ to, template, expiresInMinutes }) => [to, template, expiresInMinutes]),
      [['Ada@Example.com', 'verification_code', 10]],
    );

    const code = mailbox.lastCode('ada@example.com');
    const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code: ` ${code} ` });
    assert.equal(done.response.status, 'complete');
    assert.deepEqual([done.response.missing_fields, done.response.unverified_fields], [[], []]);
    assert.equal(done.response.verifications.email_address.status, 'verified');
    const [session] = done.client?.sessions ?? [];
    assert.equal(session?.id, done.response.created_session_id);
    assert.equal(session?.user?.id, done.response.created_user_id);
    assert.equal(session?.user?.email_addresses[0]?.email_address, 'Ada@Example.com');
    assert.equal(session?.user?.email_addresses[0]?.verification?.status, 'verified');
    assert.equal(session?.public_user_data.identifier, 'Ada@Example.com');
    assert.equal(done.client?.last_active_session_id, session?.id);
    assert.equal(done.client?.sign_up, null);
    assert.ok(session?.last_active_token?.jwt);

    const again = await browser.get(path);
    assert.equal(again.response.status, 'complete');
  });

  it('sign-up asks for the missing fields and takes them one by one', async () => {
    const { browser: newBrowser, mailbox } = await open({
      config: { attributes: { username: 'required', firstName: 'required', lastName: 'optional' } },
    });
    const browser = newBrowser();
    const { response } = await browser.post(SIGN_UPS);
    const path = `${SIGN_UPS}/${response.id}`;
    assert.deepEqual(response.missing_fields, ['email_address', 'username', 'password', 'first_name']);
    await browser.override('PATCH', path, { email_address: 'ada@example.com', first_name: 'Ada' });
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = mailbox.lastCode('ada@example.com');
    const verified = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(verified.response.status, 'missing_requirements');
    assert.deepEqual(verified.response.missing_fields, ['username', 'password']);
    assert.equal(verified.response.verifications.email_address.status, 'verified');
    const done = await browser.override('PATCH', path, { username: 'Ada_B', password: PASSWORD });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.username, 'Ada_B');
    assert.equal(done.client?.sessions[0]?.user?.password_enabled, true);
  });

  it('sign-up verifies an address again after a change, and the old code is dead', async () => {
    const { browser: newBrowser, mailbox } = await open();
    const browser = newBrowser();
    const { response } = await browser.post(SIGN_UPS, { email_address: 'ada@example.com', password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = mailbox.lastCode('ada@example.com');
    await browser.override('PATCH', path, { email_address: 'victim@example.com' });
    const tried = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(tried.code, 'verification_missing');
  });

  it('sign-up names every field at fault in one answer', async () => {
    const { browser } = await open();
    const refused = await browser().post(SIGN_UPS, { email_address: 'no address', username: 'a', password: 'short' });
    assert.equal(refused.status, 422);
    assert.deepEqual(
      refused.body.errors?.map((error) => [error.code, error.meta?.param_name]),
      [
        ['form_param_format_invalid', 'email_address'],
        ['form_username_invalid_length', 'username'],
        ['form_password_length_too_short', 'password'],
      ],
    );
    assert.match(refused.body.clerk_trace_id ?? '', /^[0-9a-f]{32}$/);
  });

  it('sign-up refuses an address or a username of another user, whatever the case of the letters', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@example.com', { username: 'ada_b' });
    const email = await instance.browser().post(SIGN_UPS, { email_address: 'ADA@example.com', password: PASSWORD });
    assert.deepEqual([email.code, email.param], ['form_identifier_exists', 'email_address']);
    const username = await instance.browser().post(SIGN_UPS, { username: 'ADA_B', password: PASSWORD });
    assert.deepEqual([username.code, username.param], ['form_identifier_exists', 'username']);
  });

  it('the first of two sign-ups to verify an address gets it', async () => {
    const { browser: newBrowser, mailbox, clock } = await open();
    const attempts = [];
    for (const browser of [newBrowser(), newBrowser()]) {
      const { response } = await browser.post(SIGN_UPS, { email_address: 'ada@example.com', password: PASSWORD });
      const path = `${SIGN_UPS}/${response.id}`;
      const prepared = await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
      assert.equal(prepared.status, 200);
      attempts.push({ browser, path, code: mailbox.lastCode('ada@example.com') });
      clock.advance(30_000);
    }
    const answers = await Promise.all(
      attempts.map(({ browser, path, code }) =>
        browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code }),
      ),
    );
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 422]);
    assert.equal(answers.find((answer) => answer.status === 422)?.code, 'form_identifier_exists');
  });

  it('sign-up is complete at once on an instance that verifies nothing', async () => {
    const { browser } = await open({
      config: { attributes: { emailAddress: 'off', username: 'required' }, emailCode: false },
    });
    const done = await browser().post(SIGN_UPS, { username: 'ada_b', password: PASSWORD });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions.length, 1);
    assert.equal(done.client?.sessions[0]?.public_user_data.identifier, 'ada_b');
  });

  it('sign-up keeps unsafe metadata and ignores unknown fields', async () => {
    const instance = await open();
    const browser = instance.browser();
    const fields = { unsafe_metadata: '{"plan":"pro"}', captcha_token: 'x', something_new: '1' };
    await instance.signUp(browser, 'ada@example.com', fields);
    const { response } = await browser.get('/v1/me');
    assert.deepEqual(response.unsafe_metadata, { plan: 'pro' });
  });

  it('sign-up ends after a day', async () => {
    const { browser: newBrowser, clock } = await open();
    const browser = newBrowser();
    const { response } = await browser.post(SIGN_UPS, { email_address: 'ada@example.com', password: PASSWORD });
    clock.advance(86_400_000);
    assert.equal((await browser.get('/v1/client')).response.sign_up, null);
    const late = await browser.post(`${SIGN_UPS}/${response.id}/prepare_verification`, { strategy: 'email_code' });
    assert.equal(late.code, 'client_state_invalid');
  });

  it('sign-up answers 503 when the mail cannot be sent, and allows a retry at once', async () => {
    const { browser: newBrowser, mailbox } = await open();
    const browser = newBrowser();
    const { response } = await browser.post(SIGN_UPS, { email_address: 'ada@example.com', password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}/prepare_verification`;
    mailbox.failing = true;
    const failed = await browser.post(path, { strategy: 'email_code' });
    assert.deepEqual([failed.status, failed.code], [503, 'service_unavailable']);
    assert.equal(failed.headers.get('retry-after'), '5');
    mailbox.failing = false;
    assert.equal((await browser.post(path, { strategy: 'email_code' })).status, 200);
  });

  it('the server accepts 424242 for a test address in test mode only, and sends no email', async () => {
    for (const testMode of [true, false]) {
      const { browser: newBrowser, mailbox } = await open({ config: { testMode, forceTestMode: testMode } });
      const browser = newBrowser();
      const email = 'ada+clerk_test@example.com';
      const { response } = await browser.post(SIGN_UPS, { email_address: email, password: PASSWORD });
      const path = `${SIGN_UPS}/${response.id}`;
      await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
      assert.equal(mailbox.messages.length, testMode ? 0 : 1);
      const real = testMode ? '' : mailbox.lastCode(email);
      if (real === '424242') continue;
      const tried = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code: '424242' });
      assert.equal(tried.code, testMode ? undefined : 'form_code_incorrect');
    }
  });
});
