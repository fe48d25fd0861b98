import assert from 'node:assert/strict';
import { it } from 'node:test';
import { backendOf } from '../support/backend-api.ts';
import { onSqlite } from '../support/each-storage.ts';
import { PASSWORD } from '../support/instance.ts';
import { refused, stockClient } from '../support/stock-backend.ts';

onSqlite('clients, sign-ups and the instance, as @clerk/backend calls it', (open) => {
  it('the stock client reads and lists clients, and finds the client of a token', async () => {
    const instance = await open();
    const { clients, sessions } = await stockClient(instance);
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    instance.clock.advance(1_000);
    await instance.signUp(instance.browser(), 'bo@example.com');
    const { data, totalCount } = await clients.getClientList({ limit: 10 });
    assert.equal(totalCount, 2);
    const ada = data[1];
    assert.deepEqual([ada?.sessionIds, ada?.lastActiveSessionId], [[sessionId], sessionId]);
    assert.deepEqual([ada?.sessions[0]?.status, ada?.sessions[0]?.latestActivity?.browserName], ['active', 'Chrome']);
    const alone = await clients.getClient(ada?.id ?? '');
    assert.deepEqual(alone, ada);
    const { jwt } = await sessions.getToken(sessionId);
    assert.equal((await clients.verifyClient(jwt)).id, ada?.id);
    await sessions.revokeSession(sessionId);
    await refused(clients.verifyClient(jwt), 404, 'resource_not_found');
    await refused(clients.verifyClient(jwt.replace(/.{4}$/, 'AAAA')), 404, 'resource_not_found');
    await refused(clients.verifyClient('A'.repeat(43)), 404, 'resource_not_found');
    await refused(clients.getClient('client_none'), 404, 'resource_not_found');
    const cookie = browser.cookies.get('__Host-clerk_client') ?? browser.cookies.get('__client');
    assert.equal((await clients.verifyClient(cookie ?? '')).id, ada?.id);
  });

  it('a session token that has expired belongs to no client', async () => {
    const instance = await open();
    const { clients, sessions } = await stockClient(instance);
    const { sessionId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const { jwt } = await sessions.getToken(sessionId);
    instance.clock.advance(59_000);
    assert.ok((await clients.verifyClient(jwt)).id);
    instance.clock.advance(2_000);
    await refused(clients.verifyClient(jwt), 404, 'resource_not_found');
  });

  it('the stock client reads a sign-up, and gives it the external id that its user gets', async () => {
    const instance = await open();
    const { signUps, users } = await stockClient(instance);
    const browser = instance.browser();
    const { response } = await browser.post('/v1/client/sign_ups', {
      email_address: 'ada@example.com',
      password: PASSWORD,
    });
    const path = `/v1/client/sign_ups/${response.id}`;
    const begun = await signUps.get(response.id);
    assert.deepEqual(
      [begun.status, begun.emailAddress, begun.externalId],
      ['missing_requirements', 'ada@example.com', null],
    );
    const named = await signUps.update({ signUpAttemptId: response.id, externalId: 'crm-7' });
    assert.equal(named.externalId, 'crm-7');
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const proof = { strategy: 'email_code', code: instance.mailbox.lastCode('ada@example.com') };
    const done = await browser.post(`${path}/attempt_verification`, proof);
    assert.equal(done.response.external_id, 'crm-7');
    assert.equal((await users.getUser(done.response.created_user_id)).externalId, 'crm-7');
    const late = signUps.update({ signUpAttemptId: response.id, externalId: 'crm-8' });
    await refused(late, 400, 'client_state_invalid');
    await refused(signUps.get('sua_none'), 404, 'resource_not_found');
    await refused(signUps.update({ signUpAttemptId: response.id, customAction: true }), 422, 'form_param_unknown');
  });

  it('the stock client reads the instance and its domain', async () => {
    const instance = await open();
    const { instance: api, domains } = await stockClient(instance);
    const read = await api.get();
    assert.deepEqual(
      [read.environmentType, read.allowedOrigins],
      ['production', ['https://clerk.example.com', 'https://app.example.com']],
    );
    assert.equal((await api.get()).id, read.id);
    assert.equal((await api.getOrganizationSettings()).enabled, false);
    const { data, totalCount } = await domains.list();
    assert.deepEqual(
      [totalCount, data[0]?.name, data[0]?.frontendApiUrl],
      [1, 'example.com', 'https://clerk.example.com'],
    );
  });

  it('every call that would change a setting is refused, and names the setting', async () => {
    const instance = await open();
    const { instance: api } = await stockClient(instance);
    await refused(api.update({ testMode: true }), 403, 'setting_read_only');
    await refused(api.updateRestrictions({ allowlist: true }), 403, 'setting_read_only');
    const call = await backendOf(instance);
    const calls = [
      ['PATCH', '/instance', { support_email: 'a@b.example', hibp: true }, 'password.breachCheck', 'supportEmail'],
      ['POST', '/instance/change_domain', { home_url: 'https://x.example' }, 'homeUrl'],
      ['PATCH', '/instance/communication', { blocked_country_codes: ['US'] }, 'sms.countries'],
      ['PATCH', '/instance/restrictions', { block_email_subaddresses: true }, 'restrictions.blockSubaddresses'],
      ['PATCH', '/domains/dmn_1', { proxy_url: 'https://x.example/__clerk' }, 'proxyPaths'],
      ['DELETE', '/domains/dmn_1', {}, 'url'],
      ['PUT', '/beta_features/domain', { home_url: 'https://x.example' }, 'homeUrl'],
      ['PATCH', '/beta_features/instance_settings', { from_email_address: 'x' }, 'smtp.from'],
    ] as const;
    for (const [method, path, body, setting, ...others] of calls) {
      const { status, code, body: answer } = await call(method, path, body);
      assert.deepEqual([status, code, answer.errors[0].meta.setting], [403, 'setting_read_only', setting], path);
      for (const name of [setting, ...others]) assert.ok(answer.errors[0].long_message.includes(name), path);
    }
    const { body } = await call('GET', '/instance/communication');
    assert.ok(body.blocked_country_codes.includes('DE') && !body.blocked_country_codes.includes('US'));
  });
});
