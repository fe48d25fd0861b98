import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type AdminBrowser, adminOf, rowNamesOf, valueOf } from '../../support/admin.ts';
import { backendOf, type CallBackend } from '../../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;

describe('one user on the admin page', () => {
  let instance: TestInstance;
  let admin: AdminBrowser;
  let call: CallBackend;
  beforeEach(async () => {
    instance = await getTestInstance({
      config: {
        adminPage: true,
        secondFactors: { totp: true },
        attributes: { username: 'optional', phoneNumber: 'optional' },
      },
    });
    admin = await adminOf(instance);
    call = await backendOf(instance);
  });
  afterEach(() => instance.close());

  const create = async (fields: Record<string, unknown>): Promise<string> => {
    const { body } = await call('POST', '/users', { skip_password_requirement: true, ...fields });
    return body.id;
  };

  it('is edited, with errors at the fields', async () => {
    const id = await create({ first_name: 'Ada', email_address: ['ada@example.com'] });
    const refused = await admin.submit(`/users/${id}/details`, { first_name: 'Ada', username: 'a b c d' });
    assert.match(refused.text, /A username holds only letters/);
    assert.equal(valueOf(refused, 'username'), 'a b c d');
    const saved = await admin.submit(`/users/${id}/details`, {
      first_name: 'Augusta Ada',
      last_name: '',
      username: 'ada_b',
      external_id: 'crm-7',
    });
    assert.match(saved.text, /The changes were saved/);
    const { body } = await call('GET', `/users/${id}`);
    assert.deepEqual(
      [body.first_name, body.last_name, body.username, body.external_id],
      ['Augusta Ada', null, 'ada_b', 'crm-7'],
    );
  });

  it('gets email addresses and phone numbers, which can be verified, made primary and removed', async () => {
    const id = await create({ email_address: ['ada@example.com'] });
    const owned = async () => (await call('GET', `/users/${id}`)).body;
    const refused = await admin.submit(`/users/${id}/email-addresses`, { email_address: 'nobody' });
    assert.match(refused.text, /This is not an email address/);
    assert.equal(valueOf(refused, 'email_address'), 'nobody');
    await admin.submit(`/users/${id}/email-addresses`, { email_address: 'second@example.com' });
    const { email_addresses: emails } = await owned();
    const second = emails.find((each: { email_address: string }) => each.email_address === 'second@example.com').id;
    const path = `/users/${id}/email-addresses/${second}`;
    assert.equal((await admin.submit(`${path}/primary`)).status, 422);
    assert.match((await admin.submit(`${path}/verify`)).text, /The email address was changed/);
    await admin.submit(`${path}/primary`);
    assert.equal((await owned()).primary_email_address_id, second);
    assert.match((await admin.get(`${path}/remove`)).text, /Remove second@example\.com\?/);
    assert.match((await admin.submit(`${path}/remove`)).text, /The email address was removed/);
    assert.equal((await admin.post(`${path}/remove`)).status, 404);

    const added = await admin.submit(`/users/${id}/phone-numbers`, {
      phone_number: '+1 201 555 0123',
      phone_number_verified: 'true',
    });
    assert.match(added.text, /The phone number was added/);
    const { phone_numbers: phones } = await owned();
    assert.deepEqual([phones[0].phone_number, phones[0].verification.status], ['+12015550123', 'verified']);
    // What another user owns is not found.
    const other = await create({ email_address: ['other@example.com'] });
    assert.equal((await admin.post(`/users/${other}/phone-numbers/${phones[0].id}/remove`)).status, 404);
    assert.equal((await admin.get(`/users/${other}/phone-numbers/${phones[0].id}/remove`)).status, 404);
  });

  it('has three kinds of metadata, each replaced as JSON', async () => {
    const id = await create({ email_address: ['ada@example.com'], private_metadata: { a: 1 } });
    for (const typed of ['{', '"text"', '[]', '{"__proto__": {"a": 1}}', `{"a": "${'x'.repeat(9000)}"}`]) {
      const refused = await admin.submit(`/users/${id}/metadata/private_metadata`, { private_metadata: typed });
      assert.equal(refused.status, 422, typed.slice(0, 40));
      assert.ok(refused.elements.some(({ attributes }) => attributes['aria-invalid'] === 'true'));
    }
    const page = await admin.submit(`/users/${id}/metadata/private_metadata`, { private_metadata: '{"b": [2]}' });
    assert.match(page.text, /The metadata was saved/);
    assert.deepEqual((await call('GET', `/users/${id}`)).body.private_metadata, { b: [2] });
  });

  it('is banned, locked and freed again, after a question', async () => {
    const browser = instance.browser();
    const { userId: id } = await instance.signUp(browser, 'ada@example.com');
    for (const [name, question, done, status] of [
      ['ban', /Ban .*\?/, /The user was banned/, /Banned/],
      ['unban', /Lift the ban/, /The ban was lifted/, /Active/],
      ['lock', /Lock .*\?/, /The user was locked/, /Locked/],
      ['unlock', /Unlock .*\?/, /The user was unlocked/, /Active/],
    ] as const) {
      assert.match((await admin.get(`/users/${id}/${name}`)).text, question);
      const page = await admin.submit(`/users/${id}/${name}`);
      assert.match(page.text, done);
      assert.match(page.text, status);
    }
    const { body } = await call('GET', `/sessions?user_id=${id}`);
    assert.equal(body[0].status, 'revoked');
  });

  it('is deleted only when the identifier was typed', async () => {
    const id = await create({ first_name: 'Ada', email_address: ['ada@example.com'] });
    assert.match((await admin.get(`/users/${id}/delete`)).text, /Type ada@example.com to confirm/);
    for (const confirm of ['', 'Ada', 'ada@example.co']) {
      assert.match((await admin.submit(`/users/${id}/delete`, { confirm })).text, /not the identifier/);
    }
    const page = await admin.submit(`/users/${id}/delete`, { confirm: 'ada@example.com' });
    assert.match(page.text, /The user was deleted/);
    assert.equal((await admin.get(`/users/${id}`)).status, 404);
    assert.equal((await admin.post(`/users/${id}/ban`)).status, 404);
  });

  it('gets a password, and loses it and the sessions', async () => {
    const browser = instance.browser();
    const { userId: id } = await instance.signUp(browser, 'ada@example.com');
    const weak = await admin.submit(`/users/${id}/password`, { password: 'short' });
    assert.match(weak.text, /needs at least 8 characters/);
    const set = await admin.submit(`/users/${id}/password`, {
      password: 'another plain long phrase',
      end_sessions: 'true',
    });
    assert.match(set.text, /The password was set/);
    assert.equal((await call('GET', `/sessions?user_id=${id}&status=active`)).body.length, 0);
    assert.match((await admin.get(`/users/${id}/password/require-new`)).text, /Require a new password\?/);
    assert.match((await admin.submit(`/users/${id}/password/require-new`)).text, /signs nobody in until/);
    assert.match((await admin.submit(`/users/${id}/password/keep`)).text, /The password signs in again/);
    assert.match((await admin.get(`/users/${id}/password/remove`)).text, /Remove the password\?/);
    assert.match((await admin.submit(`/users/${id}/password/remove`)).text, /The user has no password/);
    assert.equal((await admin.get(`/users/${id}/password/remove`)).status, 404);
  });

  it('shows the sessions, which end one by one or all at once', async () => {
    const first = instance.browser();
    const { userId: id, sessionId } = await instance.signUp(first, 'ada@example.com');
    const page = await admin.get(`/users/${id}/sessions`);
    assert.deepEqual(rowNamesOf(page), ['Chrome 140 on Linux']);
    assert.match(page.text, /198\.51\.100\.\d+/);
    assert.match((await admin.get('/sessions')).text, /Chrome 140 on Linux/);
    const ended = await admin.submit(`/sessions/${sessionId}/end`, { from: `/users/${id}/sessions` });
    assert.match(ended.text, /The session was ended/);
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'revoked');
    assert.match((await admin.get('/sessions')).text, /There are no such sessions/);
    assert.match((await admin.get('/sessions?status=revoked')).text, /Chrome 140/);
    assert.match((await admin.get(`/users/${id}/sessions/end`)).text, /End all sessions\?/);
    assert.match((await admin.submit(`/users/${id}/sessions/end`)).text, /All sessions were ended/);
  });

  it('gets a sign-in link that is shown once, and in no address', async () => {
    const id = await create({ email_address: ['ada@example.com'] });
    const page = await admin.post(`/users/${id}/sign-in-link`, { lasts: 'hour' });
    assert.deepEqual([page.status, page.location], [200, null]);
    const link = page.elements.find(({ attributes }) => attributes['data-copy']?.includes('ticket='));
    const ticket = new URL(link?.attributes['data-copy'] ?? '').searchParams.get('ticket');
    assert.ok(ticket);
    assert.ok(!instance.log.join('\n').includes(ticket));
    const visitor = instance.browser();
    const { body } = await visitor.post('/v1/client/sign_ins', { strategy: 'ticket', ticket });
    assert.match(JSON.stringify(body), /"status":"complete"/);
  });

  it('can be acted for, in a session that names the administrator', async () => {
    const id = await create({ email_address: ['ada@example.com'] });
    assert.match((await admin.get(`/users/${id}/act`)).text, /Act as ada@example\.com\?/);
    const page = await admin.post(`/users/${id}/act`);
    const link = page.elements.find(({ attributes }) => attributes['data-copy']?.includes('ticket='));
    const ticket = new URL(link?.attributes['data-copy'] ?? '').searchParams.get('ticket') ?? '';
    const { body } = await instance.browser().post('/v1/client/sign_ins', { strategy: 'ticket', ticket });
    assert.match(JSON.stringify(body), /"status":"complete"/);
    const { body: sessions } = await call('GET', `/sessions?user_id=${id}`);
    const [own] = await instance.storage.listAdminSessions(instance.clock.now());
    assert.deepEqual(sessions[0].actor, { sub: own?.id, name: 'test' });
    assert.match((await admin.get('/sessions')).text, /Administrator/);
  });

  it('leaves an entry in the audit log for each change and each page, in the name of the key', async () => {
    const id = await create({ email_address: ['ada@example.com'] });
    await admin.submit(`/users/${id}/ban`);
    await admin.submit(`/users/${id}/delete`, { confirm: 'wrong' });
    await instance.app.settle();
    const entries = await instance.storage.listAuditEntries({ target: id, byKind: 'admin_page' }, 50);
    const told = entries.map(({ action, outcome, by_name: by, is_change: isChange }) => [
      action,
      outcome,
      by,
      isChange,
    ]);
    assert.ok(told.some((each) => String(each) === 'POST /__admin/users/:id/ban,ok,test,true'));
    assert.ok(
      told.some((each) => String(each) === 'POST /__admin/users/:id/delete,form_param_value_invalid,test,true'),
    );
    assert.ok(told.some((each) => String(each) === 'GET /__admin/users/:id,ok,test,false'));
    const [session] = await instance.storage.listAdminSessions(instance.clock.now());
    assert.ok(entries.every(({ by_id: by }) => by === session?.id));
    const page = await admin.get(`/users/${id}/activity`);
    assert.match(page.text, /POST \/__admin\/users\/:id\/ban/);
    assert.match(page.text, /user\.created/);
  });

  it('cannot put markup into the page by names, metadata, addresses or user agents', async () => {
    const browser = instance.browser({ userAgent: `${HOSTILE} Chrome/140.0.0.0` });
    const { userId: id } = await instance.signUp(browser, 'ada@example.com');
    await call('PATCH', `/users/${id}`, { first_name: HOSTILE, last_name: HOSTILE, external_id: HOSTILE });
    await call('PATCH', `/users/${id}/metadata`, {
      public_metadata: { [HOSTILE]: HOSTILE, end: '</textarea><script>' },
    });
    const hostile = await getTestInstance({ config: { adminPage: true, applicationName: HOSTILE } });
    const pages = [
      await (await adminOf(hostile)).get('/users'),
      await admin.get('/users'),
      await admin.get(`/users?query=${encodeURIComponent(HOSTILE)}&order=${encodeURIComponent(HOSTILE)}`),
      await admin.get('/sessions'),
      await admin.get(`/users/${id}/delete`),
      await admin.get(`/sign-in?to=${encodeURIComponent(HOSTILE)}&why=${encodeURIComponent(HOSTILE)}`),
      await admin.get(`/users?done=${encodeURIComponent(HOSTILE)}`),
      await admin.get('/users?done=constructor'),
      await admin.post('/users/new', { first_name: HOSTILE, email_address: HOSTILE, public_metadata: HOSTILE }),
    ];
    for (const tab of ['', '/security', '/sessions', '/metadata', '/activity'])
      pages.push(await admin.get(`/users/${id}${tab}`));
    for (const page of pages) {
      assert.ok(page.status < 500);
      const scripts = page.elements.filter(({ name }) => name === 'script');
      assert.deepEqual(
        scripts.map(({ attributes }) => Object.keys(attributes).toSorted()),
        [['src', 'type']],
      );
      assert.ok(!page.elements.some(({ attributes }) => Object.keys(attributes).some((name) => name.startsWith('on'))));
      assert.ok(!page.elements.some(({ name, attributes }) => name === 'img' && attributes.src === 'x'));
    }
    await hostile.close();
  });

  it('is not found by an id of another kind', async () => {
    for (const id of ['user_unknown', 'a b', 'x'.repeat(80)]) {
      assert.equal((await admin.get(`/users/${encodeURIComponent(id)}`)).status, 404, id);
      assert.equal((await admin.post(`/users/${encodeURIComponent(id)}/ban`)).status, 404, id);
    }
  });
});
