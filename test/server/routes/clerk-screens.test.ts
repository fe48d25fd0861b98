import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { enrolPasskey } from '../../support/passkey-steps.ts';
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

describe('what Clerk’s own screens read', () => {
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
    it(`says how the ${field} can be verified, and by ${strategy} only once that is prepared`, async () => {
      const instance = await open(config);
      const browser = instance.browser();
      const started = await browser.post(SIGN_UPS, { [field]: value, password: PASSWORD });
      const { verifications } = started.response;
      const before = verifications[field];
      assert.deepEqual(
        [before.status, before.strategy, before.expire_at, before.next_action, before.supported_strategies[0]],
        ['unverified', null, null, 'needs_prepare', strategy],
      );
      for (const [name, other] of Object.entries(verifications)) if (name !== field) assert.equal(other, null, name);
      const form = { strategy, redirect_url: 'https://app.example.com/verify' };
      const prepared = await browser.post(`${SIGN_UPS}/${started.response.id}/prepare_verification`, form);
      const after = prepared.response.verifications[field];
      assert.deepEqual([after.strategy, after.next_action], [strategy, 'needs_attempt']);
    });
  }

  it('forgets how an address was to be verified when it changes', async () => {
    const browser = (await open()).browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: ADA, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const changed = await browser.override('PATCH', path, { email_address: 'bo@example.com' });
    const { strategy, next_action } = changed.response.verifications.email_address;
    assert.deepEqual([strategy, next_action], [null, 'needs_prepare']);
  });

  it('takes the strategy "password" of a sign-up for what its fields say, at the start and later', async () => {
    const browser = (await open()).browser();
    const started = await browser.post(SIGN_UPS, { strategy: 'password', email_address: ADA, password: PASSWORD });
    assert.deepEqual([started.status, started.response.has_password], [200, true], started.code);
    const other = (await open()).browser();
    const { response } = await other.post(SIGN_UPS, { email_address: ADA });
    const form = { strategy: 'password', password: PASSWORD };
    const updated = await other.override('PATCH', `${SIGN_UPS}/${response.id}`, form);
    assert.deepEqual([updated.status, updated.response.has_password], [200, true], updated.code);
  });

  it('names a passkey as second factor apart from those that they have a page for', async () => {
    const instance = await open({ passkeys: { enabled: true }, secondFactors: { totp: true, backupCode: true } });
    const home = instance.browser();
    await instance.signUp(home, ADA);
    await enrolPasskey(home, new Authenticator());
    await enrolTotp(instance, home);
    const { response } = await instance.browser().post(SIGN_INS, { identifier: ADA, password: PASSWORD });
    assert.deepEqual(response.supported_second_factors, [{ strategy: 'totp' }, { strategy: 'backup_code' }]);
    assert.deepEqual(response.further_second_factors, [{ strategy: 'passkey' }]);
  });

  it('has a picture for everybody, and says who has none of their own', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const { response } = await browser.get('/v1/client');
    const [session] = response.sessions;
    const visitor = await instance.browser().post(SIGN_INS, { identifier: ADA });
    const shown = [session.user, session.public_user_data, visitor.response.user_data];
    for (const { image_url, has_image } of shown) {
      assert.equal(has_image, false);
      const answer = await instance.fetch(new Request(image_url));
      const { headers } = answer;
      assert.deepEqual([answer.status, headers.get('content-type')], [200, 'image/svg+xml'], image_url);
      assert.match(await answer.text(), /^<svg [^>]+><path [^>]+><g [^>]+><circle [^>]+><path [^>]+><\/g><\/svg>$/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'; sandbox;/);
      assert.match(headers.get('cache-control') ?? '', /^public, max-age=/);
      assert.equal(headers.get('set-cookie'), null);
    }
    assert.notEqual(visitor.response.user_data.image_url, session.user.image_url);
  });
});
