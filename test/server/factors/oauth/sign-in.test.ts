import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onSqlite } from '../../../support/each-storage.ts';
import { PASSWORD } from '../../../support/instance.ts';
import type { OpenIdProvider } from '../../../support/openid-provider.ts';
import { PAGES, signInWith, signUpWith, startProvider, STRATEGY, withProvider } from './sign-in-with.ts';

const ADA = { sub: 'ada', email: 'ada@example.com', email_verified: true, given_name: 'Ada', family_name: 'Berg' };

onSqlite('signing in and up through a provider', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([
      { ...ADA, picture: 'https://img.example.com/ada.png', preferred_username: 'ada_b' },
      { sub: 'bo', email: 'bo@example.com', email_verified: false },
      { sub: 'cy' },
    ]);
  });
  after(() => idp.close());

  it('a user signs up at once when the provider verifies the address, and signs in the next time', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const up = await signInWith(browser, idp, 'ada', 'sign_ups', { unsafe_metadata: '{"plan":"pro"}' });
    assert.equal(up.location, PAGES.action_complete_redirect_url);
    assert.equal(up.attempt.status, 'complete');
    const [{ user }] = up.client.sessions;
    assert.equal(user.id, up.attempt.created_user_id);
    assert.deepEqual([user.first_name, user.last_name], ['Ada', 'Berg']);
    assert.equal(user.image_url, 'https://img.example.com/ada.png');
    assert.deepEqual(user.unsafe_metadata, { plan: 'pro' });
    assert.equal(user.password_enabled, false);
    const [email] = user.email_addresses;
    const [account] = user.external_accounts;
    assert.deepEqual([email.email_address, email.verification.status], ['ada@example.com', 'verified']);
    assert.deepEqual(email.linked_to, [{ type: STRATEGY, id: account.id }]);
    assert.deepEqual([account.provider, account.provider_user_id], [STRATEGY, 'ada']);
    assert.equal(account.verification.status, 'verified');
    assert.equal(up.client.last_authentication_strategy, STRATEGY);

    const again = await signInWith(instance.browser(), idp, 'ada');
    assert.equal(again.attempt.status, 'complete');
    assert.equal(again.location, PAGES.action_complete_redirect_url);
    assert.equal(again.client.sessions[0].user.id, user.id);
    assert.equal(again.client.sign_in, null);
  });

  it('a sign-up verifies an address that the provider does not verify', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const { attempt, location, client } = await signInWith(browser, idp, 'bo', 'sign_ups');
    assert.equal(location, PAGES.redirect_url);
    assert.equal(attempt.status, 'missing_requirements');
    assert.deepEqual(attempt.missing_fields, []);
    assert.deepEqual(attempt.unverified_fields, ['email_address']);
    assert.equal(attempt.verifications.external_account.status, 'verified');
    assert.deepEqual(client.sessions, []);
    const path = `/v1/client/sign_ups/${attempt.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode('bo@example.com');
    const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.external_accounts.length, 1);
  });

  it('a sign-up asks for an address when the provider tells none', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const { attempt } = await signInWith(instance.browser(), idp, 'cy', 'sign_ups');
    assert.deepEqual(attempt.missing_fields, ['email_address']);
  });

  it('a sign-in with an unknown identity transfers to a sign-up', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const { attempt, location } = await signInWith(browser, idp, 'ada');
    assert.equal(location, PAGES.redirect_url);
    assert.equal(attempt.first_factor_verification.status, 'transferable');
    assert.equal(attempt.first_factor_verification.error.code, 'external_account_not_found');
    const up = await browser.post('/v1/client/sign_ups', { transfer: 'true', unsafe_metadata: '{"a":1}' });
    assert.equal(up.response.status, 'complete');
    const user = up.client?.sessions[0]?.user;
    assert.equal(user?.external_accounts.length, 1);
    assert.deepEqual(user?.unsafe_metadata, { a: 1 });
    const twice = await browser.post('/v1/client/sign_ups', { transfer: 'true' });
    assert.notEqual(twice.status, 200);
  });

  it('a sign-up with a known identity transfers to a sign-in', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const userId = await signUpWith(instance, idp, 'ada');
    const browser = instance.browser();
    const { attempt, location } = await signInWith(browser, idp, 'ada', 'sign_ups');
    assert.equal(location, PAGES.redirect_url);
    assert.equal(attempt.verifications.external_account.status, 'transferable');
    assert.equal(attempt.verifications.external_account.error.code, 'external_account_exists');
    const done = await browser.post('/v1/client/sign_ins', { transfer: 'true' });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.id, userId);
  });

  it('a browser without an authorization has nothing to transfer', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    for (const path of ['sign_ins', 'sign_ups']) {
      const answer = await browser.post(`/v1/client/${path}`, { transfer: 'true' });
      assert.equal(answer.code, 'account_transfer_invalid', path);
    }
  });

  it('a failed authorization shows its reason', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    for (const path of ['sign_ins', 'sign_ups'] as const) {
      const { attempt, location, client } = await signInWith(instance.browser(), idp, null, path);
      const verification = attempt.first_factor_verification ?? attempt.verifications.external_account;
      assert.deepEqual([verification.status, verification.error.code], ['failed', 'oauth_access_denied']);
      assert.equal(location, PAGES.redirect_url);
      assert.deepEqual(client.sessions, []);
    }
  });

  it('a provider alone creates no session before the second factor', async () => {
    const instance = await open({ config: { ...withProvider(idp.issuer), secondFactors: { totp: true } } });
    const browser = instance.browser();
    const { client } = await signInWith(browser, idp, 'ada', 'sign_ups');
    const userId = client.sessions[0].user.id;
    const { storage, clock } = instance;
    const times = { created_at: clock.now(), updated_at: clock.now() };
    await storage.insertTotp({
      id: 'totp_1',
      user_id: userId,
      sealed_secret: 'x',
      verified: false,
      last_step: 0,
      ...times,
    });
    await storage.verifyTotp(userId, clock.now());
    const again = await signInWith(instance.browser(), idp, 'ada');
    assert.equal(again.attempt.status, 'needs_second_factor');
    assert.equal(again.attempt.created_session_id, null);
    assert.deepEqual(again.client.sessions, []);
    assert.equal(again.location, PAGES.redirect_url);
  });

  it('a banned user and a user who is already signed in are refused after the provider', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const userId = await signUpWith(instance, idp, 'ada');
    const browser = instance.browser();
    await signInWith(browser, idp, 'ada');
    const twice = await signInWith(browser, idp, 'ada');
    assert.equal(twice.attempt.first_factor_verification.error.code, 'identifier_already_signed_in');
    assert.equal(twice.attempt.first_factor_verification.error.meta.session_id, twice.client.sessions[0].id);
    await instance.storage.updateUser(userId, { banned: true }, instance.clock.now());
    const banned = await signInWith(instance.browser(), idp, 'ada');
    assert.equal(banned.attempt.first_factor_verification.error.code, 'user_banned');
    assert.deepEqual(banned.client.sessions, []);
  });

  it('a provider can be prepared after the identifier of an account', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    await signUpWith(instance, idp, 'ada');
    const browser = instance.browser();
    const named = await browser.post('/v1/client/sign_ins', { identifier: 'ada@example.com' });
    const strategies = named.response.supported_first_factors.map((factor: { strategy: string }) => factor.strategy);
    assert.ok(strategies.includes(STRATEGY), strategies.join());
    const path = `/v1/client/sign_ins/${named.response.id}/prepare_first_factor`;
    const prepared = await browser.post(path, { strategy: STRATEGY, ...PAGES });
    assert.equal(prepared.status, 200);
    assert.match(
      prepared.response.first_factor_verification.external_verification_redirect_url,
      /^http:\/\/127\.0\.0\.1/,
    );
  });

  it('a provider that is not configured is refused', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const signIn = await browser.post('/v1/client/sign_ins', { strategy: 'oauth_google', ...PAGES });
    assert.deepEqual([signIn.status, signIn.code], [400, 'oauth_config_missing']);
    const signUp = await browser.post('/v1/client/sign_ups', { strategy: 'oauth_google', ...PAGES });
    assert.equal(signUp.status, 400);
    const prompt = { strategy: STRATEGY, ...PAGES, oidc_prompt: 'login evil' };
    assert.equal((await browser.post('/v1/client/sign_ins', prompt)).param, 'oidc_prompt');
  });

  it('a provider that cannot be reached is reported', async () => {
    const instance = await open({ config: withProvider('http://127.0.0.1:1') });
    const answer = await instance.browser().post('/v1/client/sign_ins', { strategy: STRATEGY, ...PAGES });
    assert.deepEqual([answer.status, answer.code], [400, 'oauth_config_missing']);
  });

  it('an identity connects to the account that has verified the same address', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const { attempt, client } = await signInWith(instance.browser(), idp, 'ada');
    assert.equal(attempt.status, 'complete');
    const [{ user }] = client.sessions;
    assert.equal(user.id, userId);
    assert.equal(user.external_accounts[0].provider_user_id, 'ada');
    const mail = instance.mailbox.messages.findLast((message) => message.to === 'ada@example.com');
    assert.equal(mail?.template, 'notification');
    // The owner's password still works.
    const browser = instance.browser();
    const plain = await browser.post('/v1/client/sign_ins', { identifier: 'ada@example.com', password: PASSWORD });
    assert.equal(plain.response.status, 'complete');
  });
});
