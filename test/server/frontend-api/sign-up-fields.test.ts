import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const EMAIL = 'ada@example.com';

onSqlite('fields of a sign-up', (open) => {
  it('a sign-up requires consent to the terms where the instance asks for it', async () => {
    const instance = await open({ config: { signUp: { legalConsent: true } } });
    const browser = instance.browser();
    const form = { email_address: EMAIL, password: PASSWORD, legal_accepted: 'false' };
    const { response } = await browser.post(SIGN_UPS, form);
    const path = `${SIGN_UPS}/${response.id}`;
    assert.ok(response.required_fields.includes('legal_accepted'));
    assert.deepEqual([response.missing_fields, response.legal_accepted_at], [['legal_accepted'], null]);
    const wrong = await browser.override('PATCH', path, { legal_accepted: 'yes' });
    assert.deepEqual([wrong.status, wrong.code, wrong.param], [422, 'form_param_type_invalid', 'legal_accepted']);
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode(EMAIL);
    const verified = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(verified.response.status, 'missing_requirements');
    const at = instance.clock.now();
    const done = await browser.override('PATCH', path, { legal_accepted: 'true' });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.response.legal_accepted_at, at);
    assert.equal(done.client?.sessions[0]?.user?.legal_accepted_at, at);
  });

  it('a sign-up keeps the moment of consent, which can be taken back', async () => {
    const { browser: newBrowser, clock } = await open({ config: { signUp: { legalConsent: true } } });
    const browser = newBrowser();
    const at = clock.now();
    const { response } = await browser.post(SIGN_UPS, { legal_accepted: 'true' });
    const path = `${SIGN_UPS}/${response.id}`;
    clock.advance(60_000);
    const again = await browser.override('PATCH', path, { legal_accepted: 'true', first_name: 'Ada' });
    assert.equal(again.response.legal_accepted_at, at);
    const back = await browser.override('PATCH', path, { legal_accepted: 'false' });
    assert.deepEqual(
      [back.response.legal_accepted_at, back.response.missing_fields.includes('legal_accepted')],
      [null, true],
    );
  });

  it('a sign-up ignores consent where the instance does not ask for it', async () => {
    const { browser } = await open();
    const { response } = await browser().post(SIGN_UPS, { legal_accepted: 'true' });
    assert.deepEqual([response.legal_accepted_at, response.required_fields.includes('legal_accepted')], [null, false]);
  });

  it('a sign-up asks for an address or a number where either is enough', async () => {
    const attributes = {
      emailAddress: 'optional',
      phoneNumber: 'optional',
      password: 'optional',
      username: 'off',
    } as const;
    const instance = await open({ config: { attributes } });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS);
    const path = `${SIGN_UPS}/${response.id}`;
    assert.deepEqual(response.missing_fields, ['email_address_or_phone_number']);
    assert.ok(response.required_fields.includes('email_address_or_phone_number'));
    const given = await browser.override('PATCH', path, { email_address_or_phone_number: EMAIL });
    assert.deepEqual([given.response.email_address, given.response.missing_fields], [EMAIL, []]);
    assert.deepEqual(given.response.unverified_fields, ['email_address']);
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode(EMAIL);
    const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(done.response.status, 'complete');
  });

  it('an address that is verified later stays unverified, and identifies no account', async () => {
    const attributes = { username: 'required', emailAddress: 'optional', password: 'required' } as const;
    const instance = await open({ config: { attributes, signUp: { verifyEmailAddress: false } } });
    const form = { username: 'ada_b', password: PASSWORD, email_address: EMAIL };
    const { response, client } = await instance.browser().post(SIGN_UPS, form);
    assert.equal(response.status, 'complete');
    const user = client?.sessions[0]?.user;
    assert.deepEqual([user?.email_addresses.length, user?.primary_email_address_id], [1, null]);
    assert.notEqual(user?.email_addresses[0]?.verification?.status, 'verified');
    const byEmail = await instance.browser().post('/v1/client/sign_ins', { identifier: EMAIL });
    assert.equal(byEmail.code, 'form_identifier_not_found');
    const byName = await instance.browser().post('/v1/client/sign_ins', { identifier: 'ada_b', password: PASSWORD });
    assert.equal(byName.response.status, 'complete');
    // A person who only typed it does not keep its owner out.
    const owner = { ...form, username: 'real_ada' };
    assert.equal((await instance.browser().post(SIGN_UPS, owner)).response.status, 'complete');
  });

  it('a sign-up takes unsafe metadata, and none that only the operator may write', async () => {
    const { browser } = await open();
    const form = { unsafe_metadata: '{"plan":"pro"}', public_metadata: '{"role":"admin"}', ticket_id: 'inv_1' };
    const { response } = await browser().post(SIGN_UPS, form);
    assert.deepEqual([response.unsafe_metadata, response.public_metadata], [{ plan: 'pro' }, {}]);
  });
});
