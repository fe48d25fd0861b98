import assert from 'node:assert/strict';
import { it } from 'node:test';
import { backendOf, type CallBackend } from '../../support/backend-api.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { EVERYTHING, OTHER_EMAIL, signUpWhole, WHOLE_EMAIL, WHOLE_PHONE } from '../../support/whole-account.ts';

const ADA = 'ada@example.com';
const NEW = 'new@example.com';
const PHONE = '+12025550147';
const SIGN_INS = '/v1/client/sign_ins';
const PHONES = { config: { attributes: { phoneNumber: 'optional' }, secondFactors: { phoneCode: true } } } as const;

/** Addresses and kinds of the mails that told the owner of a change, in alphabetical order. */
async function told(instance: TestInstance): Promise<string[]> {
  await instance.app.settle();
  return instance.mailbox.messages.flatMap((mail) => ('kind' in mail ? [`${mail.to} ${mail.kind}`] : [])).sort();
}

/** Creates a user with a password. @returns its id */
async function createUser(call: CallBackend, fields: Record<string, unknown>): Promise<string> {
  const { status, body } = await call('POST', '/users', { password: PASSWORD, ...fields });
  assert.equal(status, 200, JSON.stringify(body));
  return body.id;
}

const signIn = (instance: TestInstance, identifier: string) =>
  instance.browser().post(SIGN_INS, { identifier, strategy: 'password', password: PASSWORD });

