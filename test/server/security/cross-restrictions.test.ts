import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import { prepareSignUp } from '../../support/wallets.ts';
import { signInWith, startProvider, withProvider } from '../factors/oauth/sign-in-with.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const PHONE = '+12015550123';

/** A person who is refused on one route is refused on all of them. */
onSqlite('restrictions on every route', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([
      { sub: 'mallory', email: 'Mallory+x@Evil.example', email_verified: true },
      { sub: 'unproven', email: 'ada@acme.example', email_verified: false },
      { sub: 'ada', email: 'ada@acme.example', email_verified: true },
    ]);
  });
  after(() => idp.close());
  const openWith = (restrictions: ConfigInput['restrictions'], more: Partial<ConfigInput> = {}) =>
    open({ config: { ...withProvider(idp.issuer), restrictions, ...more } });

  it('restrictions refuse a blocked address through a provider, at sign-up and by transfer', async () => {
    const instance = await openWith({ blocklist: ['mallory@evil.example'] });
    const { attempt, client } = await signInWith(instance.browser(), idp, 'mallory', 'sign_ups');
    assert.equal(attempt.verifications.external_account.error.code, 'not_allowed_access');
    assert.deepEqual(client.sessions, []);
    const browser = instance.browser();
    await signInWith(browser, idp, 'mallory');
    const moved = await browser.post(SIGN_UPS, { transfer: 'true' });
    assert.deepEqual([moved.status, moved.code], [403, 'not_allowed_access']);
  });

  it('a listed address that a provider has not verified has to be verified here', async () => {
    const instance = await openWith({ allowlist: ['@acme.example'] });
    for (const account of ['unproven', 'mallory']) {
      const { attempt, client } = await signInWith(instance.browser(), idp, account, 'sign_ups');
      assert.notEqual(attempt.status, 'complete', account);
      assert.deepEqual(client.sessions, []);
    }
    assert.equal((await signInWith(instance.browser(), idp, 'ada', 'sign_ups')).attempt.status, 'complete');
  });

  it('a wallet, a number or a username alone does not get round the allowlist', async () => {
    const instance = await openWith(
      { allowlist: ['@acme.example'] },
      {
        wallets: ['metamask'],
        attributes: { emailAddress: 'optional', phoneNumber: 'optional', web3Wallet: 'optional', password: 'optional' },
      },
    );
    const wallet = createTestWallet();
    const { message, attempt } = await prepareSignUp(instance.browser(), wallet);
    assert.deepEqual((await attempt(wallet.sign(message))).code, 'not_allowed_access');

    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { phone_number: PHONE, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    // A fictional number in test mode.
    const form = { strategy: 'phone_code', code: '424242' };
    const answer = await browser.post(`${path}/attempt_verification`, form);
    assert.deepEqual([answer.status, answer.code], [403, 'not_allowed_access']);
    assert.equal((await browser.get('/v1/me')).status, 401);
  });

  it('a closed instance is closed to providers, transfers and wallets', async () => {
    const instance = await openWith(undefined, {
      signUp: { mode: 'restricted' },
      wallets: ['metamask'],
      attributes: { web3Wallet: 'optional' },
    });
    for (const form of [{ strategy: 'oauth_custom_loop' }, { web3_wallet: createTestWallet().address }, {}]) {
      const answer = await instance.browser().post(SIGN_UPS, form as Record<string, string>);
      assert.deepEqual([answer.status, answer.code], [403, 'sign_up_mode_restricted']);
    }
    const browser = instance.browser();
    await signInWith(browser, idp, 'ada');
    assert.equal((await browser.post(SIGN_UPS, { transfer: 'true' })).code, 'sign_up_mode_restricted');
    const unknown = { ticket: 'x'.repeat(43), strategy: 'ticket' };
    assert.equal((await browser.post(SIGN_UPS, unknown)).code, 'ticket_invalid_code');
  });

  it('messages to one number share a limit whatever they are for', async () => {
    const instance = await open({ config: { attributes: { phoneNumber: 'optional' } } });
    const home = instance.browser();
    const { sessionId } = await instance.signUp(home, 'ada@acme.example');
    const { response: number } = await home.post('/v1/me/phone_numbers', { phone_number: PHONE });
    const path = `/v1/me/phone_numbers/${number.id}`;
    await home.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    await home.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode(PHONE) });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: PHONE });
    await home.post(`/v1/client/sessions/${sessionId}/verify`, { level: 'first_factor' });
    const ask = [
      () => browser.post(`${SIGN_INS}/${response.id}/prepare_first_factor`, { strategy: 'phone_code' }),
      () => browser.post(`${SIGN_INS}/${response.id}/prepare_first_factor`, { strategy: 'reset_password_phone_code' }),
      () => home.post(`/v1/client/sessions/${sessionId}/verify/prepare_first_factor`, { strategy: 'phone_code' }),
      () => instance.browser().post(SIGN_INS, { identifier: '+1 (201) 555-0123', strategy: 'phone_code' }),
    ];
    for (const request of ask) {
      const { status, code, headers } = await request();
      assert.deepEqual([status, code], [429, 'too_many_requests']);
      assert.ok(Number(headers.get('retry-after')) >= 1);
    }
    assert.equal(instance.mailbox.to(PHONE).length, 1);
    // Four more in the hour, and no fifth one.
    for (let i = 0; i < 8; i++) {
      instance.clock.advance(31_000);
      await ask[i % 4]?.();
    }
    assert.equal(instance.mailbox.to(PHONE).length, 5);
  });
});
