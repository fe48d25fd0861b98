import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { askForLink, confirm, lastLink } from '../../support/links.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { addSecondPhone, PHONE } from '../../support/phone-account.ts';
import { assertNoSession, enrolTotp, newestCode } from '../../support/second-factors.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';
import { signInWith, startProvider, withProvider } from '../factors/oauth/sign-in-with.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';
const OLD = 'ada.old@example.com';
const MINUTE = 60_000;

/** What one factor leaves behind for another: open attempts while the account changes. */
onSqlite('an open attempt', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'ada', email: EMAIL, email_verified: true }]);
  });
  after(() => idp.close());

  const withAda = async (config: Partial<ConfigInput> = {}) => {
    const instance = await open({
      config: { emailLink: true, attributes: { phoneNumber: 'optional' }, secondFactors: { totp: true }, ...config },
    });
    const home = instance.browser();
    const { sessionId } = await instance.signUp(home, EMAIL);
    instance.clock.advance(MINUTE);
    return { instance, home, sessionId };
  };
  const addAddress = async (instance: TestInstance, home: TestBrowser, email: string): Promise<string> => {
    const { response } = await home.post('/v1/me/email_addresses', { email_address: email });
    const path = `/v1/me/email_addresses/${response.id}`;
    await home.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const done = await home.post(`${path}/attempt_verification`, { code: newestCode(instance, email) });
    assert.equal(done.response.verification.status, 'verified', done.code);
    instance.clock.advance(MINUTE);
    return path;
  };
  const addNumber = async (instance: TestInstance, home: TestBrowser, phone: string): Promise<string> => {
    const { response } = await home.post('/v1/me/phone_numbers', { phone_number: phone });
    const path = `/v1/me/phone_numbers/${response.id}`;
    await home.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const done = await home.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode(phone) });
    assert.equal(done.response.verification.status, 'verified', done.code);
    instance.clock.advance(MINUTE);
    return path;
  };
  const beginReset = async (instance: TestInstance, browser: TestBrowser, identifier: string, strategy: string) => {
    const { response } = await browser.post(SIGN_INS, { identifier });
    const path = `${SIGN_INS}/${response.id}`;
    const prepared = await browser.post(`${path}/prepare_first_factor`, { strategy });
    assert.equal(prepared.status, 200, prepared.code);
    const form = { strategy, code: newestCode(instance, identifier) };
    const proven = await browser.post(`${path}/attempt_first_factor`, form);
    assert.equal(proven.response.status, 'needs_new_password');
    return path;
  };

  it('a reset sets no password once the proven address no longer belongs to the account', async () => {
    const { instance, home } = await withAda();
    const address = await addAddress(instance, home, OLD);
    const thief = instance.browser();
    const path = await beginReset(instance, thief, OLD, 'reset_password_email_code');
    // The owner hears that the mailbox is lost, and takes it off the account.
    assert.equal((await home.override('DELETE', address)).status, 200);
    const reset = await thief.post(`${path}/reset_password`, { password: 'a phrase of the thief' });
    assert.deepEqual([reset.status, reset.code], [400, 'client_state_invalid']);
    assert.equal((await home.get('/v1/me')).status, 200);
  });

  it('a reset sets no password once the proven number no longer belongs to the account', async () => {
    const { instance, home } = await withAda();
    const number = await addNumber(instance, home, PHONE);
    const thief = instance.browser();
    const path = await beginReset(instance, thief, PHONE, 'reset_password_phone_code');
    assert.equal((await home.override('DELETE', number)).status, 200);
    const reset = await thief.post(`${path}/reset_password`, { password: 'a phrase of the thief' });
    assert.deepEqual([reset.status, reset.code], [400, 'client_state_invalid']);
  });

  it('a number that was reserved for the second factor meanwhile proves no first factor', async () => {
    const { instance, home } = await withAda({ secondFactors: { phoneCode: true } });
    const [number = ''] = [await addNumber(instance, home, PHONE), await addNumber(instance, home, '+12025550147')];
    const thief = instance.browser();
    const begun = await thief.post(SIGN_INS, { identifier: PHONE, strategy: 'phone_code' });
    assert.equal(begun.status, 200, begun.code);
    const form = { strategy: 'phone_code', code: instance.mailbox.lastCode(PHONE) };
    const kept = await home.override('PATCH', number, { reserved_for_second_factor: 'true' });
    assert.equal(kept.status, 200, kept.code);
    const answer = await thief.post(`${SIGN_INS}/${begun.response.id}/attempt_first_factor`, form);
    assert.deepEqual([answer.status, answer.code], [400, 'verification_missing']);
  });

  it('a link to an address that no longer belongs to the account does not sign in', async () => {
    const { instance, home } = await withAda();
    const address = await addAddress(instance, home, OLD);
    const thief = instance.browser();
    await askForLink(thief, OLD);
    const { token } = lastLink(instance, OLD);
    assert.equal((await home.override('DELETE', address)).status, 200);
    assert.notEqual((await confirm(thief, token)).outcome, 'verified');
    assert.deepEqual((await thief.get('/v1/client')).response.sessions, []);
  });

  for (const strategy of ['email_code', 'email_link']) {
    it(`trust by ${strategy} does not replace a second factor that was switched on meanwhile`, async () => {
      const { instance, home } = await withAda({ clientTrust: true });
      const thief = instance.browser();
      const { response } = await thief.post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
      assert.equal(response.status, 'needs_client_trust');
      const path = `${SIGN_INS}/${response.id}`;
      await enrolTotp(instance, home);
      await thief.post(`${path}/prepare_second_factor`, { strategy, redirect_url: 'https://app.example.com/' });
      if (strategy === 'email_link') await confirm(thief, lastLink(instance, EMAIL).token);
      const form = { strategy, code: newestCode(instance, EMAIL) };
      assert.notEqual((await thief.post(`${path}/attempt_second_factor`, form)).status, 200);
      assert.deepEqual((await thief.get('/v1/client')).response.sessions, []);
      assert.equal((await thief.get('/v1/me')).status, 401);
    });
  }

  it('a transfer from a sign-up asks for the second factor, and each step allows its own operations only', async () => {
    const { instance, home } = await withAda(withProvider(idp.issuer));
    const app = await enrolTotp(instance, home);
    const browser = instance.browser();
    await signInWith(browser, idp, 'ada', 'sign_ups');
    const half = await browser.post(SIGN_INS, { transfer: 'true' });
    assert.equal(half.response.status, 'needs_second_factor');
    await assertNoSession(browser, half);
    const path = `${SIGN_INS}/${half.response.id}`;
    const tries: [string, Record<string, string>][] = [
      ['attempt_first_factor', { strategy: 'password', password: PASSWORD }],
      ['prepare_first_factor', { strategy: 'email_link' }],
      ['prepare_second_factor', { strategy: 'email_code' }],
      ['prepare_second_factor', { strategy: 'email_link' }],
      ['attempt_second_factor', { strategy: 'password', password: PASSWORD }],
      ['attempt_second_factor', { strategy: 'email_code', code: '000000' }],
      ['reset_password', { password: 'another plain long phrase' }],
    ];
    for (const [operation, form] of tries) {
      const answer: Answer = await browser.post(`${path}/${operation}`, form);
      assert.ok(answer.status >= 400 && answer.status < 500, `${operation} ${form.strategy}: ${answer.status}`);
      assert.equal((await browser.get(path)).response.status, 'needs_second_factor');
    }
    assert.equal((await browser.post(SIGN_INS, { transfer: 'true' })).code, 'account_transfer_invalid');
    const done = await browser.post(`${path}/attempt_second_factor`, { strategy: 'totp', code: app.code() });
    assert.equal(done.response.status, 'complete');
  });

  it('an identity is connected to an account only after the second factor', async () => {
    const { instance, home } = await withAda(withProvider(idp.issuer));
    const app = await enrolTotp(instance, home);
    const connected = async () => (await home.get('/v1/me')).response.external_accounts.length;
    const told = () =>
      instance.mailbox.to(EMAIL).filter((mail) => 'kind' in mail && mail.kind === 'connected_account_added').length;
    // An attacker who reads the mail of the account for a moment gets an identity with the verified address.
    const browser = instance.browser();
    const { attempt } = await signInWith(browser, idp, 'ada');
    assert.equal(attempt.status, 'needs_second_factor');
    assert.deepEqual([await connected(), told()], [0, 0]);
    const path = `${SIGN_INS}/${attempt.id}/attempt_second_factor`;
    const done = await browser.post(path, { strategy: 'totp', code: app.code() });
    assert.equal(done.response.status, 'complete', done.code);
    assert.deepEqual([await connected(), told()], [1, 1]);
  });

  it('a code of a reverification does not sign in, nor the other way round', async () => {
    const { instance, home, sessionId } = await withAda({ secondFactors: { totp: true, phoneCode: true } });
    await addSecondPhone(instance, home);
    instance.clock.advance(MINUTE);
    const verify = `/v1/client/sessions/${sessionId}/verify`;
    const asking = await home.post(verify, { level: 'multi_factor' });
    assert.equal(asking.response.status, 'needs_first_factor');
    await home.post(`${verify}/prepare_first_factor`, { strategy: 'email_code' });
    const code = newestCode(instance, EMAIL);
    instance.clock.advance(MINUTE);
    const other = instance.browser();
    const { response } = await other.post(SIGN_INS, { identifier: EMAIL, strategy: 'email_code' });
    const path = `${SIGN_INS}/${response.id}`;
    const mine = newestCode(instance, EMAIL);
    assert.notEqual(mine, code);
    const crossed = await other.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code });
    assert.equal(crossed.code, 'form_code_incorrect');
    const back = await home.post(`${verify}/attempt_first_factor`, { strategy: 'email_code', code: mine });
    assert.equal(back.code, 'form_code_incorrect');
    // The code of the first step says nothing at the second one.
    const right = await home.post(`${verify}/attempt_first_factor`, { strategy: 'email_code', code });
    assert.equal(right.response.status, 'needs_second_factor');
    for (const strategy of ['email_code', 'phone_code']) {
      const again = await home.post(`${verify}/attempt_second_factor`, { strategy, code });
      assert.ok(again.status >= 400, strategy);
    }
  });

  it('guesses at the set-up of an authenticator app count as those at the app', async () => {
    const { home } = await withAda();
    await home.post('/v1/me/totp');
    let judged = 0;
    let limited = 0;
    for (let i = 0; i < 30; i++) {
      const { status, code, headers } = await home.post('/v1/me/totp/attempt_verification', { code: '000000' });
      if (code === 'form_code_incorrect') judged++;
      if (status === 429) {
        limited++;
        assert.ok(Number(headers.get('retry-after')) >= 1);
      }
    }
    assert.deepEqual([judged, limited], [10, 20]);
  });
});
