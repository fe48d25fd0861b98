import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { enrolTotp, newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const EMAIL = 'ada@example.com';
const NEW = 'another plain long phrase';
const TEN_MINUTES = 600_000;

onSqlite('reverification', (open) => {
  const withAda = async (config: object = {}) => {
    const instance = await open({
      config: {
        attributes: { phoneNumber: 'optional', username: 'optional', password: 'optional' },
        secondFactors: { totp: true },
        passkeys: { enabled: true },
        ...config,
      },
    });
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, EMAIL);
    const path = `/v1/client/sessions/${sessionId}/verify`;
    return { instance, browser, userId, sessionId, path };
  };
  /** Everything that a thief of a session would do to keep the account. */
  const sensitive = async (browser: TestBrowser) => {
    const { response: user } = await browser.get('/v1/me');
    const [email] = user.email_addresses;
    const calls: [verb: string, path: string, form: Record<string, string>][] = [
      ['POST', '/v1/me/email_addresses/', { email_address: 'thief@example.com' }],
      ['DELETE', `/v1/me/email_addresses/${email.id}`, {}],
      ['POST', '/v1/me/phone_numbers/', { phone_number: '+12015550123' }],
      ['PATCH', '/v1/me', { username: 'thief_1' }],
      ['POST', '/v1/me/change_password', { new_password: NEW }],
      ['POST', '/v1/me/remove_password', {}],
      ['POST', '/v1/me/totp', {}],
      ['DELETE', '/v1/me/totp', {}],
      ['POST', '/v1/me/backup_codes/', {}],
      ['POST', '/v1/me/passkeys', {}],
    ];
    return calls;
  };
  const send = (browser: TestBrowser, verb: string, path: string, form: Record<string, string>) =>
    verb === 'POST' ? browser.post(path, form) : browser.override(verb, path, form);

  it('reverification is required before every change that a thief of the session would make', async () => {
    const { instance, browser } = await withAda();
    instance.clock.advance(TEN_MINUTES);
    const before = (await browser.get('/v1/me')).response;
    for (const [verb, path, form] of await sensitive(browser)) {
      const answer = await send(browser, verb, path, form);
      assert.deepEqual([answer.status, answer.code], [403, 'session_reverification_required'], `${verb} ${path}`);
    }
    const { updated_at: _, last_active_at: __, ...after } = (await browser.get('/v1/me')).response;
    const { updated_at: ___, last_active_at: ____, ...was } = before;
    assert.deepEqual(after, was);
    // What takes nothing away from the owner goes on.
    assert.equal((await browser.override('PATCH', '/v1/me', { first_name: 'Ada' })).status, 200);
    assert.equal((await browser.override('PATCH', '/v1/me', { username: '' })).status, 200);
  });

  it('reverification is not required where it is switched off', async () => {
    const { instance, browser } = await withAda({ reverification: false });
    instance.clock.advance(TEN_MINUTES);
    assert.equal((await browser.post('/v1/me/totp')).status, 200);
  });

  it('the password reverifies, and the session and its token tell it', async () => {
    const { instance, browser, path } = await withAda();
    instance.clock.advance(TEN_MINUTES);
    const begun = await browser.post(path, { level: 'first_factor' });
    const { object, level, status, supported_first_factors, supported_second_factors } = begun.response;
    assert.deepEqual([object, level, status], ['session_reverification', 'first_factor', 'needs_first_factor']);
    const strategies = supported_first_factors.map((factor: { strategy: string }) => factor.strategy);
    assert.deepEqual(strategies, ['password', 'email_code']);
    assert.equal(supported_second_factors, null);
    assert.deepEqual(begun.response.session.factor_verification_age, [10, -1]);

    const wrong = await browser.post(`${path}/attempt_first_factor`, { strategy: 'password', password: 'no' });
    assert.deepEqual([wrong.status, wrong.code], [422, 'form_password_incorrect']);
    const done = await browser.post(`${path}/attempt_first_factor`, { strategy: 'password', password: PASSWORD });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.response.first_factor_verification.status, 'verified');
    assert.deepEqual(done.response.session.factor_verification_age, [0, -1]);
    const jwt = done.client?.sessions[0]?.last_active_token?.jwt ?? '';
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
    assert.deepEqual(claims.fva, [0, -1]);
    assert.equal((await browser.post('/v1/me/totp')).status, 200);
    const again = await browser.post(`${path}/attempt_first_factor`, { strategy: 'password', password: PASSWORD });
    assert.equal(again.code, 'verification_already_verified');
  });

  it('an email code reverifies', async () => {
    const { instance, browser, path } = await withAda();
    instance.clock.advance(TEN_MINUTES);
    const { response } = await browser.post(path, { level: 'first_factor' });
    const factor = response.supported_first_factors.find(
      (each: { strategy: string }) => each.strategy === 'email_code',
    );
    const form = { strategy: 'email_code', email_address_id: factor.email_address_id };
    const prepared = await browser.post(`${path}/prepare_first_factor`, form);
    assert.equal(prepared.response.first_factor_verification.status, 'unverified');
    const code = newestCode(instance, EMAIL);
    const done = await browser.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code });
    assert.equal(done.response.status, 'complete');
    assert.equal((await browser.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code })).status, 400);
  });

  it('a user with a second factor reverifies with both factors', async () => {
    const { instance, browser, path } = await withAda();
    const app = await enrolTotp(instance, browser);
    instance.clock.advance(TEN_MINUTES);
    const blocked = async () => (await browser.post('/v1/me/backup_codes/')).status === 403;
    assert.ok(await blocked());
    for (const level of ['second_factor', 'multi_factor']) {
      const begun = await browser.post(path, { level });
      assert.equal(begun.response.status, 'needs_first_factor');
      assert.deepEqual(begun.response.supported_second_factors, [{ strategy: 'totp' }, { strategy: 'backup_code' }]);
      const skipped = await browser.post(`${path}/attempt_second_factor`, { strategy: 'totp', code: app.code() });
      assert.equal(skipped.code, 'client_state_invalid');
      const half = await browser.post(`${path}/attempt_first_factor`, { strategy: 'password', password: PASSWORD });
      assert.equal(half.response.status, 'needs_second_factor');
      assert.ok(await blocked());
      const done = await browser.post(`${path}/attempt_second_factor`, { strategy: 'totp', code: app.code() });
      assert.equal(done.response.status, 'complete');
      assert.deepEqual(done.response.session.factor_verification_age, [0, 0]);
      assert.ok(!(await blocked()));
      instance.clock.advance(TEN_MINUTES);
    }
    // The first factor alone is what some ask for, and is not enough here.
    await browser.post(path, { level: 'first_factor' });
    await browser.post(`${path}/attempt_first_factor`, { strategy: 'password', password: PASSWORD });
    assert.ok(await blocked());
    // It is fresh now: only the second one is missing.
    const rest = await browser.post(path, { level: 'second_factor' });
    assert.equal(rest.response.status, 'needs_second_factor');
    const form = { strategy: 'totp', code: app.code() };
    assert.equal((await browser.post(`${path}/attempt_second_factor`, form)).response.status, 'complete');
    assert.ok(!(await blocked()));
  });

  it('a user cannot reverify the session of another one, nor with their factors', async () => {
    const { instance, browser, path, sessionId } = await withAda();
    const thief = instance.browser();
    const own = await instance.signUp(thief, 'eve@example.com');
    instance.clock.advance(TEN_MINUTES);
    assert.deepEqual([(await thief.post(path)).status, (await instance.browser().post(path)).status], [404, 401]);
    await browser.post(path, { level: 'first_factor' });
    const form = { strategy: 'password', password: PASSWORD };
    assert.equal((await thief.post(`${path}/attempt_first_factor`, form)).status, 404);
    const at = `/v1/client/sessions/${own.sessionId}/verify`;
    assert.equal((await thief.post(`${at}/attempt_first_factor`, form)).code, 'session_reverification_missing');
    assert.equal((await browser.post(path, { level: 'everything' })).code, 'form_param_value_invalid');
    await browser.post(`/v1/client/sessions/${sessionId}/remove`);
    assert.equal((await browser.post(path)).status, 401);
  });

  itOnBoth('guesses at reverification count as at sign-in, and one of 20 parallel right codes counts', async () => {
    const { instance, browser, path } = await withAda();
    instance.clock.advance(TEN_MINUTES);
    await browser.post(path, { level: 'first_factor' });
    const attempt = (form: Record<string, string>) => browser.post(`${path}/attempt_first_factor`, form);
    for (let i = 0; i < 10; i++) {
      assert.equal((await attempt({ strategy: 'password', password: `wrong ${i}` })).code, 'form_password_incorrect');
    }
    assert.equal((await attempt({ strategy: 'password', password: PASSWORD })).status, 429);
    await browser.post(`${path}/prepare_first_factor`, { strategy: 'email_code' });
    const code = newestCode(instance, EMAIL);
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt({ strategy: 'email_code', code })));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
  });

  it('a strategy that is meant for something else does not reverify', async () => {
    const { instance, browser, path } = await withAda({ emailLink: true });
    instance.clock.advance(TEN_MINUTES);
    await browser.post(path, { level: 'first_factor' });
    for (const strategy of ['reset_password_email_code', 'email_link', 'ticket', 'oauth_google', 'nonsense']) {
      const answer = await browser.post(`${path}/prepare_first_factor`, { strategy });
      assert.equal(answer.code, 'strategy_for_user_invalid', strategy);
    }
  });
});

