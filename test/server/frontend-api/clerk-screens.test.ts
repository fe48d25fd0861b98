import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { enrolPasskey } from '../../support/passkey-steps.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import { prepareSignUp } from '../../support/wallets.ts';
import { enrolTotp } from '../../support/second-factors.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const ADA = 'ada@example.com';
const PHONE: Partial<ConfigInput> = { attributes: { phoneNumber: 'optional' }, sms: { countries: ['*'] } };
const WALLET: Partial<ConfigInput> = { attributes: { web3Wallet: 'optional' }, wallets: ['metamask'] };

/** A field of a sign-up, how it is given, and what verifies it. */
const FIELDS = [
  { field: 'email_address', value: ADA, strategy: 'email_code', config: {} },
  { field: 'email_address', value: ADA, strategy: 'email_link', config: { emailLink: true, emailCode: false } },
  { field: 'phone_number', value: '+12015550123', strategy: 'phone_code', config: PHONE },
  {
    field: 'web3_wallet',
    value: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
    strategy: 'web3_metamask_signature',
    config: WALLET,
  },
] as const;

describe('what Clerk’s screens read', () => {
  const opened: TestInstance[] = [];
  const open = async (config: Partial<ConfigInput> = {}): Promise<TestInstance> => {
    const instance = await getTestInstance({ config });
    opened.push(instance);
    return instance;
  };
  afterEach(async () => {
    for (const instance of opened.splice(0)) await instance.close();
  });

  for (const { field, value, strategy, config } of FIELDS) {
    it(`the verification of the ${field} is null until ${strategy} is prepared`, async () => {
      const instance = await open(config);
      const browser = instance.browser();
      const started = await browser.post(SIGN_UPS, { [field]: value, password: PASSWORD });
      assert.deepEqual(Object.values(started.response.verifications), [null, null, null, null]);
      const form = { strategy, redirect_url: 'https://app.example.com/verify' };
      const prepared = await browser.post(`${SIGN_UPS}/${started.response.id}/prepare_verification`, form);
      const after = prepared.response.verifications[field];
      assert.deepEqual([after.strategy, after.next_action], [strategy, 'needs_attempt']);
    });
  }

  it('a sign-up asks for a new code when one has expired, and forgets it when the address changes', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: ADA, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    instance.clock.advance(600_000);
    const late = (await browser.get(path)).response.verifications.email_address;
    assert.deepEqual([late.status, late.next_action], ['expired', 'needs_prepare']);
    const changed = await browser.override('PATCH', path, { email_address: 'bo@example.com' });
    assert.equal(changed.response.verifications.email_address, null);
  });

  it('a sign-up takes the strategy "password" and goes by its fields, at the start and later', async () => {
    const browser = (await open()).browser();
    const started = await browser.post(SIGN_UPS, { strategy: 'password', email_address: ADA, password: PASSWORD });
    assert.deepEqual([started.status, started.response.has_password], [200, true], started.code);
    const other = (await open()).browser();
    const { response } = await other.post(SIGN_UPS, { email_address: ADA });
    const form = { strategy: 'password', password: PASSWORD };
    const updated = await other.override('PATCH', `${SIGN_UPS}/${response.id}`, form);
    assert.deepEqual([updated.status, updated.response.has_password], [200, true], updated.code);
  });

  it('a passkey as second factor is listed apart from those that Clerk’s screens show', async () => {
    const instance = await open({ passkeys: { enabled: true }, secondFactors: { totp: true, backupCode: true } });
    const home = instance.browser();
    await instance.signUp(home, ADA);
    await enrolPasskey(home, new Authenticator());
    await enrolTotp(instance, home);
    const { response } = await instance.browser().post(SIGN_INS, { identifier: ADA, password: PASSWORD });
    assert.deepEqual(response.supported_second_factors, [{ strategy: 'totp' }, { strategy: 'backup_code' }]);
    assert.deepEqual(response.further_second_factors, [{ strategy: 'passkey' }]);
  });

  it('an unknown device is a second factor for clients of version 5', async () => {
    const instance = await open({ clientTrust: true });
    await instance.signUp(instance.browser(), ADA);
    for (const [query, status] of [
      ['?__clerk_api_version=2025-11-10&_clerk_js_version=5.128.0', 'needs_second_factor'],
      ['?__clerk_api_version=2026-08-20&_clerk_js_version=6.40.0', 'needs_client_trust'],
      ['', 'needs_client_trust'],
    ]) {
      instance.clock.advance(60_000);
      const browser = instance.browser();
      const { response, client } = await browser.post(SIGN_INS + query, { identifier: ADA, password: PASSWORD });
      assert.deepEqual([response.status, client?.sign_in?.status], [status, status]);
      const [factor] = response.supported_second_factors;
      assert.deepEqual([response.client_trust_state, factor.strategy], ['new', 'email_code']);
      const path = `${SIGN_INS}/${response.id}`;
      const prepared = await browser.post(`${path}/prepare_second_factor${query}`, factor);
      assert.equal(prepared.response?.status, status, JSON.stringify(prepared));
    }
  });

  it('a user with a wallet can reverify by mail, since Clerk’s dialog knows no wallets', async () => {
    const instance = await open({
      wallets: ['metamask'],
      emailCode: false,
      attributes: { web3Wallet: 'required', password: 'off' },
    });
    const browser = instance.browser();
    const wallet = createTestWallet();
    const { path, message, attempt } = await prepareSignUp(browser, wallet, { email_address: ADA });
    await attempt(wallet.sign(message));
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const form = { strategy: 'email_code', code: instance.mailbox.lastCode(ADA) };
    const { response } = await browser.post(`${path}/attempt_verification`, form);
    const begun = await browser.post(`/v1/client/sessions/${response.created_session_id}/verify`);
    const strategies = begun.response.supported_first_factors.map((factor: { strategy: string }) => factor.strategy);
    assert.deepEqual(strategies, ['web3_metamask_signature', 'email_code']);
  });
});
