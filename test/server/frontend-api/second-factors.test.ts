import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { assertNoSession, enrolTotp, newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';
const TOTP_ON = { secondFactors: { totp: true } };

onSqlite('second factors', (open) => {
  const withAda = async (config: object = TOTP_ON) => {
    const instance = await open({ config });
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, EMAIL);
    return { instance, browser, userId, sessionId };
  };
  const signIn = (browser: TestBrowser, form: Record<string, string> = { password: PASSWORD }) =>
    browser.post(SIGN_INS, { identifier: EMAIL, ...form });
  const second = (browser: TestBrowser, id: string, strategy: string, code: string) =>
    browser.post(`${SIGN_INS}/${id}/attempt_second_factor`, { strategy, code });
  const kinds = (instance: TestInstance) =>
    instance.mailbox.to(EMAIL).flatMap((message) => (message.template === 'notification' ? [message.kind] : []));

  it('an authenticator app is set up with a seed and backup codes that are shown once', async () => {
    const { instance, browser } = await withAda();
    const begun = await browser.post('/v1/me/totp');
    const { object, secret, uri, verified, backup_codes } = begun.response;
    assert.deepEqual([object, verified, backup_codes], ['totp', false, null]);
    assert.match(secret, /^[A-Z2-7]{32}$/);
    const parsed = new URL(uri);
    assert.equal(decodeURIComponent(parsed.pathname), `/Acme Labs:${EMAIL}`);
    assert.equal(parsed.searchParams.get('secret'), secret);
    assert.equal((await browser.get('/v1/me')).response.totp_enabled, false);
    const wrong = await browser.post('/v1/me/totp/attempt_verification', { code: '000000' });
    if (wrong.status !== 200)
      assert.deepEqual([wrong.status, wrong.code, wrong.param], [422, 'form_code_incorrect', 'code']);

    const { backupCodes } = await enrolTotp(instance, browser);
    assert.equal(new Set(backupCodes).size, 10);
    const { response: user } = await browser.get('/v1/me');
    assert.deepEqual([user.totp_enabled, user.two_factor_enabled, user.backup_code_enabled], [true, true, true]);
    assert.ok(user.mfa_enabled_at > 0);
    const again = await browser.post('/v1/me/totp');
    assert.deepEqual([again.status, again.code], [400, 'totp_already_enabled']);
    const twice = await browser.post('/v1/me/totp/attempt_verification', { code: '123456' });
    assert.equal(twice.code, 'verification_already_verified');
    assert.deepEqual(kinds(instance), ['totp_enabled']);
  });

  it('sign-in asks for the second factor after the password, and there is no session before', async () => {
    const { instance, browser } = await withAda();
    const app = await enrolTotp(instance, browser);
    const other = instance.browser();
    const begun = await signIn(other);
    assert.equal(begun.response.status, 'needs_second_factor');
    assert.deepEqual(begun.response.supported_second_factors, [{ strategy: 'totp' }, { strategy: 'backup_code' }]);
    assert.equal(begun.response.first_factor_verification.status, 'verified');
    await assertNoSession(other, begun);
    const { response, client } = await second(other, begun.response.id, 'totp', app.code());
    assert.equal(response.status, 'complete');
    assert.equal(client?.sessions[0]?.id, response.created_session_id);
    assert.deepEqual(client?.sessions[0]?.factor_verification_age, [0, 0]);
    assert.equal(client?.last_authentication_strategy, 'password');
  });

  it('a backup code, typed in any way, is a second factor once', async () => {
    const { instance, browser } = await withAda();
    const { backupCodes } = await enrolTotp(instance, browser);
    const code = backupCodes[3] as string;
    const typed = ` ${code.slice(0, 4).toUpperCase()}-${code.slice(4)} `;
    const first = instance.browser();
    const { response } = await signIn(first);
    assert.equal((await second(first, response.id, 'backup_code', typed)).response.status, 'complete');
    const later = instance.browser();
    const again = await signIn(later);
    const refused = await second(later, again.response.id, 'backup_code', code);
    assert.deepEqual([refused.status, refused.code], [422, 'form_code_incorrect']);
    assert.equal((await second(later, again.response.id, 'backup_code', backupCodes[4] as string)).status, 200);
  });

  it('a wrong factor or operation is refused, and the sign-in goes on', async () => {
    const { instance, browser } = await withAda();
    const app = await enrolTotp(instance, browser);
    const other = instance.browser();
    const { response } = await signIn(other);
    const at = (operation: string, form: Record<string, string>) =>
      other.post(`${SIGN_INS}/${response.id}/${operation}`, form);
    assert.equal(
      (await at('attempt_second_factor', { strategy: 'nonsense', code: '1' })).code,
      'form_param_value_invalid',
    );
    assert.equal(
      (await at('attempt_second_factor', { strategy: 'email_code', code: '1' })).code,
      'strategy_for_user_invalid',
    );
    assert.equal((await at('prepare_second_factor', { strategy: 'totp' })).code, 'verification_strategy_invalid');
    assert.equal(
      (await at('attempt_first_factor', { strategy: 'password', password: PASSWORD })).code,
      'client_state_invalid',
    );
    assert.equal((await at('reset_password', { password: 'whatever it is' })).code, 'client_state_invalid');
    // Another browser has nothing to do with the attempt.
    assert.equal((await second(instance.browser(), response.id, 'totp', app.code())).status, 404);
  });

  it('new backup codes replace the old ones', async () => {
    const { instance, browser } = await withAda();
    const { backupCodes: old } = await enrolTotp(instance, browser);
    const renewed = await browser.post('/v1/me/backup_codes/');
    assert.equal(renewed.response.object, 'backup_code');
    assert.equal(new Set([...renewed.response.codes, ...old]).size, 20);
    assert.ok(kinds(instance).includes('backup_codes_created'));
    const other = instance.browser();
    const { response } = await signIn(other);
    assert.equal((await second(other, response.id, 'backup_code', old[0] as string)).code, 'form_code_incorrect');
    assert.equal((await second(other, response.id, 'backup_code', renewed.response.codes[0])).status, 200);
  });

  it('backup codes need a second factor, and are deleted with the last one', async () => {
    const { instance, browser } = await withAda();
    assert.equal((await browser.post('/v1/me/backup_codes/')).code, 'backup_codes_not_available');
    await enrolTotp(instance, browser);
    const removed = await browser.override('DELETE', '/v1/me/totp');
    assert.deepEqual([removed.response.object, removed.response.deleted], ['totp', true]);
    const { response: user } = await browser.get('/v1/me');
    assert.deepEqual([user.totp_enabled, user.two_factor_enabled, user.backup_code_enabled], [false, false, false]);
    assert.ok(user.mfa_disabled_at > 0);
    assert.equal((await browser.override('DELETE', '/v1/me/totp')).status, 404);
    assert.deepEqual(kinds(instance), ['totp_enabled', 'totp_disabled']);
    assert.equal((await signIn(instance.browser())).response.status, 'complete');
  });

  it('second factors are neither set up nor asked for where the instance has none', async () => {
    const { browser } = await withAda({});
    assert.deepEqual(
      [(await browser.post('/v1/me/totp')).status, (await browser.post('/v1/me/backup_codes/')).status],
      [403, 403],
    );
  });

  it('an unknown device needs a code by mail, and is known from then on', async () => {
    const { instance, browser, userId } = await withAda({ clientTrust: true });
    // The browser of the sign-up is known.
    await browser.override('DELETE', '/v1/client/sessions');
    const known = await signIn(browser);
    assert.deepEqual([known.response.status, known.response.client_trust_state], ['complete', 'known']);

    instance.clock.advance(60_000);
    const other = instance.browser();
    const begun = await signIn(other);
    assert.deepEqual([begun.response.status, begun.response.client_trust_state], ['needs_client_trust', 'new']);
    const [factor] = begun.response.supported_second_factors;
    assert.deepEqual([factor.strategy, factor.safe_identifier], ['email_code', 'a***@example.com']);
    await assertNoSession(other, begun);
    const path = `${SIGN_INS}/${begun.response.id}`;
    await other.post(`${path}/prepare_second_factor`, {
      strategy: 'email_code',
      email_address_id: factor.email_address_id,
    });
    const mail = instance.mailbox.to(EMAIL).at(-1);
    assert.equal(mail?.template, 'new_device');
    const done = await second(other, begun.response.id, 'email_code', newestCode(instance, EMAIL));
    assert.equal(done.response.status, 'complete');
    // Trust in a device is no second factor.
    assert.deepEqual(done.client?.sessions[0]?.factor_verification_age, [0, -1]);
    assert.equal(done.client?.sessions[0]?.user?.id, userId);
    await other.override('DELETE', '/v1/client/sessions');
    assert.equal((await signIn(other)).response.status, 'complete');
  });

  it('an unknown device that signed in with an email code needs no second one', async () => {
    const { instance } = await withAda({ clientTrust: true });
    instance.clock.advance(60_000);
    const other = instance.browser();
    const { response } = await signIn(other, { strategy: 'email_code' });
    const form = { strategy: 'email_code', code: newestCode(instance, EMAIL) };
    const done = await other.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, form);
    assert.equal(done.response.status, 'complete');
  });
});
