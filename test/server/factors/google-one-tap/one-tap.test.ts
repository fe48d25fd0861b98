import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, it } from 'node:test';
import type { EnvironmentJSON } from '../../../../src/protocol/json/environment.ts';
import { itOnBoth, onSqlite } from '../../../support/each-storage.ts';
import { type GoogleClaims, startGoogle, type TestGoogle, withOneTap } from '../../../support/google.ts';
import { PASSWORD, type TestInstance } from '../../../support/instance.ts';
import { parallel } from '../../../support/parallel.ts';
import { enrolTotp } from '../../../support/second-factors.ts';
import type { TestBrowser } from '../../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const STRATEGY = 'google_one_tap';
const ADA: GoogleClaims = {
  sub: '1010',
  email: 'ada@example.com',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Berg',
  picture: 'https://lh3.example.com/ada.png',
};

onSqlite('Google One Tap', (open) => {
  let google: TestGoogle;
  before(async () => {
    google = await startGoogle();
  });
  after(() => google.close());

  const openOneTap = (config: object = {}) => open({ config: { ...withOneTap(google), ...config } });
  const tokenOf = ({ clock }: TestInstance, claims: GoogleClaims = ADA) => google.token(claims, { now: clock.now() });
  const tap = async (instance: TestInstance, browser: TestBrowser, path = SIGN_INS, claims: GoogleClaims = ADA) =>
    browser.post(path, { strategy: STRATEGY, token: await tokenOf(instance, claims) });
  const signUp = async (instance: TestInstance): Promise<string> => {
    const { response } = await tap(instance, instance.browser(), SIGN_UPS);
    assert.equal(response.status, 'complete', JSON.stringify(response));
    return response.created_user_id;
  };

  it('One Tap makes an account with what Google says, and signs in to it the next time', async () => {
    const instance = await openOneTap();
    const browser = instance.browser();
    const token = await tokenOf(instance);
    const first = await browser.post(SIGN_INS, { strategy: STRATEGY, token });
    assert.deepEqual([first.status, first.code], [404, 'external_account_not_found']);
    // The token that found no account still signs up.
    const up = await browser.post(SIGN_UPS, { strategy: STRATEGY, token });
    assert.equal(up.response.status, 'complete');
    const { external_account: verification } = up.response.verifications;
    assert.equal(verification.object, 'verification_google_one_tap');
    assert.deepEqual([verification.strategy, verification.status], [STRATEGY, 'verified']);
    const user = up.client?.sessions[0]?.user;
    assert.deepEqual([user?.first_name, user?.last_name, user?.image_url], ['Ada', 'Berg', ADA.picture]);
    const [account] = user?.external_accounts ?? [];
    assert.deepEqual([account?.provider, account?.provider_user_id], ['oauth_google', ADA.sub]);
    assert.equal(user?.email_addresses[0]?.verification?.status, 'verified');
    assert.equal(up.client?.last_authentication_strategy, 'oauth_google');

    const again = await tap(instance, instance.browser());
    assert.equal(again.response.status, 'complete');
    assert.equal(again.response.first_factor_verification.object, 'verification_google_one_tap');
    assert.equal(again.response.first_factor_verification.strategy, STRATEGY);
    assert.equal(again.client?.sessions[0]?.user?.id, user?.id);
  });

  it('a token of One Tap counts once, whatever its signature is spelled like, for sign-in and sign-up', async () => {
    const instance = await openOneTap();
    await signUp(instance);
    const token = await tokenOf(instance);
    assert.equal((await instance.browser().post(SIGN_INS, { strategy: STRATEGY, token })).status, 200);
    // The last character of the signature carries four bits that no one reads.
    const last = token.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twins = [...alphabet].filter((each) => alphabet.indexOf(each) >> 4 === alphabet.indexOf(last) >> 4);
    assert.equal(twins.length, 16);
    for (const path of [SIGN_INS, SIGN_UPS]) {
      for (const end of twins) {
        const again = await instance.browser().post(path, { strategy: STRATEGY, token: token.slice(0, -1) + end });
        assert.deepEqual([again.status, again.code, again.param], [400, 'oauth_token_exchange_error', 'token'], path);
        assert.equal(again.client?.sessions.length ?? 0, 0);
      }
    }
  });

  itOnBoth('of twenty parallel requests with one token, one signs in', async () => {
    const instance = await openOneTap();
    await signUp(instance);
    const token = await tokenOf(instance);
    const answers = await parallel(20, () => instance.browser().post(SIGN_INS, { strategy: STRATEGY, token }));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.ok(answers.every(({ status, code }) => status === 200 || code === 'oauth_token_exchange_error'));
  });

  itOnBoth('of twenty parallel sign-ups with one token, one makes an account', async () => {
    const instance = await openOneTap();
    const token = await tokenOf(instance);
    const answers = await parallel(20, () => instance.browser().post(SIGN_UPS, { strategy: STRATEGY, token }));
    assert.equal(answers.filter(({ response }) => response?.status === 'complete').length, 1);
  });

  it('a sign-up with a known identity is taken over by a sign-in, once', async () => {
    const instance = await openOneTap();
    const userId = await signUp(instance);
    const browser = instance.browser();
    const { response } = await tap(instance, browser, SIGN_UPS);
    assert.equal(response.verifications.external_account.status, 'transferable');
    assert.equal(response.verifications.external_account.error.code, 'external_account_exists');
    const done = await browser.post(SIGN_INS, { transfer: 'true' });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.id, userId);
    assert.equal((await browser.post(SIGN_INS, { transfer: 'true' })).code, 'account_transfer_invalid');
  });

  it('One Tap connects to the account that has verified the same address, and its owner is told', async () => {
    const instance = await openOneTap();
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const { client } = await tap(instance, instance.browser());
    assert.equal(client?.sessions[0]?.user?.id, userId);
    assert.equal(client?.sessions[0]?.user?.external_accounts[0]?.provider, 'oauth_google');
    const mail = instance.mailbox.to('ada@example.com').at(-1);
    assert.equal(mail?.template, 'notification');
  });

  it('One Tap never connects by an address that Google has not verified', async () => {
    const instance = await openOneTap();
    await instance.signUp(instance.browser(), 'ada@example.com');
    const claims = { ...ADA, email_verified: false };
    const answer = await tap(instance, instance.browser(), SIGN_INS, claims);
    assert.equal(answer.code, 'external_account_not_found');
    const up = await tap(instance, instance.browser(), SIGN_UPS, claims);
    assert.equal(up.response.status, 'missing_requirements');
    assert.equal(up.client?.sessions.length, 0);
  });

  it('an address that the request adds to a One Tap sign-up has to be verified', async () => {
    const instance = await openOneTap();
    const form = { strategy: STRATEGY, token: await tokenOf(instance), email_address: 'victim@example.com' };
    const { response, client } = await instance.browser().post(SIGN_UPS, form);
    assert.equal(response.status, 'missing_requirements');
    assert.deepEqual(response.unverified_fields, ['email_address']);
    assert.deepEqual(client?.sessions, []);
  });

  it('an account that holds the address unverified gets nothing of One Tap', async () => {
    const attributes = { emailAddress: 'required', username: 'required' };
    const instance = await openOneTap({ attributes, signUp: { verifyEmailAddress: false } });
    const planted = { email_address: ADA.email ?? '', username: 'mallory', password: PASSWORD };
    const intruder = await instance.browser().post(SIGN_UPS, planted);
    assert.equal(intruder.response.status, 'complete');
    const account = await tap(instance, instance.browser());
    assert.equal(account.code, 'external_account_not_found');
    const owner = await instance
      .browser()
      .post(SIGN_UPS, { strategy: STRATEGY, token: await tokenOf(instance), username: 'ada_berg' });
    assert.equal(owner.response.status, 'complete');
    assert.notEqual(owner.response.created_user_id, intruder.response.created_user_id);
  });

  it('One Tap makes no account where sign-up is closed', async () => {
    for (const [mode, code] of [
      ['restricted', 'sign_up_mode_restricted'],
      ['waitlist', 'sign_up_restricted_waitlist'],
    ]) {
      const instance = await openOneTap({ signUp: { mode } });
      const answer = await tap(instance, instance.browser(), SIGN_UPS);
      assert.deepEqual([answer.status, answer.code], [403, code]);
    }
  });

  it('control characters and numbers beyond all bounds in a token are no fault of the server', async () => {
    const instance = await openOneTap();
    const strange = [{ sub: 'a\0b' }, { email: 'a\0@example.com' }, { given_name: 'a\0b' }, { exp: 9e15 }];
    for (const [index, claims] of strange.entries()) {
      const own = { ...ADA, sub: `${index}`, email: `${index}@example.com`, ...claims };
      const { status } = await tap(instance, instance.browser(), SIGN_UPS, own);
      assert.ok(status < 500, JSON.stringify(claims));
    }
  });

  it('One Tap alone creates no session and connects nothing before the second factor', async () => {
    const instance = await openOneTap({ secondFactors: { totp: true } });
    const owner = instance.browser();
    await instance.signUp(owner, 'ada@example.com');
    const app = await enrolTotp(instance, owner);
    const browser = instance.browser();
    const { response, client } = await tap(instance, browser);
    assert.equal(response.status, 'needs_second_factor');
    assert.deepEqual(client?.sessions, []);
    assert.deepEqual((await owner.get('/v1/me')).response.external_accounts, []);
    const path = `${SIGN_INS}/${response.id}/attempt_second_factor`;
    const done = await browser.post(path, { strategy: 'totp', code: app.code() });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.external_accounts.length, 1);
  });

  it('a suspended connection, a banned user and a user who is signed in are refused', async () => {
    const instance = await openOneTap();
    const userId = await signUp(instance);
    const browser = instance.browser();
    await tap(instance, browser);
    assert.equal((await tap(instance, browser)).code, 'identifier_already_signed_in');
    const { storage, clock } = instance;
    const [account] = await storage.listExternalAccounts([userId]);
    assert.ok(account);
    await storage.updateExternalAccount(account.id, { verified: false }, clock.now());
    const suspended = await tap(instance, instance.browser());
    assert.equal(suspended.code, 'external_account_not_found');
    await storage.updateExternalAccount(account.id, { verified: true }, clock.now());
    await storage.updateUser(userId, { banned: true }, clock.now());
    const banned = await tap(instance, instance.browser());
    assert.equal(banned.code, 'user_banned');
    assert.equal(banned.client?.sessions.length ?? 0, 0);
  });

  it('restrictions and a closed sign-up hold for One Tap, and the bot check is not asked', async () => {
    const blocked = await openOneTap({ restrictions: { blocklist: ['*@example.com'] } });
    assert.equal((await tap(blocked, blocked.browser(), SIGN_UPS)).status, 403);
    const waiting = await openOneTap({ signUp: { mode: 'waitlist' } });
    assert.equal((await tap(waiting, waiting.browser(), SIGN_UPS)).code, 'sign_up_restricted_waitlist');
    const checked = await openOneTap({ captcha: { provider: 'proof_of_work' } });
    assert.equal((await tap(checked, checked.browser(), SIGN_UPS)).response.status, 'complete');
  });

  it('a sign-up that was begun goes on with One Tap, and asks for what is missing', async () => {
    const instance = await openOneTap({
      signUp: { legalConsent: true },
      branding: { termsUrl: 'https://a.example/t' },
    });
    const browser = instance.browser();
    const begun = await browser.post(SIGN_UPS, { first_name: 'Augusta' });
    const path = `${SIGN_UPS}/${begun.response.id}`;
    const form = { strategy: STRATEGY, token: await tokenOf(instance) };
    const known = await browser.override('PATCH', path, form);
    assert.deepEqual(known.response.missing_fields, ['legal_accepted']);
    assert.equal(known.response.first_name, 'Augusta');
    assert.equal((await browser.override('PATCH', path, form)).code, 'oauth_token_exchange_error');
    const done = await browser.override('PATCH', path, { legal_accepted: 'true' });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.external_accounts.length, 1);
  });

  it('a token with a nonce counts in the browser that has the text of the nonce alone', async () => {
    const instance = await openOneTap();
    await signUp(instance);
    const nonce = 'the text that only this page knows';
    const claims = { ...ADA, nonce: createHash('sha256').update(nonce).digest('base64url') };
    const token = await tokenOf(instance, claims);
    const form = { strategy: STRATEGY, token };
    const wrong: Record<string, string>[] = [{}, { nonce: 'another' }, { nonce: claims.nonce }, { nonce: '' }];
    for (const more of wrong) {
      const answer = await instance.browser().post(SIGN_INS, { ...form, ...more });
      assert.equal(answer.code, 'oauth_token_exchange_error', JSON.stringify(more));
    }
    const plain = { strategy: STRATEGY, token: await tokenOf(instance), nonce };
    assert.equal((await instance.browser().post(SIGN_INS, plain)).code, 'oauth_token_exchange_error');
    assert.equal((await instance.browser().post(SIGN_INS, { ...form, nonce })).status, 200);
  });

  it('One Tap keeps the scopes that the user has allowed before', async () => {
    const instance = await openOneTap();
    const userId = await signUp(instance);
    const [account] = await instance.storage.listExternalAccounts([userId]);
    assert.ok(account);
    const scopes = { approved_scopes: 'openid email calendar' };
    await instance.storage.updateExternalAccount(account.id, scopes, instance.clock.now());
    const { client } = await tap(instance, instance.browser());
    assert.equal(client?.sessions[0]?.user?.external_accounts[0]?.approved_scopes, scopes.approved_scopes);
  });

  it('an instance without One Tap, and a request without a token, are refused', async () => {
    const off = await open();
    const { body } = await off.browser().get<EnvironmentJSON>('/v1/environment');
    assert.equal(body.display_config.google_one_tap_client_id, null);
    for (const path of [SIGN_INS, SIGN_UPS]) {
      const answer = await tap(off, off.browser(), path);
      assert.deepEqual([answer.status, answer.code], [400, 'oauth_config_missing'], path);
    }
    const on = await openOneTap();
    const missing = await on.browser().post(SIGN_INS, { strategy: STRATEGY });
    assert.deepEqual([missing.code, missing.param], ['form_param_missing', 'token']);
    const foreign = await on.browser().send(SIGN_INS, {
      method: 'POST',
      origin: 'https://evil.example',
      form: { strategy: STRATEGY, token: await tokenOf(on) },
    });
    assert.deepEqual([foreign.status, foreign.code], [400, 'origin_invalid']);
    // The owner's password is not touched by any of it.
    await on.signUp(on.browser(), 'bo@example.com');
    const plain = await on.browser().post(SIGN_INS, { identifier: 'bo@example.com', password: PASSWORD });
    assert.equal(plain.response.status, 'complete');
  });
});