onSqlite('email addresses and phone numbers of the Backend API', (open) => {
  it('a verified email address signs in, and the owner is told', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const user_id = await createUser(call, { email_address: [ADA] });
    const made = await call('POST', '/email_addresses', { user_id, email_address: NEW, verified: true });
    assert.deepEqual([made.status, made.body.object, made.body.email_address], [200, 'email_address', NEW]);
    assert.deepEqual(made.body.verification, {
      object: 'verification_admin',
      status: 'verified',
      strategy: 'admin',
      attempts: null,
      expire_at: null,
    });
    assert.deepEqual((await call('GET', `/email_addresses/${made.body.id}`)).body, made.body);
    assert.equal((await signIn(instance, NEW)).response.status, 'complete');
    assert.deepEqual(await told(instance), [`${ADA} email_address_added`]);
  });

  it('an email address that is not verified signs nobody in, until it is verified and made the primary one', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const user_id = await createUser(call, { email_address: [ADA] });
    const { body: made } = await call('POST', '/email_addresses', { user_id, email_address: NEW });
    assert.equal(made.verification, null);
    assert.equal((await signIn(instance, NEW)).code, 'form_identifier_not_found');
    const path = `/email_addresses/${made.id}`;
    const early = await call('PATCH', path, { primary: true });
    assert.deepEqual([early.status, early.body.errors[0].meta.param_name], [422, 'primary']);
    const { body } = await call('PATCH', path, { verified: true, primary: true });
    assert.equal(body.verification.status, 'verified');
    assert.equal((await call('GET', `/users/${user_id}`)).body.primary_email_address_id, made.id);
    assert.equal((await signIn(instance, NEW)).response.status, 'complete');
    assert.deepEqual(await told(instance), [
      `${ADA} primary_email_address_changed`,
      `${NEW} primary_email_address_changed`,
    ]);
    for (const [field, value] of [
      ['verified', false],
      ['primary', false],
    ] as const) {
      const refused = await call('PATCH', path, { [field]: value });
      assert.deepEqual([refused.status, refused.body.errors[0].meta.param_name], [422, field]);
    }
    const { body: same } = await call('PATCH', path, { verified: true, primary: true });
    assert.equal(same.updated_at, body.updated_at);
  });

  it('the first verified email address of a user is the primary one', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const user_id = await createUser(call, { username: 'countess', skip_user_requirement: true });
    const { body } = await call('POST', '/email_addresses', { user_id, email_address: NEW, verified: true });
    assert.equal((await call('GET', `/users/${user_id}`)).body.primary_email_address_id, body.id);
  });

  itOnBoth('an address or number that another user has is refused, and of parallel ones one wins', async () => {
    const instance = await open(PHONES);
    const call = await backendOf(instance);
    const ada = await createUser(call, { email_address: [ADA], phone_number: [WHOLE_PHONE] });
    const bo = await createUser(call, { email_address: ['bo@example.com'] });
    for (const [list, field, value] of [
      ['email_addresses', 'email_address', 'ADA@example.com'],
      ['phone_numbers', 'phone_number', WHOLE_PHONE],
    ] as const) {
      for (const user_id of [ada, bo]) {
        for (const verified of [true, false]) {
          const { status, code, body } = await call('POST', `/${list}`, { user_id, [field]: value, verified });
          assert.deepEqual([status, code, body.errors[0].meta.param_name], [422, 'form_identifier_exists', field]);
        }
      }
    }
    // Both may claim an address until one of them has verified it.
    const claims = await Promise.all(
      [ada, bo].map((user_id) => call('POST', '/email_addresses', { user_id, email_address: NEW })),
    );
    const proofs = claims.map(({ body }) => call('PATCH', `/email_addresses/${body.id}`, { verified: true }));
    assert.deepEqual((await Promise.all(proofs)).map(({ status }) => status).sort(), [200, 422]);
  });

  it('fields that are missing, wrong or unknown are refused, and so are ids that nobody has', async () => {
    const instance = await open(PHONES);
    const call = await backendOf(instance);
    const user_id = await createUser(call, { email_address: [ADA] });
    for (const [body, status] of [
      [{ email_address: NEW }, 422],
      [{ user_id }, 422],
      [{ user_id: 'user_nobody', email_address: NEW }, 404],
      [{ user_id: "x'--", email_address: NEW }, 404],
      [{ user_id, email_address: 'nobody' }, 422],
      [{ user_id, email_address: 5 }, 422],
      [{ user_id, email_address: NEW, verified: 'yes' }, 422],
      [{ user_id, email_address: NEW, primary: true }, 422],
      [{ user_id, email_address: NEW, reserved: true }, 422],
    ] as const) {
      assert.equal((await call('POST', '/email_addresses', body)).status, status, JSON.stringify(body));
    }
    for (const [body, status] of [
      [{ user_id, phone_number: '12' }, 422],
      [{ user_id, phone_number: PHONE, reserved_for_second_factor: true }, 422],
      [{ user_id, phone_number: PHONE, verified: true, primary: true, reserved_for_second_factor: true }, 422],
      [{ user_id, phone_number: PHONE, email_address: NEW }, 422],
    ] as const) {
      assert.equal((await call('POST', '/phone_numbers', body)).status, status, JSON.stringify(body));
    }
    const { body: user } = await call('GET', `/users/${user_id}`);
    assert.deepEqual([user.email_addresses.length, user.phone_numbers.length], [1, 0]);
    for (const list of ['email_addresses', 'phone_numbers']) {
      for (const id of ['idn_nobody', user_id, '%00', '..%2Fusers']) {
        for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE', {}]] as const) {
          assert.equal((await call(method, `/${list}/${id}`, body)).status, 404, `${method} ${list} ${id}`);
        }
      }
    }
    // An id of one kind is none of the other.
    assert.equal((await call('GET', `/phone_numbers/${user.email_addresses[0].id}`)).status, 404);
  });

  it('an email address is removed, and both addresses are told, but the last sign-in method stays', async () => {
    const instance = await open({ config: { attributes: { password: 'off' } } });
    const call = await backendOf(instance);
    const { body: user } = await call('POST', '/users', { email_address: [ADA, NEW] });
    const [first, second] = user.email_addresses
      .map(({ id }: { id: string }) => id)
      .sort((id: string) => (id === user.primary_email_address_id ? -1 : 1));
    const { status, body } = await call('DELETE', `/email_addresses/${first}`);
    assert.deepEqual([status, body], [200, { object: 'email_address', id: first, deleted: true }]);
    assert.equal((await call('GET', `/users/${user.id}`)).body.primary_email_address_id, second);
    assert.deepEqual(await told(instance), [`${ADA} email_address_removed`, `${NEW} email_address_removed`]);
    const last = await call('DELETE', `/email_addresses/${second}`);
    assert.deepEqual([last.status, last.code], [400, 'identification_deletion_failed']);
  });

  it('one email address takes the place of all others, which are told', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const id = await createUser(call, { email_address: [ADA, 'b@example.com'] });
    const path = `/users/${id}/email_address`;
    const { status, body } = await call('PUT', path, { email_address: NEW });
    assert.deepEqual([status, body.email_address, body.verification.strategy], [200, NEW, 'admin']);
    const { body: user } = await call('GET', `/users/${id}`);
    assert.deepEqual(
      [user.primary_email_address_id, user.email_addresses.map((each: { id: string }) => each.id)],
      [body.id, [body.id]],
    );
    assert.equal((await signIn(instance, ADA)).code, 'form_identifier_not_found');
    assert.equal((await signIn(instance, NEW)).response.status, 'complete');
    const mails = await told(instance);
    for (const mail of [
      `${ADA} email_address_removed`,
      `${ADA} primary_email_address_changed`,
      'b@example.com email_address_removed',
    ]) {
      assert.ok(mails.includes(mail), mail);
    }
    // The same one again changes nothing.
    assert.equal((await call('PUT', path, { email_address: NEW.toUpperCase() })).body.id, body.id);
    const unverified = await call('PUT', path, { email_address: ADA, identification_status: 'unverified' });
    assert.deepEqual([unverified.status, unverified.code], [400, 'identification_deletion_failed']);
    const reserved = await call('PUT', path, { email_address: ADA, identification_status: 'reserved' });
    assert.equal(reserved.status, 422);
    assert.match(reserved.body.errors[0].long_message, /no reserved identifiers/);
    assert.equal((await call('PUT', '/users/user_nobody/email_address', { email_address: ADA })).status, 404);
    assert.deepEqual((await call('GET', `/users/${id}`)).body.email_addresses.length, 1);
  });

  it('an email address that a connected account is linked to is not replaced', async () => {
    const instance = await open({ config: EVERYTHING });
    const call = await backendOf(instance);
    const { userId, ids } = await signUpWhole(instance, instance.browser());
    const [primary] = (await instance.storage.listEmailAddresses([userId])).filter(
      ({ email }) => email === WHOLE_EMAIL,
    );
    const link = { email_address_id: primary?.id ?? null };
    await instance.storage.updateExternalAccount(ids.external, link, instance.clock.now());
    const refused = await call('PUT', `/users/${userId}/email_address`, { email_address: NEW });
    assert.deepEqual([refused.status, refused.code], [400, 'identification_deletion_failed']);
    assert.equal((await call('GET', `/users/${userId}`)).body.email_addresses.length, 2);
    const { status } = await call('PUT', `/users/${userId}/email_address`, { email_address: WHOLE_EMAIL });
    assert.equal(status, 200);
    assert.equal((await signIn(instance, OTHER_EMAIL)).code, 'form_identifier_not_found');
  });

  it('a number becomes a second factor with backup codes, an identifier again, and goes', async () => {
    const instance = await open(PHONES);
    const call = await backendOf(instance);
    const user_id = await createUser(call, { email_address: [ADA] });
    const input = { user_id, phone_number: '+1 (202) 555-0147', verified: true, reserved_for_second_factor: true };
    const { status, body } = await call('POST', '/phone_numbers', input);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      [body.phone_number, body.reserved_for_second_factor, body.default_second_factor, body.backup_codes.length],
      [PHONE, true, true, 10],
    );
    const path = `/phone_numbers/${body.id}`;
    assert.equal((await call('GET', path)).body.backup_codes, null);
    assert.equal((await signIn(instance, ADA)).response.status, 'needs_second_factor');
    assert.equal((await signIn(instance, PHONE)).code, 'form_identifier_not_found');
    assert.equal((await call('PATCH', path, { primary: true })).status, 422);
    const free = await call('PATCH', path, { reserved_for_second_factor: false, primary: true });
    assert.deepEqual([free.status, free.body.reserved_for_second_factor], [200, false]);
    const { body: user } = await call('GET', `/users/${user_id}`);
    assert.deepEqual([user.primary_phone_number_id, user.two_factor_enabled], [body.id, false]);
    assert.equal((await signIn(instance, PHONE)).response.status, 'complete');
    const gone = await call('DELETE', path);
    assert.deepEqual(gone.body, { object: 'phone_number', id: body.id, deleted: true });
    assert.deepEqual(await told(instance), [
      `${ADA} phone_number_removed`,
      `${ADA} phone_second_factor_disabled`,
      `${ADA} phone_second_factor_enabled`,
    ]);
  });

  it('one phone number takes the place of all others, also of a second factor', async () => {
    const instance = await open(PHONES);
    const call = await backendOf(instance);
    const user_id = await createUser(call, { email_address: [ADA], phone_number: [WHOLE_PHONE] });
    const second = { user_id, phone_number: PHONE, verified: true, reserved_for_second_factor: true };
    await call('POST', '/phone_numbers', second);
    const { status, body } = await call('PUT', `/users/${user_id}/phone_number`, { phone_number: PHONE });
    assert.deepEqual([status, body.reserved_for_second_factor], [200, false]);
    const { body: user } = await call('GET', `/users/${user_id}`);
    assert.deepEqual(
      [user.primary_phone_number_id, user.phone_numbers.length, user.two_factor_enabled, user.backup_code_enabled],
      [body.id, 1, false, false],
    );
    const later = await call('PUT', `/users/${user_id}/phone_number`, {
      phone_number: WHOLE_PHONE,
      identification_status: 'unverified',
    });
    assert.deepEqual([later.status, later.body.verification], [200, null]);
    assert.equal((await call('GET', `/users/${user_id}`)).body.primary_phone_number_id, null);
  });

  it('a code that the server sends verifies an address once, and signs nobody in', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const user_id = await createUser(call, { email_address: [ADA] });
    const { body: email } = await call('POST', '/email_addresses', { user_id, email_address: NEW });
    const path = `/email_addresses/${email.id}`;
    const { status, body: sent } = await call('POST', `${path}/prepare_verification`);
    assert.equal(status, 200, JSON.stringify(sent));
    assert.deepEqual([sent.status, sent.strategy, sent.attempts, sent.channel], ['unverified', 'email_code', 0, null]);
    const attempt = (code: string, id: string = sent.id, at = path) =>
      call('POST', `${at}/attempt_verification`, { verification_id: id, code });
    const wrong = await attempt('000000');
    assert.deepEqual([wrong.status, wrong.body.status, wrong.body.attempts], [200, 'unverified', 1]);
    assert.equal((await attempt('000000', 'code_nobody')).status, 404);
    const other = `/email_addresses/${(await call('GET', `/users/${user_id}`)).body.primary_email_address_id}`;
    assert.equal((await attempt(instance.mailbox.lastCode(NEW), sent.id, other)).status, 404);
    const right = await attempt(instance.mailbox.lastCode(NEW));
    assert.deepEqual([right.status, right.body.status, right.body.id], [200, 'verified', sent.id]);
    const again = await attempt(instance.mailbox.lastCode(NEW));
    assert.deepEqual([again.status, again.code], [400, 'verification_already_verified']);
    assert.equal((await call('GET', path)).body.verification.status, 'verified');
    assert.equal((await call('GET', `/sessions?user_id=${user_id}`)).body.length, 0);
    // A verified one can be checked as well, to learn whether its owner reads it.
    instance.clock.advance(60_000);
    const { body: second } = await call('POST', `${path}/prepare_verification`);
    instance.clock.advance(600_000);
    assert.equal((await attempt(instance.mailbox.lastCode(NEW), second.id)).body.status, 'expired');
  });

  it('five wrong codes spoil a code, and a code of the owner is none of the server', async () => {
    const instance = await open(PHONES);
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA);
    const added = await browser.post('/v1/me/phone_numbers', { phone_number: PHONE });
    const path = `/phone_numbers/${added.response.id}`;
    await browser.post(`/v1/me${path}/prepare_verification`, { strategy: 'phone_code' });
    const ofOwner = instance.mailbox.lastCode(PHONE);
    instance.clock.advance(60_000);
    const { body: sent } = await call('POST', `${path}/prepare_verification`);
    assert.equal(sent.channel, 'sms');
    const attempt = (code: string) => call('POST', `${path}/attempt_verification`, { verification_id: sent.id, code });
    for (let i = 0; i < 4; i++) assert.equal((await attempt('000000')).body.status, 'unverified');
    assert.equal((await attempt('000000')).body.status, 'failed');
    assert.equal((await attempt(instance.mailbox.lastCode(PHONE))).body.status, 'failed');
    const proof = await browser.post(`/v1/me${path}/attempt_verification`, { code: ofOwner });
    assert.equal(proof.response.verification.status, 'verified');
    assert.equal((await call('GET', `/users/${userId}`)).body.primary_phone_number_id, added.response.id);
  });

  it('kinds that the settings switch off are refused', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const user_id = await createUser(call, { email_address: [ADA] });
    const { status, code } = await call('POST', '/phone_numbers', { user_id, phone_number: PHONE });
    assert.deepEqual([status, code], [422, 'form_param_unknown']);
  });
});