onSqlite('the owner of an account', (open) => {
  const kindsTo = (instance: TestInstance, to: string) =>
    instance.mailbox.to(to).flatMap((message) => (message.template === 'notification' ? [message.kind] : []));

  it('the owner is told at the old address of a new, a new primary and a removed one', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, EMAIL);
    const { response } = await browser.post('/v1/me/email_addresses/', { email_address: 'new@example.com' });
    const path = `/v1/me/email_addresses/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    assert.deepEqual(kindsTo(instance, EMAIL), []);
    await browser.post(`${path}/attempt_verification`, { code: newestCode(instance, 'new@example.com') });
    assert.deepEqual(kindsTo(instance, EMAIL), ['email_address_added']);
    await browser.override('PATCH', '/v1/me', { primary_email_address_id: response.id });
    assert.deepEqual(kindsTo(instance, EMAIL), ['email_address_added', 'primary_email_address_changed']);
    const [old] = (await browser.get('/v1/me')).response.email_addresses;
    await browser.override('DELETE', `/v1/me/email_addresses/${old.id}`);
    assert.equal(kindsTo(instance, EMAIL).at(-1), 'email_address_removed');
    const toNew = ['primary_email_address_changed', 'email_address_removed'];
    assert.deepEqual(kindsTo(instance, 'new@example.com'), toNew);
  });

  it('the owner is told of a username that was set, changed or removed', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, EMAIL);
    const rename = async (username: string) =>
      assert.equal((await browser.override('PATCH', '/v1/me', { username })).status, 200);
    await rename('ada_berg');
    await rename('ada_berg');
    assert.deepEqual(kindsTo(instance, EMAIL), ['username_changed'], 'not of the one that stayed');
    await rename('');
    assert.deepEqual(kindsTo(instance, EMAIL), ['username_changed', 'username_removed']);
    assert.equal((await browser.override('PATCH', '/v1/me', { first_name: 'Ada' })).status, 200);
    assert.equal(kindsTo(instance, EMAIL).length, 2);
  });
});
