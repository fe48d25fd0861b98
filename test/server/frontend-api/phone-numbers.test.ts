import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const PHONES = '/v1/me/phone_numbers/';
const ADA = '+12015550123';
const BO = '+12025550147';

onSqlite('phone numbers of the signed-in user', (open) => {
  const start = async (config: object = {}, username?: string) => {
    const instance = await open({
      config: {
        attributes: { phoneNumber: 'optional', username: 'optional' },
        secondFactors: { phoneCode: true },
        ...config,
      },
    });
    const browser = instance.browser();
    const user = await instance.signUp(browser, 'ada@example.com', username ? { username } : {});
    return { instance, browser, ...user };
  };
  const add = async (browser: TestBrowser, phone_number = ADA, fields: Record<string, string> = {}) =>
    browser.post(PHONES, { phone_number, ...fields });
  const verify = async (instance: TestInstance, browser: TestBrowser, id: string, phone = ADA): Promise<Answer> => {
    const prepared = await browser.post(`${PHONES}${id}/prepare_verification`, { strategy: 'phone_code' });
    assert.equal(prepared.status, 200);
    const code = instance.mailbox.lastCode(phone);
    return browser.post(`${PHONES}${id}/attempt_verification`, { code });
  };
  const added = async (instance: TestInstance, browser: TestBrowser, phone = ADA, fields = {}): Promise<string> => {
    const { response } = await add(browser, phone, fields);
    assert.equal((await verify(instance, browser, response.id, phone)).status, 200);
    return response.id;
  };
  const patch = (browser: TestBrowser, id: string, form: Record<string, string>) =>
    browser.override('PATCH', `${PHONES}${id}`, form);
  const me = async (browser: TestBrowser) => (await browser.get('/v1/me')).response;

  it('a phone number is added and verified by a code, and the first one becomes the primary one', async () => {
    const { instance, browser, userId } = await start();
    const { response, client } = await add(browser, '+1 (201) 555-0123');
    const { id, phone_number, verification, backup_codes } = response;
    assert.deepEqual([phone_number, verification, backup_codes], [ADA, null, null]);
    assert.equal(client?.sessions[0]?.user?.phone_numbers?.[0]?.id, id);
    assert.equal((await me(browser)).primary_phone_number_id, null);
    const path = `${PHONES}${id}/prepare_verification`;
    const prepared = await browser.post(path, { strategy: 'phone_code' });
    assert.equal(prepared.response.verification.status, 'unverified');
    assert.equal(prepared.response.verification.channel, 'sms');
    const [message] = instance.mailbox.to(ADA);
    assert.deepEqual([message?.channel, message?.template], ['sms', 'verification_code']);
    const attempt = { code: instance.mailbox.lastCode(ADA) };
    const done = await browser.post(`${PHONES}${id}/attempt_verification`, attempt);
    assert.deepEqual([done.response.verification.status, done.response.backup_codes], ['verified', null]);
    const user = await me(browser);
    assert.deepEqual([user.id, user.primary_phone_number_id, user.two_factor_enabled], [userId, id, false]);
    assert.deepEqual(
      (await browser.get(PHONES)).response.map((phone: { id: string }) => phone.id),
      [id],
    );
    assert.equal((await browser.get(`${PHONES}${id}`)).response.id, id);
    const again = await browser.post(`${PHONES}${id}/attempt_verification`, attempt);
    assert.equal(again.code, 'verification_already_verified');
  });

  it('the owner is told about phone numbers by mail, with the number masked', async () => {
    const { instance, browser } = await start();
    const id = await added(instance, browser);
    await browser.override('DELETE', `${PHONES}${id}`);
    const told = instance.mailbox
      .to('ada@example.com')
      .flatMap((message) => (message.template === 'notification' ? [[message.kind, message.item]] : []));
    assert.deepEqual(told, [
      ['phone_number_added', '+1********23'],
      ['phone_number_removed', '+1********23'],
    ]);
  });

  it('a phone number that is malformed or gets no messages is refused with the reason', async () => {
    const { browser } = await start();
    const refused: Record<string, string> = {
      '2015550123': 'form_param_format_invalid',
      '+1201': 'form_param_format_invalid',
      'ada@example.com': 'form_param_format_invalid',
      '+447400123456': 'form_param_value_invalid',
      '+18762101234': 'form_param_value_invalid',
      '+19002345678': 'form_param_value_invalid',
      '+881612345678': 'form_param_value_invalid',
    };
    for (const [phone, code] of Object.entries(refused)) {
      const answer = await add(browser, phone);
      assert.deepEqual([answer.status, answer.code, answer.param], [422, code, 'phone_number'], phone);
    }
    assert.equal((await browser.post(PHONES, {})).code, 'form_param_missing');
  });

  it('a phone number may be of every country on the list', async () => {
    const { browser } = await start({ sms: { countries: ['gb', 'US'] } });
    assert.equal((await add(browser, '+447400123456')).status, 200);
    assert.equal((await add(browser, '+15062345678')).code, 'form_param_value_invalid');
    const everywhere = await start({ sms: { countries: ['*'] } });
    assert.equal((await add(everywhere.browser, '+4915123456789')).status, 200);
    assert.equal((await add(everywhere.browser, '+19002345678')).code, 'form_param_value_invalid');
  });

  it('a verified phone number belongs to one account only', async () => {
    const { instance, browser } = await start();
    const other = instance.browser();
    await instance.signUp(other, 'bo@example.com');
    const mine = (await add(browser)).response.id;
    const theirs = (await add(other)).response.id;
    assert.equal((await add(browser)).code, 'form_identifier_exists');
    await verify(instance, browser, mine);
    instance.clock.advance(31_000);
    const late = await verify(instance, other, theirs);
    assert.deepEqual([late.status, late.code, late.param], [422, 'form_identifier_exists', 'phone_number']);
    const third = instance.browser();
    await instance.signUp(third, 'cy@example.com');
    assert.equal((await add(third)).code, 'form_identifier_exists');
  });

  it('phone numbers of other users are not found', async () => {
    const { instance, browser } = await start();
    const id = await added(instance, browser);
    const other = instance.browser();
    await instance.signUp(other, 'bo@example.com');
    const answers = [
      await other.get(`${PHONES}${id}`),
      await other.override('DELETE', `${PHONES}${id}`),
      await patch(other, id, { reserved_for_second_factor: 'true' }),
      await other.post(`${PHONES}${id}/prepare_verification`, { strategy: 'phone_code' }),
      await other.post(`${PHONES}${id}/attempt_verification`, { code: '424242' }),
    ];
    assert.deepEqual(
      answers.map(({ status, code }) => [status, code]),
      answers.map(() => [404, 'resource_not_found']),
    );
  });

  it('adding, changing and removing a phone number need reverification', async () => {
    const { instance, browser } = await start();
    const id = await added(instance, browser);
    instance.clock.advance(601_000);
    const answers = [
      await add(browser, BO),
      await patch(browser, id, { reserved_for_second_factor: 'true' }),
      await browser.override('DELETE', `${PHONES}${id}`),
    ];
    assert.deepEqual(
      answers.map(({ status, code }) => [status, code]),
      answers.map(() => [403, 'session_reverification_required']),
    );
    assert.equal((await me(browser)).phone_numbers.length, 1);
  });

  it('phone numbers are refused where the instance has none', async () => {
    const { browser } = await start({ attributes: {}, secondFactors: {} });
    assert.equal((await add(browser)).code, 'feature_not_enabled');
  });

  it('a phone number that is reserved for the second factor switches it on, with backup codes shown once', async () => {
    const { instance, browser } = await start();
    const id = await added(instance, browser);
    const on = await patch(browser, id, { reserved_for_second_factor: 'true' });
    const { reserved_for_second_factor, default_second_factor, backup_codes } = on.response;
    assert.deepEqual([reserved_for_second_factor, default_second_factor], [true, true]);
    assert.equal(new Set(backup_codes).size, 10);
    assert.equal((await browser.get(`${PHONES}${id}`)).response.backup_codes, null);
    const user = await me(browser);
    assert.deepEqual([user.two_factor_enabled, user.backup_code_enabled], [true, true]);
    assert.deepEqual([user.mfa_enabled_at, user.mfa_disabled_at], [instance.clock.now(), null]);
    assert.equal(user.primary_phone_number_id, null, 'it no longer signs in');
  });

  it('a phone number can be added for the second factor', async () => {
    const { instance, browser } = await start();
    const { response } = await add(browser, ADA, { reserved_for_second_factor: 'true' });
    assert.equal((await me(browser)).two_factor_enabled, false, 'not before it is verified');
    const done = await verify(instance, browser, response.id);
    assert.deepEqual([done.response.default_second_factor, done.response.backup_codes?.length], [true, 10]);
    assert.equal((await browser.post('/v1/me/backup_codes')).status, 200, 'the phone was just proven');
  });

  it('one of the phone numbers reserved for the second factor is the default', async () => {
    const { instance, browser } = await start();
    const first = await added(instance, browser);
    const second = await added(instance, browser, BO);
    await patch(browser, first, { reserved_for_second_factor: 'true' });
    // With a second factor, a fresh proof needs it too; this test is about something else.
    await instance.storage.verifySession(
      (await browser.get('/v1/client')).response.sessions[0].id,
      { second_factor_at: instance.clock.now() },
      instance.clock.now(),
    );
    const kept = await patch(browser, second, { reserved_for_second_factor: 'true' });
    assert.deepEqual([kept.response.default_second_factor, kept.response.backup_codes], [false, null]);
    assert.equal(
      (await patch(browser, second, { default_second_factor: 'true' })).response.default_second_factor,
      true,
    );
    const flags = async () =>
      Object.fromEntries(
        (await me(browser)).phone_numbers.map((phone: Record<string, unknown>) => [
          phone.id,
          phone.default_second_factor,
        ]),
      );
    assert.deepEqual(await flags(), { [first]: false, [second]: true });
    await browser.override('DELETE', `${PHONES}${second}`);
    assert.deepEqual(await flags(), { [first]: true });
    await patch(browser, first, { reserved_for_second_factor: 'false' });
    const user = await me(browser);
    assert.deepEqual([user.two_factor_enabled, user.backup_code_enabled], [false, false]);
    assert.equal(user.mfa_disabled_at, instance.clock.now());
    assert.equal(user.primary_phone_number_id, first);
  });

  it('a phone number is reserved for the second factor only when it is verified and the instance has that factor', async () => {
    const { browser } = await start();
    const { response } = await add(browser);
    const early = await patch(browser, response.id, { reserved_for_second_factor: 'true' });
    assert.deepEqual([early.code, early.param], ['form_param_value_invalid', 'reserved_for_second_factor']);
    const off = await start({ secondFactors: {} });
    const id = await added(off.instance, off.browser);
    assert.equal((await patch(off.browser, id, { reserved_for_second_factor: 'true' })).code, 'feature_not_enabled');
    assert.equal((await add(off.browser, BO, { reserved_for_second_factor: 'true' })).code, 'feature_not_enabled');
    const odd = await patch(off.browser, id, { default_second_factor: 'true' });
    assert.deepEqual([odd.code, odd.param], ['form_param_value_invalid', 'default_second_factor']);
    assert.equal((await patch(off.browser, id, { default_second_factor: 'maybe' })).status, 422);
  });

  it('a phone number can be made the primary one unless it is unverified or reserved for the second factor', async () => {
    const { instance, browser } = await start();
    const first = await added(instance, browser);
    const second = await added(instance, browser, BO);
    const choose = (id: string) => browser.override('PATCH', '/v1/me', { primary_phone_number_id: id });
    assert.equal((await me(browser)).primary_phone_number_id, first);
    assert.equal((await choose(second)).response.primary_phone_number_id, second);
    await patch(browser, first, { reserved_for_second_factor: 'true' });
    const { response } = await choose(first);
    assert.equal(response, undefined);
    assert.equal((await choose('idn_none')).param, 'primary_phone_number_id');
    assert.equal((await me(browser)).primary_phone_number_id, second);
  });

  it('a phone number that is the last sign-in method is neither removed nor reserved for the second factor', async () => {
    const attributes = { emailAddress: 'off', phoneNumber: 'required', username: 'off', password: 'off' };
    const instance = await open({ config: { attributes: attributes as never, secondFactors: { phoneCode: true } } });
    const browser = instance.browser();
    const { response } = await browser.post('/v1/client/sign_ups', { phone_number: ADA });
    const path = `/v1/client/sign_ups/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const code = instance.mailbox.lastCode(ADA);
    await browser.post(`${path}/attempt_verification`, { strategy: 'phone_code', code });
    const [{ id }] = (await me(browser)).phone_numbers;
    assert.equal((await browser.override('DELETE', `${PHONES}${id}`)).code, 'identification_deletion_failed');
    const kept = await patch(browser, id, { reserved_for_second_factor: 'true' });
    assert.equal(kept.code, 'identification_deletion_failed');
    assert.equal((await me(browser)).two_factor_enabled, false);
    const other = await added(instance, browser, BO);
    const gone = await Promise.all([id, other].map((each) => browser.override('DELETE', `${PHONES}${each}`)));
    assert.deepEqual(gone.map(({ status }) => status).sort(), [200, 400], 'of two parallel removals one is refused');
  });
});
