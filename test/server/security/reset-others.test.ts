import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { newId } from '../../../src/server/ids.ts';
import { blankExternalAccount } from '../../../src/server/storage/blank-rows.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { confirm, lastLink } from '../../support/links.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { enrolPasskey, signInByPasskey } from '../../support/passkey-steps.ts';
import { enrolTotp, newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import { METAMASK, prepareSignIn } from '../../support/wallets.ts';
import { signInWith, startProvider, STRATEGY as PROVIDER, withProvider } from '../factors/oauth/sign-in-with.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';
const INTRUDER = 'mallory@evil.example';
const PHONE = '+12015550123';
const NEW = 'another plain long phrase';

onSqlite('after a password reset, the other sign-in methods', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'mallory', email: INTRUDER, email_verified: true }]);
  });
  after(() => idp.close());

  /** Ada's account, with every sign-in method that an intruder can add, and the browser of the intruder. */
  const invaded = async (config: Partial<ConfigInput> = {}) => {
    const instance = await open({
      config: {
        attributes: { phoneNumber: 'optional', web3Wallet: 'optional' },
        emailLink: true,
        passkeys: { enabled: true },
        wallets: ['metamask'],
        ...config,
        ...withProvider(idp.issuer),
      },
    });
    const intruder = instance.browser();
    const { userId } = await instance.signUp(intruder, EMAIL);
    const authenticator = new Authenticator();
    const passkey = await enrolPasskey(intruder, authenticator);
    const wallet = createTestWallet();
    const added = await intruder.post('/v1/me/web3_wallets', { web3_wallet: wallet.address });
    const walletPath = `/v1/me/web3_wallets/${added.response.id}`;
    const { response } = await intruder.post(`${walletPath}/prepare_verification`, { strategy: METAMASK });
    await intruder.post(`${walletPath}/attempt_verification`, {
      signature: wallet.sign(response.verification.message),
    });
    const email = await addEmail(instance, intruder, INTRUDER);
    await intruder.override('PATCH', '/v1/me', { primary_email_address_id: email });
    const phone = await intruder.post('/v1/me/phone_numbers', { phone_number: PHONE });
    const phonePath = `/v1/me/phone_numbers/${phone.response.id}`;
    await intruder.post(`${phonePath}/prepare_verification`, { strategy: 'phone_code' });
    await intruder.post(`${phonePath}/attempt_verification`, { code: '424242' });
    const row = blankExternalAccount({ id: newId('eac'), user_id: userId, provider: PROVIDER }, instance.clock.now());
    const identity = { provider_user_id: 'mallory', email: INTRUDER, verified: true };
    await instance.storage.insertExternalAccount({ ...row, ...identity });
    instance.clock.advance(60_000);
    return { instance, intruder, userId, authenticator, passkey, wallet, walletPath, email, phonePath };
  };
  const addEmail = async (instance: TestInstance, browser: TestBrowser, email_address: string): Promise<string> => {
    const { response } = await browser.post('/v1/me/email_addresses', { email_address });
    const path = `/v1/me/email_addresses/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    await browser.post(`${path}/attempt_verification`, { code: newestCode(instance, email_address) });
    return response.id;
  };
  const reset = async (instance: TestInstance, form: Record<string, string> = {}, identifier = EMAIL) => {
    const owner = instance.browser();
    const strategy = identifier === PHONE ? 'reset_password_phone_code' : 'reset_password_email_code';
    const { response } = await owner.post(SIGN_INS, { identifier, strategy });
    const path = `${SIGN_INS}/${response.id}`;
    const code = identifier === PHONE ? '424242' : newestCode(instance, identifier);
    await owner.post(`${path}/attempt_first_factor`, { strategy, code });
    const done = await owner.post(`${path}/reset_password`, { password: NEW, ...form });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    return { owner, done };
  };
  const factorsOf = async (instance: TestInstance, identifier: string): Promise<string[] | string | undefined> => {
    const { response, code } = await instance.browser().post(SIGN_INS, { identifier });
    return response?.supported_first_factors.map((each: { strategy: string }) => each.strategy) ?? code;
  };

  it('a password reset disables the other sign-in methods and ends all other sessions', async () => {
    const { instance, intruder, authenticator, wallet } = await invaded();
    const { owner } = await reset(instance, { sign_out_of_other_sessions: 'false' });
    assert.equal((await intruder.get('/v1/me')).status, 401);
    assert.equal((await owner.get('/v1/me')).status, 200);
    assert.equal((await signInByPasskey(instance.browser(), authenticator)).code, 'passkey_not_registered');
    for (const identifier of [wallet.address, INTRUDER, PHONE]) {
      assert.equal(await factorsOf(instance, identifier), 'form_identifier_not_found', identifier);
    }
    const { attempt, client } = await signInWith(instance.browser(), idp, 'mallory');
    assert.equal(attempt.first_factor_verification.error.code, 'external_account_not_found');
    assert.deepEqual(client.sessions, []);
    const transferred = await instance.browser().post('/v1/client/sign_ups', { transfer: 'true' });
    assert.equal(transferred.code, 'account_transfer_invalid');
    const factors = await factorsOf(instance, EMAIL);
    assert.deepEqual(factors, ['password', 'email_code', 'email_link', 'reset_password_email_code']);
    const back = await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: NEW });
    assert.equal(back.response.status, 'complete');
  });

  it('the email after a password reset lists the other sign-in methods with dates and devices, and they are shown as unverified', async () => {
    const { instance, email, passkey } = await invaded();
    const { owner } = await reset(instance);
    const mail = instance.mailbox.to(EMAIL).at(-1);
    assert.ok(mail?.template === 'methods_suspended');
    assert.equal(instance.mailbox.to(INTRUDER).filter(({ template }) => template === 'methods_suspended').length, 0);
    assert.deepEqual(
      mail.methods.map(({ kind }) => kind),
      ['email_address', 'phone_number', 'web3_wallet', 'external_account', 'passkey'],
    );
    assert.ok(mail.methods.every(({ name, addedAt }) => name !== '' && addedAt > 0));
    const devices = mail.methods.map(({ addedOn }) => addedOn);
    // The provider's account was written without a request.
    assert.deepEqual(devices, ['Chrome on Linux', 'Chrome on Linux', 'Chrome on Linux', null, 'Chrome on Linux']);
    assert.equal(mail.requester.device, 'Chrome on Linux');
    const { response: me } = await owner.get('/v1/me');
    assert.notEqual(me.primary_email_address_id, email);
    const [own, other] = [EMAIL, INTRUDER].map((address) =>
      me.email_addresses.find((each: { email_address: string }) => each.email_address === address),
    );
    const states = [other, me.phone_numbers[0], me.web3_wallets[0], me.external_accounts[0], me.passkeys[0]];
    for (const each of states) assert.notEqual(each.verification?.status, 'verified', JSON.stringify(each));
    assert.equal(me.passkeys[0].id, passkey);
    assert.equal(own.verification.status, 'verified');
  });

  it('the list of sign-in methods says when and on which browser each was added, and which ones a reset switched off', async () => {
    const { instance, intruder, passkey, email } = await invaded();
    const list = async (browser: TestBrowser): Promise<Record<string, unknown>[]> =>
      (await browser.get('/v1/me/sign_in_methods')).body as never;
    const before = await list(intruder);
    assert.ok(before.length === 7 && before.every(({ status }) => status === 'verified'), JSON.stringify(before));
    await intruder.post('/v1/me/email_addresses', { email_address: 'never@example.com' });
    const { owner } = await reset(instance);
    const methods = await list(owner);
    const brief = methods.map(({ kind, status }) => `${kind} ${status}`);
    assert.deepEqual(brief.toSorted(), [
      'email_address suspended',
      'email_address verified',
      'external_account suspended',
      'passkey suspended',
      'password verified',
      'phone_number suspended',
      'web3_wallet suspended',
    ]);
    const known = methods.find(({ id }) => id === passkey);
    assert.ok(known);
    assert.deepEqual(Object.keys(known), [
      'object',
      'kind',
      'id',
      'name',
      'added_at',
      'added_on',
      'last_used_at',
      'status',
    ]);
    assert.equal((known['added_on'] as { browser_name: string }).browser_name, 'Chrome');
    assert.equal(methods.find(({ kind }) => kind === 'phone_number')?.['name'], '+1********23');
    await owner.post(`/v1/me/passkeys/${passkey}/confirm`);
    await owner.override('DELETE', `/v1/me/email_addresses/${email}`);
    const after = await list(owner);
    assert.equal(after.find(({ id }) => id === passkey)?.['status'], 'verified');
    assert.ok(!after.some(({ id }) => id === email));
    assert.equal((await instance.browser().get('/v1/me/sign_in_methods')).status, 401);
  });

  it('a method that a password reset switched off works again once its owner has verified it', async () => {
    const { instance, authenticator, passkey, wallet, walletPath, email, phonePath } = await invaded();
    const { owner } = await reset(instance);
    instance.clock.advance(60_000);
    const confirmed = await owner.post(`/v1/me/passkeys/${passkey}/confirm`);
    assert.equal(confirmed.status, 200, confirmed.code);
    assert.equal((await owner.post(`/v1/me/passkeys/${passkey}/confirm`)).code, 'verification_already_verified');
    assert.equal((await signInByPasskey(instance.browser(), authenticator)).response.status, 'complete');

    const { response } = await owner.post(`${walletPath}/prepare_verification`, { strategy: METAMASK });
    const signature = wallet.sign(response.verification.message);
    assert.equal((await owner.post(`${walletPath}/attempt_verification`, { signature })).status, 200);
    const { message, attempt } = await prepareSignIn(instance.browser(), wallet);
    assert.equal((await attempt(wallet.sign(message))).response.status, 'complete');

    const path = `/v1/me/email_addresses/${email}`;
    await owner.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const form = { code: newestCode(instance, INTRUDER) };
    assert.equal((await owner.post(`${path}/attempt_verification`, form)).response.verification.status, 'verified');
    await owner.post(`${phonePath}/prepare_verification`, { strategy: 'phone_code' });
    assert.equal((await owner.post(`${phonePath}/attempt_verification`, { code: '424242' })).status, 200);
    assert.ok(Array.isArray(await factorsOf(instance, PHONE)));

    const redirect = { strategy: PROVIDER, redirect_url: 'https://app.example.com/profile' };
    const begun = await owner.post('/v1/me/external_accounts', redirect);
    assert.equal(begun.status, 200, 'a connected account is connected anew');
    instance.clock.advance(600_000);
    const stale = await owner.post(`/v1/me/passkeys/${passkey}/confirm`);
    assert.equal(stale.code, 'session_reverification_required', 'a stolen session confirms nothing');
  });

  it('a stolen session switches on nothing that a password reset has switched off', async () => {
    const { instance, passkey, walletPath, email, phonePath } = await invaded();
    const { owner } = await reset(instance);
    const [{ id: external } = { id: '' }] = (await owner.get('/v1/me')).response.external_accounts;
    instance.clock.advance(600_000);
    const redirect_url = 'https://app.example.com/profile';
    const emailPath = `/v1/me/email_addresses/${email}`;
    const answers = [
      await owner.post(`/v1/me/passkeys/${passkey}/confirm`),
      await owner.post(`${walletPath}/prepare_verification`, { strategy: METAMASK }),
      await owner.post(`${emailPath}/prepare_verification`, { strategy: 'email_code' }),
      await owner.post(`${emailPath}/prepare_verification`, { strategy: 'email_link', redirect_url }),
      await owner.post(`${phonePath}/prepare_verification`, { strategy: 'phone_code' }),
      await owner.post('/v1/me/external_accounts', { strategy: PROVIDER, redirect_url }),
      await owner.override('PATCH', `/v1/me/external_accounts/${external}/reauthorize`, { redirect_url }),
    ];
    for (const { status, code } of answers) {
      assert.deepEqual([status, code], [403, 'session_reverification_required']);
    }
    const added = await owner.post('/v1/me/email_addresses', { email_address: 'new@example.com' });
    assert.equal(added.code, 'session_reverification_required');
  });

  it('a method that a password reset switched off cannot be finished with what was begun before', async () => {
    const { instance, intruder } = await invaded();
    const { response } = await intruder.post('/v1/me/email_addresses', { email_address: 'late@evil.example' });
    const form = { strategy: 'email_link', redirect_url: 'https://app.example.com/profile' };
    const path = `/v1/me/email_addresses/${response.id}/prepare_verification`;
    assert.equal((await intruder.post(path, form)).status, 200);
    const { token } = lastLink(instance, 'late@evil.example');
    await reset(instance);
    assert.notEqual((await confirm(intruder, token)).outcome, 'verified');
    assert.equal(await factorsOf(instance, 'late@evil.example'), 'form_identifier_not_found');
  });

  it('a password reset ends a sign-in that waits for its second factor, and keeps the second factor', async () => {
    const { instance, intruder, authenticator } = await invaded({
      secondFactors: { totp: true },
      passkeys: { enabled: true, satisfiesSecondFactor: false },
    });
    const app = await enrolTotp(instance, intruder);
    const waiting = instance.browser();
    const { response } = await signInByPasskey(waiting, authenticator);
    assert.equal(response.status, 'needs_second_factor');
    instance.clock.advance(60_000);
    const { done } = await reset(instance);
    assert.equal(done.response.status, 'needs_second_factor');
    const form = { strategy: 'totp', code: app.code() };
    const late = await waiting.post(`${SIGN_INS}/${response.id}/attempt_second_factor`, form);
    assert.equal(late.code, 'client_state_invalid');
  });

  it('a password reset by phone notifies every verified address', async () => {
    const { instance } = await invaded();
    const { owner } = await reset(instance, {}, PHONE);
    const told = instance.mailbox.messages.filter(({ template }) => template === 'methods_suspended');
    assert.deepEqual(told.map(({ to }) => to).toSorted(), [EMAIL, INTRUDER]);
    const { response: me } = await owner.get('/v1/me');
    assert.equal(me.primary_email_address_id, null);
    const back = await instance.browser().post(SIGN_INS, { identifier: PHONE, password: NEW });
    assert.equal(back.response.status, 'complete');
  });

  it('the owner hears of a removal and of a deletion at an address that a password reset by phone has switched off', async () => {
    const { instance } = await invaded();
    const { owner } = await reset(instance, {}, PHONE);
    const { response: me } = await owner.get('/v1/me');
    const own = me.email_addresses.find((each: { email_address: string }) => each.email_address === INTRUDER);
    await owner.override('DELETE', `/v1/me/email_addresses/${own.id}`);
    const removal = instance.mailbox.to(INTRUDER).at(-1);
    assert.equal(removal?.template === 'notification' && removal.kind, 'email_address_removed');
    assert.equal((await owner.override('DELETE', '/v1/me')).status, 200);
    const told = instance.mailbox.to(EMAIL).at(-1);
    assert.equal(told?.template === 'notification' && told.kind, 'account_deleted');
  });

  it('a password reset switches nothing off when the settings say so or there is nothing else', async () => {
    const { instance, authenticator } = await invaded({ password: { resetOtherMethods: 'keep' } });
    await reset(instance);
    assert.equal((await signInByPasskey(instance.browser(), authenticator)).response.status, 'complete');
    const plain = await open();
    await plain.signUp(plain.browser(), EMAIL, { password: PASSWORD });
    plain.clock.advance(60_000);
    await reset(plain);
    const mail = plain.mailbox.to(EMAIL).at(-1);
    assert.equal(mail?.template === 'notification' && mail.kind, 'password_changed');
  });
});
