import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hashSync } from 'bcryptjs';
import { Secret, TOTP } from 'otpauth';
import { backendOf } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';

const ADA = 'ada@example.com';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SIGN_INS = '/v1/client/sign_ins';
const WITH_TOTP = { config: { secondFactors: { totp: true } } } as const;

const signIn = (instance: TestInstance, password: string) =>
  instance.browser().post(SIGN_INS, { identifier: ADA, strategy: 'password', password });

const codeOf = (instance: TestInstance) =>
  TOTP.generate({ secret: Secret.fromBase32(SEED), timestamp: instance.clock.now() });

onSqlite('what another system knows of a user, for the Backend API', (open) => {
  it('a digest of a password signs in, and is renewed', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const password_digest = hashSync('an old phrase', 4);
    const fields = { email_address: [ADA], password_digest, password_hasher: 'bcrypt' };
    const { status, body } = await call('POST', '/users', fields);
    assert.deepEqual([status, body.password_enabled], [200, true], JSON.stringify(body));
    assert.ok(!JSON.stringify(body).includes(password_digest));
    assert.equal((await signIn(instance, 'a wrong phrase')).code, 'form_password_incorrect');
    assert.equal((await signIn(instance, 'an old phrase')).response.status, 'complete');
    assert.match((await instance.storage.findUser(body.id))?.password_hash ?? '', /^\$argon2id\$/);
    assert.equal((await signIn(instance, 'an old phrase')).response.status, 'complete');
  });

  it('a digest takes the place of a password, is told to the owner, and ends sessions when that is asked for', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { userId, sessionId } = await instance.signUp(instance.browser(), ADA);
    const { status } = await call('PATCH', `/users/${userId}`, {
      password_digest: hashSync('another phrase', 4),
      password_hasher: 'bcrypt',
      sign_out_of_other_sessions: true,
    });
    assert.equal(status, 200);
    assert.equal((await signIn(instance, PASSWORD)).code, 'form_password_incorrect');
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'revoked');
    await instance.app.settle();
    const kinds = instance.mailbox.messages.flatMap((mail) => ('kind' in mail ? [mail.kind] : []));
    assert.deepEqual(kinds, ['password_changed']);
    assert.equal((await signIn(instance, 'another phrase')).response.status, 'complete');
  });

  it('the seed of an authenticator app and backup codes go on working, also as digests', async () => {
    const instance = await open(WITH_TOTP);
    const call = await backendOf(instance);
    const backup_codes = ['abcd-1234', 'ABCD1234', hashSync('Old Code 7', 4)];
    const fields = { email_address: [ADA], password: PASSWORD, totp_secret: SEED.toLowerCase(), backup_codes };
    const { status, body } = await call('POST', '/users', fields);
    assert.deepEqual([status, body.totp_enabled, body.backup_code_enabled], [200, true, true], JSON.stringify(body));
    assert.ok(body.mfa_enabled_at);
    for (const [strategy, code, outcome] of [
      ['totp', '000000', 'form_code_incorrect'],
      ['totp', codeOf(instance), 'complete'],
      ['backup_code', 'abcd 1234', 'complete'],
      ['backup_code', 'abcd1234', 'form_code_incorrect'],
      ['backup_code', 'Old Code 7', 'complete'],
      ['backup_code', 'Old Code 7', 'strategy_for_user_invalid'],
    ] as const) {
      const browser = instance.browser();
      const { response } = await browser.post(SIGN_INS, { identifier: ADA, password: PASSWORD });
      assert.equal(response.status, 'needs_second_factor');
      const proof = await browser.post(`${SIGN_INS}/${response.id}/attempt_second_factor`, { strategy, code });
      assert.equal(proof.code ?? proof.response.status, outcome, `${strategy} ${code}`);
    }
    await instance.app.settle();
    assert.ok(!instance.mailbox.messages.some((mail) => 'kind' in mail && mail.kind === 'totp_enabled'));
    assert.ok(!instance.log.join('\n').includes(SEED));
  });

  it('a user who is there gets an authenticator app and backup codes in place of others, and is told', async () => {
    const instance = await open(WITH_TOTP);
    const call = await backendOf(instance);
    const { userId } = await instance.signUp(instance.browser(), ADA);
    const alone = await call('PATCH', `/users/${userId}`, { backup_codes: ['abcd1234'] });
    assert.deepEqual([alone.status, alone.code], [400, 'backup_codes_not_available']);
    for (let i = 0; i < 2; i++) {
      const { status, body } = await call('PATCH', `/users/${userId}`, {
        totp_secret: SEED,
        backup_codes: ['abcd1234'],
      });
      assert.deepEqual([status, body.totp_enabled, body.backup_code_enabled], [200, true, true]);
    }
    const check = { code: codeOf(instance) };
    assert.equal((await call('POST', `/users/${userId}/verify_totp`, check)).body.code_type, 'totp');
    await instance.app.settle();
    const kinds = instance.mailbox.messages.flatMap((mail) => ('kind' in mail ? [mail.kind] : []));
    assert.deepEqual(kinds.sort(), ['backup_codes_created', 'backup_codes_created', 'totp_enabled', 'totp_enabled']);
  });

  it('what no system makes is refused by name, and creates nobody', async () => {
    const instance = await open(WITH_TOTP);
    const call = await backendOf(instance);
    const bcrypt = hashSync('an old phrase', 4);
    for (const [fields, param] of [
      [{ password_digest: bcrypt }, 'password_hasher'],
      [{ password_hasher: 'bcrypt' }, 'password_digest'],
      [{ password_digest: bcrypt, password_hasher: 'rot13' }, 'password_hasher'],
      [{ password_digest: 'x', password_hasher: 'bcrypt' }, 'password_digest'],
      [{ password: PASSWORD, password_digest: bcrypt, password_hasher: 'bcrypt' }, 'password_digest'],
      [{ password_digest: 5, password_hasher: 'bcrypt' }, 'password_digest'],
      [{ totp_secret: '!!' }, 'totp_secret'],
      [{ totp_secret: 'JBSWY3DP' }, 'totp_secret'],
      [{ totp_secret: SEED, backup_codes: ['abc'] }, 'backup_codes'],
      [{ totp_secret: SEED, backup_codes: ['$2a$99$x'] }, 'backup_codes'],
      [{ totp_secret: SEED, backup_codes: Array.from({ length: 51 }, () => 'abcd1234') }, 'backup_codes'],
      [{ locale: 'x'.repeat(36) }, 'locale'],
      [{ locale: 'not a locale' }, 'locale'],
      [{ timezone: 'Moon/Base' }, 'timezone'],
      [{ delete_self_enabled: 'no' }, 'delete_self_enabled'],
      [{ bypass_client_trust: 1 }, 'bypass_client_trust'],
      [{ locked: 'yes' }, 'locked'],
      [{ email_address_identification_status: ['reserved'] }, 'email_address_identification_status'],
      [{ email_address_identification_status: [] }, 'email_address_identification_status'],
    ] as const) {
      const base = { email_address: [ADA], skip_password_requirement: true };
      const { status, body } = await call('POST', '/users', { ...base, ...fields });
      assert.deepEqual([status, body.errors?.[0].meta.param_name], [422, param], JSON.stringify(fields));
    }
    assert.equal((await call('GET', '/users/count')).body.total_count, 0);
    const off = await call('POST', '/users', { email_address: [ADA], password: PASSWORD, backup_codes: ['abcd1234'] });
    assert.deepEqual([off.status, off.code], [400, 'backup_codes_not_available']);
    assert.equal((await call('GET', '/users/count')).body.total_count, 0);
  });

  it('locale, time zone and what the user may do are kept, changed and removed', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const fields = {
      email_address: [ADA],
      email_address_identification_status: ['verified'],
      password: PASSWORD,
      locale: 'en-us',
      timezone: 'Europe/Lisbon',
      delete_self_enabled: false,
      bypass_client_trust: true,
      locked: true,
    };
    const { body: made } = await call('POST', '/users', fields);
    const shown = (user: Record<string, unknown>) =>
      ['locale', 'timezone', 'delete_self_enabled', 'bypass_client_trust', 'locked'].map((name) => user[name]);
    assert.deepEqual(shown(made), ['en-US', 'Europe/Lisbon', false, true, true]);
    assert.equal((await signIn(instance, PASSWORD)).code, 'user_locked');
    await call('POST', `/users/${made.id}/unlock`);
    const browser = instance.browser();
    await browser.post(SIGN_INS, { identifier: ADA, strategy: 'password', password: PASSWORD });
    assert.equal((await browser.override('DELETE', '/v1/me')).code, 'user_delete_self_not_enabled');
    const { body: changed } = await call('PATCH', `/users/${made.id}`, {
      locale: null,
      timezone: '',
      delete_self_enabled: null,
      bypass_client_trust: false,
    });
    assert.deepEqual(shown(changed), [null, null, true, false, false]);
    assert.equal((await browser.override('DELETE', '/v1/me')).status, 200);
  });

  it('a user who bypasses the check of new devices signs in on one with the password alone', async () => {
    const instance = await open({ config: { clientTrust: true } });
    const call = await backendOf(instance);
    const { body: user } = await call('POST', '/users', { email_address: [ADA], password: PASSWORD });
    assert.equal((await signIn(instance, PASSWORD)).response.status, 'needs_client_trust');
    await call('PATCH', `/users/${user.id}`, { bypass_client_trust: true });
    assert.equal((await signIn(instance, PASSWORD)).response.status, 'complete');
  });
});
