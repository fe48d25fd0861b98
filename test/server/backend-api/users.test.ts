import assert from 'node:assert/strict';
import { it } from 'node:test';
import { backendOf } from '../../support/backend-api.ts';
import { onEachStorage } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const ADA = 'ada@example.com';
const SIGN_INS = '/v1/client/sign_ins';
const noPassword = { skip_password_requirement: true };

onEachStorage('users of the Backend API', (open) => {
  it('a created user signs in with the password, even a weak one whose checks were skipped', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const weak = { email_address: [ADA], password: '12345678', skip_password_checks: true };
    const { status, body } = await call('POST', '/users', weak);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.object, 'user');
    const form = { identifier: ADA, strategy: 'password', password: '12345678' };
    const { response } = await instance.browser().post(SIGN_INS, form);
    assert.equal(response.status, 'complete');
    assert.deepEqual(
      instance.mailbox.messages.map(({ template }) => template),
      [],
    );
  });

  it('50 parallel creates of one address make one user', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const create = () => call('POST', '/users', { email_address: [ADA], ...noPassword });
    const answers = await Promise.all(Array.from({ length: 50 }, create));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    const refusals = answers.filter(({ status }) => status !== 200);
    assert.deepEqual([...new Set(refusals.map(({ code }) => code))], ['form_identifier_exists']);
    assert.equal((await call('GET', '/users/count')).body.total_count, 1);
  });

  it('two users cannot have one external id or one username', async () => {
    const call = await backendOf(await open());
    const one = { username: 'countess', external_id: 'crm-1', email_address: [ADA], ...noPassword };
    assert.equal((await call('POST', '/users', one)).status, 200);
    for (const [name, value] of [
      ['external_id', 'crm-1'],
      ['username', 'COUNTESS'],
    ] as const) {
      const other = { email_address: ['bo@example.com'], ...noPassword, [name]: value };
      const { status, code, body } = await call('POST', '/users', other);
      assert.deepEqual([status, code, body.errors[0].meta.param_name], [422, 'form_identifier_exists', name]);
    }
  });

  it('unknown fields and fields that are not supported are refused by name, and nothing is created', async () => {
    const call = await backendOf(await open());
    const base = { email_address: [ADA], ...noPassword };
    for (const name of ['id', 'password_hash', 'failed_attempts', 'mfa_enabled_at', 'two_factor_enabled', 'nonsense']) {
      const { status, code, body } = await call('POST', '/users', { ...base, [name]: 'x' });
      assert.deepEqual([status, code, body.errors[0].meta.param_name], [422, 'form_param_unknown', name]);
    }
    for (const [name, reason] of [
      ['create_organization_enabled', /no organizations/],
      ['create_organizations_limit', /no organizations/],
      ['profile_image_id', /profile_image/],
    ] as const) {
      const { status, body } = await call('POST', '/users', { ...base, [name]: 1 });
      assert.equal(status, 422);
      assert.match(body.errors[0].long_message, reason);
    }
    assert.equal((await call('GET', '/users/count')).body.total_count, 0);
  });

  it('malformed bodies are refused, and prototypes stay clean', async () => {
    const call = await backendOf(await open());
    const bad: [body: string, status: number][] = [
      ['{"email_address":', 400],
      ['[]', 400],
      ['"x"', 400],
      ['null', 400],
      ['{"__proto__":{"polluted":1}}', 400],
      ['{"public_metadata":{"__proto__":{"polluted":1}}}', 400],
      [`{"public_metadata":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`, 400],
      [JSON.stringify({ public_metadata: { a: 'x'.repeat(70_000) } }), 413],
      [JSON.stringify({ email_address: [ADA], public_metadata: { a: 'x'.repeat(9_000) } }), 422],
      ['{"email_address":"ada@example.com"}', 422],
      ['{"email_address":[1]}', 422],
      ['{"email_address":["not an address"],"skip_password_requirement":true}', 422],
      ['{"constructor":1}', 422],
      ['{"email_address":["ada@example.com"],"created_at":"tomorrow"}', 422],
      ['{"email_address":["ada@example.com"],"created_at":"2999-01-01T00:00:00Z"}', 422],
      ['{}', 422],
    ];
    for (const [body, status] of bad)
      assert.equal((await call('POST', '/users', body)).status, status, body.slice(0, 80));
    const typed = await call('POST', '/users', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' });
    assert.deepEqual([typed.status, typed.code], [415, 'unsupported_content_type']);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('a list is filtered, ordered and paged', async () => {
    const instance = await open({ config: { attributes: { phoneNumber: 'optional', username: 'optional' } } });
    const call = await backendOf(instance);
    const create = async (name: string, more: Record<string, unknown> = {}) => {
      instance.clock.advance(1_000);
      const body = { email_address: [`${name}@example.com`], first_name: name, ...noPassword, ...more };
      return (await call('POST', '/users', body)).body.id as string;
    };
    const ada = await create('Ada', { username: 'zed_ada', external_id: 'x1', phone_number: ['+12015550123'] });
    const bo = await create('Bo', { username: 'alpha', banned: true });
    const cy = await create('Cy_100%');
    const ids = async (query: string) => {
      const { status, body } = await call('GET', `/users?${query}`);
      assert.equal(status, 200, `${query} ${JSON.stringify(body)}`);
      const counted = query.replace(/(^|&)(limit|offset|order_by|starting_after)=[^&]*/g, '');
      if (!/limit|offset|starting/.test(query)) {
        assert.equal((await call('GET', `/users/count?${counted}`)).body.total_count, body.length, query);
      }
      return (body as { id: string }[]).map(({ id }) => id);
    };
    assert.deepEqual(await ids(''), [cy, bo, ada]);
    assert.deepEqual(await ids('order_by=created_at&limit=2'), [ada, bo]);
    assert.deepEqual(await ids('limit=2&offset=1'), [bo, ada]);
    assert.deepEqual(await ids(`limit=2&starting_after=${cy}`), [bo, ada]);
    assert.deepEqual(await ids(`order_by=%2Bcreated_at&limit=2&starting_after=${ada}`), [bo, cy]);
    assert.deepEqual(await ids('order_by=username'), [bo, ada, cy]);
    assert.deepEqual(await ids('order_by=-username'), [ada, bo, cy]);
    assert.deepEqual(await ids('order_by=-email_address'), [cy, bo, ada]);
    for (const order of [
      'phone_number',
      '-web3wallet',
      'last_sign_in_at',
      '-last_active_at',
      '-first_name',
      'last_name',
    ]) {
      assert.equal((await ids(`order_by=${order}`)).length, 3, order);
    }
    assert.deepEqual(await ids('email_address=ADA@example.com&email_address=bo@example.com'), [bo, ada]);
    assert.deepEqual(await ids('phone_number=%2B1%20201%20555%200123'), [ada]);
    assert.deepEqual(await ids('username=ALPHA'), [bo]);
    assert.deepEqual(await ids('external_id=x1'), [ada]);
    assert.deepEqual(await ids('external_id=-x1'), [cy, bo]);
    assert.deepEqual(await ids(`user_id=${ada}&user_id=${bo}`), [bo, ada]);
    assert.deepEqual(await ids(`user_id=-${ada}`), [cy, bo]);
    assert.deepEqual(await ids('query=100%25'), [cy]);
    assert.deepEqual(await ids('query=y_1'), [cy]);
    assert.deepEqual(await ids('query=55501'), [ada]);
    assert.deepEqual(await ids('query=%27%20or%201=1--'), []);
    assert.deepEqual(await ids('name_query=BO'), [bo]);
    assert.deepEqual(await ids('username_query=ED_A'), [ada]);
    assert.deepEqual(await ids('email_address_query=BO@'), [bo]);
    assert.deepEqual(await ids('banned=true'), [bo]);
    assert.deepEqual(await ids('banned=false'), [cy, ada]);
    assert.deepEqual(await ids(`created_at_after=${instance.clock.now() - 1}`), [cy]);
    assert.deepEqual(await ids(`created_at_before=${instance.clock.now()}`), [bo, ada]);
    assert.deepEqual(await ids('last_sign_in_at_after=0'), []);
    for (const bad of [
      'limit=0',
      'limit=501',
      'limit=x',
      'offset=-1',
      'order_by=password_hash',
      'banned=1',
      'organization_id=x',
      `starting_after=${ada}&offset=1`,
      `starting_after=${ada}&order_by=username`,
      'starting_after=user_x',
      'provider=oauth_google',
    ]) {
      assert.equal((await call('GET', `/users?${bad}`)).status, 422, bad);
    }
  });

  it('the owner is told of a new primary address and a new password, the old address too', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { body: user } = await call('POST', '/users', { email_address: [ADA, 'new@example.com'], ...noPassword });
    const second = user.email_addresses.find(({ id }: { id: string }) => id !== user.primary_email_address_id).id;
    const changed = await call('PATCH', `/users/${user.id}`, { primary_email_address_id: second });
    assert.equal(changed.body.primary_email_address_id, second);
    const told = () => instance.mailbox.messages.map((mail) => [mail.to, (mail as { kind?: string }).kind]).sort();
    assert.deepEqual(told(), [
      [ADA, 'primary_email_address_changed'],
      ['new@example.com', 'primary_email_address_changed'],
    ]);
    assert.equal((await call('PATCH', `/users/${user.id}`, { password: PASSWORD })).status, 200);
    assert.deepEqual(told().at(-1), ['new@example.com', 'primary_email_address_changed']);
    assert.ok(told().some(([to, kind]) => to === 'new@example.com' && kind === 'password_added'));
    const foreign = await call('PATCH', `/users/${user.id}`, { primary_email_address_id: 'idn_x' });
    assert.deepEqual([foreign.status, foreign.code], [422, 'form_param_value_invalid']);
  });

  it('a new password ends the sessions when that is asked for', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, ADA);
    await call('PATCH', `/users/${userId}`, { password: 'another plain phrase' });
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'active');
    const options = { password: 'a third plain phrase', sign_out_of_other_sessions: true };
    await call('PATCH', `/users/${userId}`, options);
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'revoked');
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
  });

  it('a ban ends every session and refuses sign-in until it is lifted', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, ADA);
    await call('POST', `/users/${userId}/ban`);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
    const form = { identifier: ADA, strategy: 'password', password: PASSWORD };
    assert.equal((await instance.browser().post(SIGN_INS, form)).code, 'user_banned');
    await call('POST', `/users/${userId}/unban`);
    assert.equal((await instance.browser().post(SIGN_INS, form)).response.status, 'complete');
  });

  it('a lock refuses sign-in and leaves sessions alone', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, ADA);
    assert.equal((await call('POST', `/users/${userId}/lock`)).body.locked, true);
    const form = { identifier: ADA, strategy: 'password', password: PASSWORD };
    assert.equal((await instance.browser().post(SIGN_INS, form)).code, 'user_locked');
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    await call('POST', `/users/${userId}/unlock`);
    assert.equal((await instance.browser().post(SIGN_INS, form)).response.status, 'complete');
  });

  it('a deleted user is signed out everywhere, is told, and is gone for both APIs', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, ADA);
    assert.deepEqual((await call('DELETE', `/users/${userId}`)).body, { object: 'user', id: userId, deleted: true });
    assert.notEqual((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    assert.ok(
      instance.mailbox.messages.some((mail) => mail.to === ADA && 'kind' in mail && mail.kind === 'account_deleted'),
    );
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['PATCH', ''],
      ['PATCH', '/metadata'],
      ['POST', '/ban'],
      ['POST', '/lock'],
    ] as const) {
      assert.equal((await call(method, `/users/${userId}${path}`)).code, 'resource_not_found', `${method} ${path}`);
    }
  });

  it('the Frontend API shows the external id and the public metadata, and never the private metadata', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA);
    await call('PATCH', `/users/${userId}`, { external_id: 'crm-9' });
    await call('PATCH', `/users/${userId}/metadata`, {
      public_metadata: { plan: 'gold' },
      private_metadata: { s: 'hidden' },
    });
    const { body } = await browser.get('/v1/client');
    const seen = JSON.stringify(body);
    assert.match(seen, /crm-9/);
    assert.match(seen, /"plan":"gold"/);
    assert.doesNotMatch(seen, /hidden|private_metadata/);
  });

  it('parallel merges of metadata lose nothing', async () => {
    const call = await backendOf(await open());
    const { body: user } = await call('POST', '/users', { email_address: [ADA], ...noPassword });
    const merge = (_: unknown, i: number) =>
      call('PATCH', `/users/${user.id}/metadata`, { private_metadata: { [`k${i}`]: i } });
    await Promise.all(Array.from({ length: 20 }, merge));
    const { body } = await call('GET', `/users/${user.id}`);
    assert.equal(Object.keys(body.private_metadata).length, 20);
  });
});
