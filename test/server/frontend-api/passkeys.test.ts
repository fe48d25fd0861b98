import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Authenticator } from '../../support/authenticator.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { beginPasskey, enrolPasskey, signInByPasskey } from '../../support/passkey-steps.ts';
import { enrolTotp } from '../../support/second-factors.ts';

const PASSKEYS = '/v1/me/passkeys';
const SIGN_INS = '/v1/client/sign_ins';
const ADA = 'ada@example.com';
const CONFIG = { passkeys: { enabled: true } };

onSqlite('passkeys', (open) => {
  it('a passkey is created with options for this user, and shown with its name', async () => {
    const instance = await open({ config: CONFIG });
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA, { first_name: 'Ada', last_name: 'Berg' });
    const authenticator = new Authenticator();
    const { response } = await browser.post(PASSKEYS);
    assert.deepEqual(
      [response.object, response.verification.object, response.verification.status, response.verification.strategy],
      ['passkey', 'verification_passkey', 'unverified', 'passkey'],
    );
    const options = JSON.parse(response.verification.nonce);
    assert.deepEqual(options.rp, { id: 'example.com', name: 'Acme Labs' });
    assert.deepEqual([options.user.name, options.user.displayName], [ADA, 'Ada Berg']);
    assert.ok(!Buffer.from(options.user.id, 'base64url').includes(userId));
    const before = await browser.get('/v1/me');
    assert.deepEqual(before.response.passkeys, []);

    const credential = authenticator.create(response.verification.nonce);
    const form = { strategy: 'passkey', public_key_credential: credential };
    const done = await browser.post(`${PASSKEYS}/${response.id}/attempt_verification`, form);
    assert.equal(done.response.verification.status, 'verified');
    assert.equal(done.response.name, 'Chrome on Linux');
    const me = await browser.get('/v1/me');
    assert.deepEqual(
      me.response.passkeys.map(({ id, last_used_at }: { id: string; last_used_at: null }) => [id, last_used_at]),
      [[response.id, null]],
    );
  });

  it('an authenticator does not hold two passkeys of one user', async () => {
    const instance = await open({ config: CONFIG });
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const authenticator = new Authenticator();
    await enrolPasskey(browser, authenticator);
    const { response } = await browser.post(PASSKEYS);
    const { excludeCredentials } = JSON.parse(response.verification.nonce);
    assert.deepEqual(excludeCredentials, [
      { type: 'public-key', id: authenticator.credentials[0]?.id, transports: ['internal', 'hybrid'] },
    ]);
  });

  it('an account holds twenty passkeys, and says so when another one is asked for', async () => {
    const instance = await open({ config: CONFIG });
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    for (let count = 0; count < 19; count++) await enrolPasskey(browser, new Authenticator());
    const begun = await Promise.all([browser.post(PASSKEYS), browser.post(PASSKEYS)]);
    const codes: unknown[] = [];
    for (const { response } of begun) {
      const public_key_credential = new Authenticator().create(response.verification.nonce);
      const path = `${PASSKEYS}/${response.id}/attempt_verification`;
      codes.push((await browser.post(path, { strategy: 'passkey', public_key_credential })).code);
    }
    // The later request may have replaced the earlier one: then there is nothing to finish.
    const refused = codes.filter((code) => code !== undefined);
    assert.equal(refused.length, 1);
    assert.match(String(refused[0]), /^(identification_quota_exceeded|resource_not_found)$/);
    assert.equal((await browser.get('/v1/me')).response.passkeys.length, 20);
    const { status, code } = await browser.post(PASSKEYS);
    assert.deepEqual([status, code], [422, 'identification_quota_exceeded']);
  });

  it('a passkey signs in without an identifier, and becomes the last used method', async () => {
    const instance = await open({ config: CONFIG });
    const authenticator = new Authenticator();
    const { userId } = await instance.signUp(instance.browser(), ADA);
    const browser = instance.browser();
    const home = instance.browser();
    await home.post(SIGN_INS, { identifier: ADA, password: PASSWORD });
    await enrolPasskey(home, authenticator);
    const signedIn = await signInByPasskey(browser, authenticator);
    assert.deepEqual(
      [signedIn.status, signedIn.response.status, signedIn.client?.sessions[0]?.user?.id],
      [200, 'complete', userId],
    );
    assert.equal(signedIn.client?.last_authentication_strategy, 'passkey');
    const me = await browser.get('/v1/me');
    assert.equal(me.response.passkeys[0].last_used_at, instance.clock.now());
    // And again, with a counter that rises.
    assert.equal((await signInByPasskey(instance.browser(), authenticator)).response.status, 'complete');
  });

  it('a passkey signs in after an identifier', async () => {
    const instance = await open({ config: CONFIG });
    const authenticator = new Authenticator();
    const home = instance.browser();
    await instance.signUp(home, ADA);
    await enrolPasskey(home, authenticator);
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: ADA });
    const offered = response.supported_first_factors.map(({ strategy }: { strategy: string }) => strategy);
    assert.ok(offered.includes('passkey'), offered.join());
    const path = `${SIGN_INS}/${response.id}`;
    const prepared = await browser.post(`${path}/prepare_first_factor`, { strategy: 'passkey' });
    const { nonce, status } = prepared.response.first_factor_verification;
    assert.equal(status, 'unverified');
    assert.deepEqual(JSON.parse(nonce).allowCredentials, []);
    const credential = authenticator.get(nonce, { userHandle: null });
    const form = { strategy: 'passkey', public_key_credential: credential };
    const done = await browser.post(`${path}/attempt_first_factor`, form);
    assert.equal(done.response.status, 'complete');
  });

  it('passkeys are not offered to an account without one, nor by an instance without them', async () => {
    const instance = await open({ config: CONFIG });
    await instance.signUp(instance.browser(), ADA);
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: ADA });
    assert.ok(!JSON.stringify(response.supported_first_factors).includes('passkey'));
    const path = `${SIGN_INS}/${response.id}/prepare_first_factor`;
    assert.equal((await browser.post(path, { strategy: 'passkey' })).code, 'strategy_for_user_invalid');

    const without = await open();
    const other = without.browser();
    await without.signUp(other, ADA);
    assert.equal((await other.post(PASSKEYS)).code, 'feature_not_enabled');
    const unnamed = await without.browser().post(SIGN_INS, { strategy: 'passkey' });
    assert.equal(unnamed.code, 'strategy_for_user_invalid');
  });

  it('a passkey is renamed and removed', async () => {
    const instance = await open({ config: CONFIG });
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const authenticator = new Authenticator();
    const id = await enrolPasskey(browser, authenticator);
    const renamed = await browser.override('PATCH', `${PASSKEYS}/${id}`, { name: 'Blue key' });
    assert.equal(renamed.response.name, 'Blue key');
    const empty = await browser.override('PATCH', `${PASSKEYS}/${id}`, { name: '' });
    assert.deepEqual([empty.code, empty.param], ['form_param_nil', 'name']);
    const long = await browser.override('PATCH', `${PASSKEYS}/${id}`, { name: 'x'.repeat(101) });
    assert.equal(long.code, 'form_param_max_length_exceeded');
    const gone = await browser.override('DELETE', `${PASSKEYS}/${id}`);
    assert.deepEqual(gone.response, { object: 'passkey', id, deleted: true });
    assert.deepEqual((await browser.get('/v1/me')).response.passkeys, []);
    assert.equal((await signInByPasskey(instance.browser(), authenticator)).code, 'passkey_not_registered');
  });

  it('a passkey that is the last sign-in method is not removed', async () => {
    const config = { ...CONFIG, attributes: { emailAddress: 'required', password: 'optional' } } as const;
    const instance = await open({ config: { ...config, emailCode: true } });
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA);
    const id = await enrolPasskey(browser, new Authenticator());
    // As if the instance knew no address of the user, and no password.
    await instance.storage.updateUser(userId, { password_hash: null }, instance.clock.now());
    const [email] = await instance.storage.listEmailAddresses([userId]);
    await instance.storage.deleteEmailAddress(userId, email?.id ?? '');
    const kept = await browser.override('DELETE', `${PASSKEYS}/${id}`);
    assert.equal(kept.code, 'identification_deletion_failed');
    assert.equal((await browser.get('/v1/me')).response.passkeys.length, 1);
  });

  it('a passkey that was never finished is deleted when another one is started', async () => {
    const instance = await open({ config: CONFIG });
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const first = await browser.post(PASSKEYS);
    await browser.post(PASSKEYS);
    const form = { public_key_credential: new Authenticator().create(first.response.verification.nonce) };
    const late = await browser.post(`${PASSKEYS}/${first.response.id}/attempt_verification`, form);
    assert.equal(late.status, 404);
  });

  it('the environment tells whether the instance has passkeys', async () => {
    const instance = await open({ config: { passkeys: { enabled: true, autofill: false } } });
    const { body } = await instance.browser().get<ReturnType<typeof JSON.parse>>('/v1/environment');
    assert.deepEqual(body.user_settings.passkey_settings, {
      allow_autofill: false,
      show_sign_in_button: true,
      satisfies_second_factor: true,
    });
    assert.equal(body.user_settings.attributes.passkey.enabled, true);
  });

  it('browsers can look up the origins that passkeys are allowed on', async () => {
    const instance = await open({ config: CONFIG });
    const { status, body } = await instance.browser().get('/.well-known/webauthn');
    assert.deepEqual([status, body], [200, { origins: ['https://clerk.example.com', 'https://app.example.com'] }]);
    const without = await open();
    assert.equal((await without.browser().get('/.well-known/webauthn')).status, 404);
  });

  it('a sign-in by passkey without an identifier can go on with another identifierless method', async () => {
    const instance = await open({ config: CONFIG });
    await instance.signUp(instance.browser(), ADA);
    const browser = instance.browser();
    const { id } = await beginPasskey(browser);
    const shown = await browser.get(`${SIGN_INS}/${id}`);
    assert.deepEqual([shown.response.status, shown.response.identifier], ['needs_first_factor', null]);
    const form = { strategy: 'password', password: PASSWORD };
    const refused = await browser.post(`${SIGN_INS}/${id}/attempt_first_factor`, form);
    assert.equal(refused.code, 'strategy_for_user_invalid');
    const named = await browser.post(SIGN_INS, { identifier: ADA, password: PASSWORD });
    assert.equal(named.response.status, 'complete');
  });

  const MFA = { passkeys: { enabled: true }, secondFactors: { totp: true } };
  const enrolBoth = async (config: object = MFA) => {
    const instance = await open({ config });
    const home = instance.browser();
    await instance.signUp(home, ADA);
    const authenticator = new Authenticator();
    await enrolPasskey(home, authenticator);
    await enrolTotp(instance, home);
    return { instance, authenticator };
  };

  it('a passkey counts as two factors', async () => {
    const { instance, authenticator } = await enrolBoth();
    const browser = instance.browser();
    const { response, client } = await signInByPasskey(browser, authenticator);
    assert.equal(response.status, 'complete');
    assert.deepEqual(client?.sessions[0]?.factor_verification_age, [0, 0]);
    assert.equal((await browser.post(PASSKEYS)).status, 200);
  });

  it('a passkey counts as one factor when the instance says so, and is then no second factor', async () => {
    const { instance, authenticator } = await enrolBoth({
      ...MFA,
      passkeys: { enabled: true, satisfiesSecondFactor: false },
    });
    const browser = instance.browser();
    const { response, client } = await signInByPasskey(browser, authenticator);
    assert.equal(response.status, 'needs_second_factor');
    assert.deepEqual(client?.sessions, []);
    const offered = response.supported_second_factors.map(({ strategy }: { strategy: string }) => strategy);
    assert.ok(offered.includes('totp') && !offered.includes('passkey'), offered.join());
    assert.deepEqual(response.further_second_factors, []);
  });

  it('a passkey is a second factor after a password', async () => {
    const { instance, authenticator } = await enrolBoth();
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: ADA, password: PASSWORD });
    assert.equal(response.status, 'needs_second_factor');
    const path = `${SIGN_INS}/${response.id}`;
    const prepared = await browser.post(`${path}/prepare_second_factor`, { strategy: 'passkey' });
    const { nonce, object } = prepared.response.second_factor_verification;
    assert.equal(object, 'verification_passkey');
    const form = { strategy: 'passkey', public_key_credential: authenticator.get(nonce) };
    const done = await browser.post(`${path}/attempt_second_factor`, form);
    assert.equal(done.response.status, 'complete');
    assert.deepEqual(done.client?.sessions[0]?.factor_verification_age, [0, 0]);
  });

  it('a passkey alone does not make sign-in ask for a second factor', async () => {
    const instance = await open({ config: MFA });
    const home = instance.browser();
    await instance.signUp(home, ADA);
    await enrolPasskey(home, new Authenticator());
    const { response } = await instance.browser().post(SIGN_INS, { identifier: ADA, password: PASSWORD });
    assert.equal(response.status, 'complete');
  });

  it('a passkey reverifies the user', async () => {
    const instance = await open({ config: CONFIG });
    const home = instance.browser();
    const { sessionId } = await instance.signUp(home, ADA);
    const authenticator = new Authenticator();
    await enrolPasskey(home, authenticator);
    instance.clock.advance(600_000);
    assert.equal((await home.post(PASSKEYS)).code, 'session_reverification_required');
    const path = `/v1/client/sessions/${sessionId}/verify`;
    await home.post(path, { level: 'first_factor' });
    const prepared = await home.post(`${path}/prepare_first_factor`, { strategy: 'passkey' });
    const credential = authenticator.get(prepared.response.first_factor_verification.nonce);
    const form = { strategy: 'passkey', public_key_credential: credential };
    const done = await home.post(`${path}/attempt_first_factor`, form);
    assert.equal(done.response.status, 'complete', done.code);
    assert.equal((await home.post(PASSKEYS)).status, 200);
  });
});
