import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const EMAILS = '/v1/me/email_addresses';

onSqlite('the signed-in user', (open) => {
  it('a user changes names and username, and removes them with an empty value', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const changed = await browser.override('PATCH', '/v1/me', {
      first_name: ' Ada ',
      last_name: 'Berg',
      username: 'ada_b',
    });
    const { first_name, last_name, username } = changed.response;
    assert.deepEqual([first_name, last_name, username], ['Ada', 'Berg', 'ada_b']);
    assert.equal(changed.client?.sessions[0]?.user?.first_name, 'Ada');
    assert.equal(changed.client?.sessions[0]?.public_user_data.first_name, 'Ada');
    const emptied = await browser.override('PATCH', '/v1/me', { last_name: '', username: '' });
    assert.deepEqual([emptied.response.last_name, emptied.response.username], [null, null]);
    assert.equal(emptied.response.first_name, 'Ada');
  });

  for (const [what, name] of [
    ['zero-width characters', '\u200b\u200d\u2060'],
    ['blanks of other kinds', '\u2003\u3000'],
    ['fillers', '\u3164\u115f\uffa0'],
    ['an empty Braille cell', '\u2800'],
    ['marks without a letter', '\u0301\ufe0f'],
  ] as const) {
    it(`a user keeps their names when a new one is invisible: ${what}`, async () => {
      const instance = await open();
      const browser = instance.browser();
      await instance.signUp(browser, 'ada@example.com');
      await browser.override('PATCH', '/v1/me', { first_name: 'Ada', last_name: 'Berg' });
      for (const field of ['first_name', 'last_name']) {
        const refused = await browser.override('PATCH', '/v1/me', { [field]: name });
        // Blanks alone take a name back, as an empty value does.
        if (name.trim() === '') assert.equal(refused.response[field], null);
        else assert.deepEqual([refused.status, refused.code, refused.param], [422, 'form_param_nil', field]);
      }
      const signUp = await instance.browser().post('/v1/client/sign_ups', { first_name: name });
      if (name.trim() === '') assert.equal(signUp.response.first_name, null);
      else assert.deepEqual([signUp.status, signUp.code, signUp.param], [422, 'form_param_nil', 'first_name']);
    });
  }

  it('a name may be a flag, one letter, or hold joiners', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    for (const name of ['🇨🇭', 'O', 'می\u200cخواهم', '👩‍🚀', 'ᄀ']) {
      assert.equal((await browser.override('PATCH', '/v1/me', { first_name: name })).response.first_name, name);
    }
  });

  it('a name keeps markup as text', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const name = '<img src=x onerror=alert(1)> "Ada" & co';
    assert.equal((await browser.override('PATCH', '/v1/me', { first_name: name })).response.first_name, name);
  });

  it('a user cannot take the username of another one, but may change the case of their own', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'bo@example.com', { username: 'bo_c' });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com', { username: 'ada_b' });
    const taken = await browser.override('PATCH', '/v1/me', { username: 'BO_C' });
    assert.deepEqual([taken.status, taken.code, taken.param], [422, 'form_identifier_exists', 'username']);
    assert.equal((await browser.override('PATCH', '/v1/me', { username: 'Ada_B' })).response.username, 'Ada_B');
    const codes = [];
    for (const username of ['abc', 'no blanks', '12345', 'x'.repeat(65)]) {
      codes.push((await browser.override('PATCH', '/v1/me', { username })).code);
    }
    assert.deepEqual(codes, [
      'form_username_invalid_length',
      'form_username_invalid_character',
      'form_username_needs_non_number_char',
      'form_username_invalid_length',
    ]);
  });

  it('a user cannot remove required attributes, nor set those that are off', async () => {
    const instance = await open({ config: { attributes: { firstName: 'required', lastName: 'off' } } });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com', { first_name: 'Ada' });
    const nil = await browser.override('PATCH', '/v1/me', { first_name: '' });
    assert.deepEqual([nil.code, nil.param], ['form_param_nil', 'first_name']);
    assert.equal((await browser.override('PATCH', '/v1/me', { last_name: 'Berg' })).response.last_name, null);
  });

  it('unsafe metadata is replaced as a whole, or merged', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const metadata = async (path: string, value: unknown) =>
      (await browser.override('PATCH', path, { unsafe_metadata: JSON.stringify(value) })).response.unsafe_metadata;
    assert.deepEqual(await metadata('/v1/me', { a: 1, b: { c: 2 } }), { a: 1, b: { c: 2 } });
    assert.deepEqual(await metadata('/v1/me/metadata', { a: null, b: { d: [3] }, e: 'x' }), {
      b: { c: 2, d: [3] },
      e: 'x',
    });
    assert.deepEqual(await metadata('/v1/me/metadata', { constructor: { prototype: 1 } }), {
      b: { c: 2, d: [3] },
      e: 'x',
      constructor: { prototype: 1 },
    });
    assert.deepEqual(await metadata('/v1/me', {}), {});
    const patches = Array.from({ length: 10 }, (_, i) => metadata('/v1/me/metadata', { [`k${i}`]: i }));
    await Promise.all(patches);
    assert.equal(Object.keys((await browser.get('/v1/me')).response.unsafe_metadata).length, 10);
  });

  it('/me answers the user of the named session, else of the last active one', async () => {
    const instance = await open();
    const browser = instance.browser();
    const ada = await instance.signUp(browser, 'ada@example.com');
    const bo = await instance.signUp(browser, 'bo@example.com');
    assert.equal((await browser.get(`/v1/me?_clerk_session_id=${ada.sessionId}`)).response.id, ada.userId);
    assert.equal((await browser.get('/v1/me')).response.id, bo.userId);
    await browser.post(`/v1/client/sessions/${bo.sessionId}/remove`);
    assert.equal((await browser.get('/v1/me')).response.id, ada.userId);
    assert.equal((await browser.get(`/v1/me?_clerk_session_id=${bo.sessionId}`)).status, 401);
  });

  it('a user adds an email address, verifies it, makes it the primary one and removes the old one', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, 'ada@example.com');
    instance.clock.advance(1_000);
    const added = await browser.post(`${EMAILS}/`, { email_address: 'ada@new.example' });
    assert.equal(added.response.object, 'email_address');
    assert.equal(added.response.verification, null);
    assert.equal(added.client?.sessions[0]?.user?.email_addresses.length, 2);
    const path = `${EMAILS}/${added.response.id}`;

    const early = await browser.override('PATCH', '/v1/me', { primary_email_address_id: added.response.id });
    assert.deepEqual([early.code, early.param], ['form_param_value_invalid', 'primary_email_address_id']);
    const prepared = await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    assert.equal(prepared.response.verification.status, 'unverified');
    const code = instance.mailbox.lastCode('ada@new.example');
    const wrong = await browser.post(`${path}/attempt_verification`, { code: code === '000000' ? '000001' : '000000' });
    assert.equal(wrong.code, 'form_code_incorrect');
    assert.equal((await browser.get(path)).response.verification.attempts, 1);
    const verified = await browser.post(`${path}/attempt_verification`, { code });
    assert.equal(verified.response.verification.status, 'verified');
    assert.equal((await browser.post(`${path}/attempt_verification`, { code })).code, 'verification_already_verified');

    const changed = await browser.override('PATCH', '/v1/me', { primary_email_address_id: added.response.id });
    assert.equal(changed.response.primary_email_address_id, added.response.id);
    const [old] = changed.response.email_addresses;
    const removed = await browser.override('DELETE', `${EMAILS}/${old.id}`);
    assert.deepEqual(removed.response, { object: 'email_address', id: old.id, deleted: true });
    assert.equal(removed.client?.sessions[0]?.user?.email_addresses.length, 1);
    const signIn = (identifier: string) =>
      instance.browser().post('/v1/client/sign_ins', { identifier, password: PASSWORD });
    assert.equal((await signIn('ada@example.com')).code, 'form_identifier_not_found');
    assert.equal((await signIn('ADA@new.example')).client?.sessions[0]?.user?.id, userId);
  });

  itOnBoth('a user keeps at least one sign-in method, even when two are removed in parallel', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const last = (await browser.get('/v1/me')).response.primary_email_address_id;
    const refused = await browser.override('DELETE', `${EMAILS}/${last}`);
    assert.deepEqual([refused.status, refused.code], [400, 'identification_deletion_failed']);
    const { response } = await browser.post(EMAILS, { email_address: 'ada@new.example' });
    await browser.post(`${EMAILS}/${response.id}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode('ada@new.example');
    await browser.post(`${EMAILS}/${response.id}/attempt_verification`, { code });
    const answers = await Promise.all([last, response.id].map((id) => browser.override('DELETE', `${EMAILS}/${id}`)));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 400]);
    const me = (await browser.get('/v1/me')).response;
    assert.equal(me.primary_email_address_id, me.email_addresses[0].id);
  });

  it('a user cannot add an address that another user has verified, or a malformed one', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'bo@example.com');
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const code = async (email_address: string) => (await browser.post(EMAILS, { email_address })).code;
    assert.equal(await code('BO@example.com'), 'form_identifier_exists');
    assert.equal(await code('ada@example.com'), 'form_identifier_exists');
    const hostile = [
      'a@b',
      'a b@example.com',
      'a@example.com,b@example.com',
      '"e@evil"@example.com',
      'a@ex_ample.com',
      'a@@b.com',
      '<a@b.com>',
      'a@[1.2.3.4]',
      '.a@b.com',
      'a@-b.com',
    ];
    for (const email of hostile) assert.equal(await code(email), 'form_param_format_invalid', email);
    assert.equal(await code('a@b.com\r\nBcc: x@y.z'), 'form_param_format_invalid');
    assert.equal(await code(''), 'form_param_nil');
  });
});
