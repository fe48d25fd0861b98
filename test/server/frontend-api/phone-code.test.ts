import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { addSecondPhone, PHONE, PHONE_ONLY, signUpWithPhone } from '../../support/phone-account.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const MASKED = '+1********23';
const BOTH = { attributes: { phoneNumber: 'optional' } } as const;

onSqlite('a code in a text message', (open) => {
  it('a phone code signs up with a phone number alone', async () => {
    const instance = await open({ config: PHONE_ONLY });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { phone_number: '+1 201 555 0123' });
    assert.deepEqual(response.required_fields, ['phone_number']);
    assert.deepEqual([response.missing_fields, response.unverified_fields], [[], ['phone_number']]);
    assert.equal(response.phone_number, PHONE);
    assert.equal(response.verifications.phone_number, null);
    const path = `${SIGN_UPS}/${response.id}`;
    const prepared = await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const { next_action, supported_strategies } = prepared.response.verifications.phone_number;
    assert.deepEqual([next_action, supported_strategies], ['needs_attempt', ['phone_code']]);
    const form = { strategy: 'phone_code', code: instance.mailbox.lastCode(PHONE) };
    const done = await browser.post(`${path}/attempt_verification`, form);
    assert.equal(done.response.status, 'complete');
    const user = done.client?.sessions[0]?.user;
    assert.equal(user?.phone_numbers[0]?.phone_number, PHONE);
    assert.equal(user?.primary_phone_number_id, user?.phone_numbers[0]?.id);
    assert.equal(done.client?.sessions[0]?.public_user_data.identifier, PHONE);
    assert.equal(done.client?.last_authentication_strategy, 'phone_code');
  });

  it('a phone code signs in, however the number is written', async () => {
    const instance = await open({ config: PHONE_ONLY });
    await signUpWithPhone(instance, instance.browser());
    for (const identifier of [PHONE, '+1 (201) 555-0123', '+1-201-555-0123']) {
      instance.clock.advance(3_600_000);
      const browser = instance.browser();
      const { response } = await browser.post(SIGN_INS, { identifier });
      assert.equal(response.status, 'needs_first_factor');
      assert.deepEqual(response.supported_identifiers, ['phone_number']);
      const [factor] = response.supported_first_factors;
      const { strategy, safe_identifier, phone_number_id, primary } = factor;
      assert.deepEqual([strategy, safe_identifier, primary], ['phone_code', MASKED, true]);
      const path = `${SIGN_INS}/${response.id}`;
      const prepared = await browser.post(`${path}/prepare_first_factor`, { strategy, phone_number_id });
      const { status, channel } = prepared.response.first_factor_verification;
      assert.deepEqual([status, channel], ['unverified', 'sms']);
      const code = instance.mailbox.lastCode(PHONE);
      const done = await browser.post(`${path}/attempt_first_factor`, { strategy, code });
      assert.equal(done.response.status, 'complete');
    }
  });

  it('a phone code is sent with the first request when that names the strategy', async () => {
    const instance = await open({ config: PHONE_ONLY });
    await signUpWithPhone(instance, instance.browser());
    instance.clock.advance(60_000);
    const { response } = await instance.browser().post(SIGN_INS, { identifier: PHONE, strategy: 'phone_code' });
    assert.equal(response.first_factor_verification.status, 'unverified');
    assert.equal(instance.mailbox.to(PHONE).length, 2);
  });

  it('a phone code goes to the typed number, else to the primary one, and to no other', async () => {
    const instance = await open({ config: BOTH });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const add = async (phone: string) => {
      const { response } = await browser.post('/v1/me/phone_numbers/', { phone_number: phone });
      const path = `/v1/me/phone_numbers/${response.id}`;
      await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
      await browser.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode(phone) });
      return response.id;
    };
    const [first, second] = [await add(PHONE), await add('+12025550147')];
    instance.clock.advance(60_000);
    const offered = async (identifier: string) => {
      const { response } = await instance.browser().post(SIGN_INS, { identifier });
      return response.supported_first_factors.flatMap((factor: Record<string, unknown>) =>
        factor.strategy === 'phone_code' ? [factor.phone_number_id] : [],
      );
    };
    assert.deepEqual(await offered('ada@example.com'), [first]);
    assert.deepEqual(await offered('+12025550147'), [second]);
    const stranger = instance.browser();
    const { response } = await stranger.post(SIGN_INS, { identifier: 'ada@example.com' });
    const form = { strategy: 'phone_code', phone_number_id: second };
    const refused = await stranger.post(`${SIGN_INS}/${response.id}/prepare_first_factor`, form);
    assert.deepEqual([refused.code, refused.param], ['form_param_value_invalid', 'phone_number_id']);
  });

  it('a phone code verifies the number of a sign-up beside an email code for the address', async () => {
    const instance = await open({ config: { attributes: { phoneNumber: 'required' } } });
    const browser = instance.browser();
    const fields = { email_address: 'ada@example.com', password: PASSWORD, phone_number: PHONE };
    const { response } = await browser.post(SIGN_UPS, fields);
    assert.deepEqual(response.unverified_fields, ['email_address', 'phone_number']);
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const [mailed, texted] = ['ada@example.com', PHONE].map((to) => instance.mailbox.lastCode(to));
    if (mailed !== texted) {
      const swapped = await browser.post(`${path}/attempt_verification`, { strategy: 'phone_code', code: mailed! });
      assert.equal(swapped.code, 'form_code_incorrect');
    }
    const half = await browser.post(`${path}/attempt_verification`, { strategy: 'phone_code', code: texted! });
    assert.deepEqual(
      [half.response.status, half.response.unverified_fields],
      ['missing_requirements', ['email_address']],
    );
    const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code: mailed! });
    assert.equal(done.response.status, 'complete');
    const user = done.client?.sessions[0]?.user;
    assert.deepEqual([user?.email_addresses.length, user?.phone_numbers.length], [1, 1]);
  });

  it('a phone code has to be requested again when the number of a sign-up changes', async () => {
    const instance = await open({ config: PHONE_ONLY });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { phone_number: PHONE });
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const code = instance.mailbox.lastCode(PHONE);
    const changed = await browser.override('PATCH', path, { phone_number: '+12025550147' });
    assert.equal(changed.response.verifications.phone_number, null);
    const late = await browser.post(`${path}/attempt_verification`, { strategy: 'phone_code', code });
    assert.equal(late.code, 'verification_missing');
    const same = await browser.override('PATCH', path, { phone_number: '+1 202 555 0147' });
    assert.equal(same.response.phone_number, '+12025550147');
  });

  it('a sign-up is refused for a number that another user has, or that is malformed', async () => {
    const instance = await open({ config: PHONE_ONLY });
    await signUpWithPhone(instance, instance.browser());
    const taken = await instance.browser().post(SIGN_UPS, { phone_number: PHONE });
    assert.deepEqual([taken.status, taken.code, taken.param], [422, 'form_identifier_exists', 'phone_number']);
    const wrong = await instance.browser().post(SIGN_UPS, { phone_number: '201 555 0123' });
    assert.deepEqual([wrong.code, wrong.param], ['form_param_format_invalid', 'phone_number']);
    const unknown = await instance.browser().post(SIGN_INS, { identifier: '+12025550147' });
    assert.deepEqual([unknown.status, unknown.code, unknown.param], [422, 'form_identifier_not_found', 'identifier']);
  });

  it('a phone code is the second factor at a number reserved for that', async () => {
    const instance = await open({ config: { ...BOTH, secondFactors: { phoneCode: true } } });
    const owner = instance.browser();
    await instance.signUp(owner, 'ada@example.com');
    const id = await addSecondPhone(instance, owner);
    instance.clock.advance(60_000);
    const browser = instance.browser();
    const started = await browser.post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    assert.equal(started.response.status, 'needs_second_factor');
    assert.equal(started.response.created_session_id, null);
    const offered = started.response.supported_second_factors.find(
      (factor: { strategy: string }) => factor.strategy === 'phone_code',
    );
    assert.deepEqual(offered, {
      strategy: 'phone_code',
      safe_identifier: MASKED,
      phone_number_id: id,
      primary: false,
      default: true,
    });
    const path = `${SIGN_INS}/${started.response.id}`;
    const prepared = await browser.post(`${path}/prepare_second_factor`, {
      strategy: 'phone_code',
      phone_number_id: id,
    });
    assert.equal(prepared.response.second_factor_verification.status, 'unverified');
    const form = { strategy: 'phone_code', code: instance.mailbox.lastCode(PHONE) };
    const asFirst = await browser.post(`${path}/attempt_first_factor`, form);
    assert.equal(asFirst.status, 400, 'not as a first factor');
    const done = await browser.post(`${path}/attempt_second_factor`, form);
    assert.equal(done.response.status, 'complete');
    assert.deepEqual(done.client?.sessions[0]?.factor_verification_age, [0, 0]);
  });

  it('a number reserved for the second factor does not sign in', async () => {
    const instance = await open({ config: { ...BOTH, secondFactors: { phoneCode: true } } });
    const owner = instance.browser();
    await instance.signUp(owner, 'ada@example.com');
    await addSecondPhone(instance, owner);
    instance.clock.advance(60_000);
    const named = await instance.browser().post(SIGN_INS, { identifier: PHONE });
    assert.equal(named.code, 'form_identifier_not_found');
    const { response } = await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com' });
    const strategies = response.supported_first_factors.map((factor: { strategy: string }) => factor.strategy);
    assert.ok(!strategies.includes('phone_code'));
  });

  it('a number that gets no messages and a service that is away get different errors', async () => {
    const { UndeliverableError } = await import('../../../src/server/delivery/port.ts');
    const instance = await open({ config: PHONE_ONLY });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { phone_number: PHONE });
    const path = `${SIGN_UPS}/${response.id}/prepare_verification`;
    const send = instance.mailbox.send.bind(instance.mailbox);
    instance.mailbox.send = () => Promise.reject(new UndeliverableError('The number gets no messages: 400.'));
    const refused = await browser.post(path, { strategy: 'phone_code' });
    assert.deepEqual([refused.status, refused.code], [400, 'verification_not_sent']);
    assert.equal((await browser.post(path, { strategy: 'phone_code' })).status, 429, 'and it is not tried at once');
    instance.clock.advance(31_000);
    instance.mailbox.send = () => Promise.reject(new Error('The SMS service did not take the message: 500.'));
    assert.equal((await browser.post(path, { strategy: 'phone_code' })).status, 503);
    instance.mailbox.send = send;
    assert.equal((await browser.post(path, { strategy: 'phone_code' })).status, 200, 'no message, no wait');
    assert.ok(instance.log.every((line) => !line.includes(PHONE)));
  });

  it('a phone code is not sent to a country that was taken off the list', async () => {
    const instance = await open({ config: { ...PHONE_ONLY, sms: { countries: ['GB'] } } });
    const browser = instance.browser();
    const { userId } = await signUpWithPhone(instance, browser, '+447400123456');
    const [phone] = await instance.storage.listPhoneNumbers([userId]);
    await instance.storage.updatePhoneNumber(phone!.id, { phone: PHONE }, instance.clock.now());
    const answer = await instance.browser().post(SIGN_INS, { identifier: PHONE, strategy: 'phone_code' });
    assert.equal(answer.code, 'verification_not_sent');
    assert.equal(instance.mailbox.to(PHONE).length, 0);
  });
});
