import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConfigInput } from '../../../../src/server/config/config.ts';
import { parseConfig } from '../../../../src/server/config/parse-config.ts';
import { onSqlite } from '../../../support/each-storage.ts';
import type { OpenIdProvider } from '../../../support/openid-provider.ts';
import { createTestWallet } from '../../../support/test-wallet.ts';
import { ticketsOf } from '../../../support/tickets.ts';
import { signUpWithWallet } from '../../../support/wallets.ts';
import { authorizationOf, comeBack, PAGES, signInWith, startProvider, STRATEGY, withProvider } from './sign-in-with.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const ADA = { sub: 'ada', email: 'ada@example.com', email_verified: true };

/** Returns settings without an identifier to type. Accounts still have an email address unless `emailAddress` is off. */
function formless(issuer: string, emailAddress: 'required' | 'optional' | 'off' = 'required') {
  return {
    ...withProvider(issuer),
    emailCode: false,
    attributes: { emailAddress, password: 'off', firstName: 'optional', lastName: 'optional' },
  } as const satisfies Partial<ConfigInput>;
}

onSqlite('an instance with providers alone', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([ADA, { sub: 'bo', email: 'bo@example.com', email_verified: false }, { sub: 'cy' }]);
  });
  after(() => idp.close());

  it('the environment of an instance with providers alone names no identifier, password or code', async () => {
    const instance = await open({ config: formless(idp.issuer) });
    const { body } = await instance.browser().get<{
      auth_config: Record<string, unknown>;
      user_settings: { attributes: Record<string, { enabled: boolean; used_for_first_factor: boolean }> };
    }>('/v1/environment');
    assert.deepEqual(body.auth_config?.identification_strategies, []);
    assert.deepEqual(body.auth_config?.first_factors, [STRATEGY]);
    const { email_address, password } = body.user_settings?.attributes ?? {};
    assert.deepEqual([email_address?.enabled, email_address?.used_for_first_factor], [true, false]);
    assert.equal(password?.enabled, false);
  });

  it('a provider alone signs up, signs in, and transfers a sign-in to a sign-up', async () => {
    const instance = await open({ config: formless(idp.issuer) });
    const up = await signInWith(instance.browser(), idp, 'ada', 'sign_ups');
    assert.equal(up.attempt.status, 'complete');
    assert.equal(up.client.sessions[0].user.email_addresses[0].email_address, ADA.email);
    const again = await signInWith(instance.browser(), idp, 'ada');
    assert.equal(again.client.sessions[0].user.id, up.attempt.created_user_id);

    const browser = instance.browser();
    const { attempt } = await signInWith(browser, idp, 'bo');
    assert.equal(attempt.first_factor_verification.status, 'transferable');
    const { response } = await browser.post(SIGN_UPS, { transfer: 'true' });
    assert.deepEqual([response.missing_fields, response.unverified_fields], [[], ['email_address']]);
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode('bo@example.com');
    const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(done.response.status, 'complete');
  });

  it('a user without an email address signs up where none is required', async () => {
    for (const mode of ['off', 'optional'] as const) {
      const instance = await open({ config: formless(idp.issuer, mode) });
      const { attempt } = await signInWith(instance.browser(), idp, 'cy', 'sign_ups');
      assert.deepEqual([attempt.status, attempt.missing_fields], ['complete', []]);
      assert.equal((await signInWith(instance.browser(), idp, 'cy')).attempt.status, 'complete');
    }
  });

  it('a sign-up without a provider creates no account', async () => {
    for (const mode of ['required', 'off'] as const) {
      const instance = await open({ config: formless(idp.issuer, mode) });
      const browser = instance.browser();
      const { response } = await browser.post(SIGN_UPS, { email_address: 'dan@example.com' });
      assert.equal(response.status, 'missing_requirements');
      assert.deepEqual(response.missing_fields, [STRATEGY]);
      if (mode === 'off') continue;
      const path = `${SIGN_UPS}/${response.id}`;
      await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
      const code = instance.mailbox.lastCode('dan@example.com');
      const proven = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
      assert.deepEqual([proven.response.status, proven.client?.sessions], ['missing_requirements', []]);
    }
  });

  it('the last external account is not removed, and reverification uses an email code', async () => {
    const instance = await open({ config: formless(idp.issuer) });
    const browser = instance.browser();
    const { client } = await signInWith(browser, idp, 'ada', 'sign_ups');
    const [{ id, user }] = client.sessions;
    const path = `/v1/me/external_accounts/${user.external_accounts[0].id}`;
    assert.equal((await browser.override('DELETE', path)).code, 'identification_deletion_failed');
    instance.clock.advance(660_000);
    assert.equal((await browser.override('DELETE', path)).code, 'session_reverification_required');
    const { response } = await browser.post(`/v1/client/sessions/${id}/verify`, { level: 'first_factor' });
    const [factor] = response.supported_first_factors;
    assert.equal(factor.strategy, 'email_code');
  });

  it('a known and an unknown address are offered providers alone', async () => {
    for (const enumerationProtection of [false, true]) {
      const instance = await open({ config: { ...formless(idp.issuer), enumerationProtection } });
      await signInWith(instance.browser(), idp, 'ada', 'sign_ups');
      const known = await instance.browser().post(SIGN_INS, { identifier: ADA.email });
      assert.deepEqual(known.response.supported_first_factors, [{ strategy: STRATEGY }]);
      const unknown = await instance.browser().post(SIGN_INS, { identifier: 'unknown@example.com' });
      if (enumerationProtection) {
        assert.deepEqual(unknown.response.supported_first_factors, [{ strategy: STRATEGY }]);
      } else assert.equal(unknown.code, 'form_identifier_not_found');
    }
  });

  it('an invited user signs up with a provider, in one request or in two', async () => {
    const config = { ...formless(idp.issuer), signUp: { mode: 'restricted' } } as const;
    for (const account of ['ada', 'bo']) {
      for (const isOne of [true, false]) {
        const instance = await open({ config });
        const { url } = await ticketsOf(instance).invitations.create({ emailAddress: 'ada@example.com' });
        const ticket = new URL(url).searchParams.get('ticket') ?? '';
        const browser = instance.browser();
        const authorization = { strategy: STRATEGY, ...PAGES };
        let start = await browser.post(SIGN_UPS, isOne ? { ...authorization, ticket } : { strategy: 'ticket', ticket });
        assert.deepEqual(start.response.missing_fields, [STRATEGY]);
        const path = `${SIGN_UPS}/${start.response.id}`;
        // Stock clients with `continueSignUp` do this.
        if (!isOne) start = await browser.override('PATCH', path, authorization);
        await comeBack(browser, await idp.authorize(authorizationOf(start), account));
        const { response } = await browser.get(path);
        assert.equal(response.status, 'complete');
        const { response: client } = await browser.get('/v1/client');
        const [{ user }] = client.sessions;
        assert.deepEqual(
          user.email_addresses.map((each: { email_address: string }) => each.email_address),
          ['ada@example.com'],
        );
      }
    }
  });

  it('an account may have a wallet in place of a provider', async () => {
    const config = formless(idp.issuer, 'off');
    const attributes = { ...config.attributes, web3Wallet: 'optional' } as const;
    const instance = await open({ config: { ...config, attributes, wallets: ['metamask'] } });
    const { response } = await signUpWithWallet(instance.browser(), createTestWallet());
    assert.equal(response.status, 'complete');
    const blank = await instance.browser().post(SIGN_UPS);
    assert.deepEqual(blank.response.missing_fields, [STRATEGY, 'web3_wallet']);
    assert.equal((await signInWith(instance.browser(), idp, 'cy', 'sign_ups')).attempt.status, 'complete');
  });
});

describe('settings without identifiers', () => {
  const url = 'https://clerk.example.com';
  const oauth = [{ provider: 'google', clientId: 'app', clientSecret: 'secret' }] as const;
  const attributes = { emailAddress: 'off', password: 'off' } as const;

  it('providers, wallets or phone numbers alone are enough to sign in', () => {
    parseConfig({ url, oauth, attributes });
    parseConfig({ url, oauth, attributes: { password: 'off' }, emailCode: false });
    parseConfig({ url, wallets: ['metamask'], attributes: { ...attributes, web3Wallet: 'optional' } });
    parseConfig({ url, attributes: { ...attributes, phoneNumber: 'required' } });
  });

  it('settings without any sign-in method, or with passkeys alone, are refused', () => {
    assert.throws(() => parseConfig({ url, attributes }), /leave users without/);
    assert.throws(() => parseConfig({ url, attributes, passkeys: { enabled: true } }), /leave users without/);
  });
});
