import assert from 'node:assert/strict';
import { it } from 'node:test';
import { MAX_TRIES } from '../../../src/server/users/lockout.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { drawPicture } from '../../support/pictures.ts';
import { enrolTotp } from '../../support/second-factors.ts';
import { EVERYTHING, signUpWhole, WHOLE_PHONE } from '../../support/whole-account.ts';

const ADA = 'ada@example.com';
const SIGN_INS = '/v1/client/sign_ins';

/** The kinds of the mails that told the owner of a change, oldest first. */
function told(instance: TestInstance): string[] {
  return instance.mailbox.messages.flatMap((mail) => ('kind' in mail ? [mail.kind] : []));
}

onSqlite('what a user signs in with, for the Backend API', (open) => {
  it('a wrong password is refused, counts towards the lock, and the right one is refused while it lasts', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { userId } = await instance.signUp(instance.browser(), ADA);
    const path = `/users/${userId}/verify_password`;
    assert.deepEqual((await call('POST', path, { password: PASSWORD })).body, { verified: true });
    const wrong = await call('POST', path, { password: 'another phrase' });
    assert.deepEqual([wrong.status, wrong.code], [422, 'form_password_incorrect']);
    assert.equal((await call('GET', `/users/${userId}`)).body.verification_attempts_remaining, MAX_TRIES - 1);
    await call('POST', `/users/${userId}/lock`);
    const locked = await call('POST', path, { password: PASSWORD });
    assert.deepEqual([locked.status, locked.code], [403, 'user_locked']);
  });

  it('wrong passwords of one user do not slow down checks of another one from the same server', async () => {
    const instance = await open({ limits: { wrongTries: { max: 3, windowMs: 3_600_000 } } });
    const call = await backendOf(instance);
    const [ada, bo] = [
      await instance.signUp(instance.browser(), ADA),
      await instance.signUp(instance.browser(), 'bo@example.com'),
    ];
    for (let i = 0; i < 5; i++) await call('POST', `/users/${ada.userId}/verify_password`, { password: 'wrong one' });
    assert.equal((await call('POST', `/users/${bo.userId}/verify_password`, { password: PASSWORD })).status, 200);
  });

  it('checks of passwords refuse what is no password, users without one, and users that are not there', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { userId } = await instance.signUp(instance.browser(), ADA);
    const check = async (id: string, body: unknown) => {
      const { status, code } = await call('POST', `/users/${id}/verify_password`, body);
      return [status, code];
    };
    assert.deepEqual(await check(userId, {}), [422, 'form_param_missing']);
    assert.deepEqual(await check(userId, { password: '' }), [422, 'form_param_nil']);
    assert.deepEqual(await check(userId, { password: 5 }), [422, 'form_param_type_invalid']);
    assert.deepEqual(await check(userId, { password: 'x'.repeat(5_000) }), [422, 'form_password_length_too_long']);
    assert.deepEqual(await check('user_nobody', { password: PASSWORD }), [404, 'resource_not_found']);
    assert.deepEqual(await check('%00', { password: PASSWORD }), [404, 'resource_not_found']);
    const body = { email_address: ['bo@example.com'], skip_password_requirement: true };
    const bo = (await call('POST', '/users', body)).body.id;
    assert.deepEqual(await check(bo, { password: PASSWORD }), [400, 'no_password_set']);
    assert.ok(!instance.log.join('\n').includes(PASSWORD));
  });

  it('codes of the authenticator app and backup codes are right once', async () => {
    const instance = await open({ config: { secondFactors: { totp: true } } });
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA);
    const path = `/users/${userId}/verify_totp`;
    const none = await call('POST', path, { code: '123456' });
    assert.deepEqual([none.status, none.code], [400, 'no_second_factors']);
    const app = await enrolTotp(instance, browser);
    const code = app.code();
    assert.deepEqual((await call('POST', path, { code })).body, { verified: true, code_type: 'totp' });
    const again = await call('POST', path, { code });
    assert.deepEqual([again.status, again.code], [422, 'form_code_incorrect']);
    const [backup = ''] = app.backupCodes;
    assert.deepEqual((await call('POST', path, { code: backup.toUpperCase() })).body, {
      verified: true,
      code_type: 'backup_code',
    });
    assert.equal((await call('POST', path, { code: backup })).code, 'form_code_incorrect');
    assert.equal((await call('GET', `/users/${userId}`)).body.verification_attempts_remaining, MAX_TRIES - 2);
  });

  itOnBoth('of 20 parallel checks of one code, one is right', async () => {
    const instance = await open({ config: { secondFactors: { totp: true } } });
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, ADA);
    const app = await enrolTotp(instance, browser);
    const code = app.code();
    const check = () => call('POST', `/users/${userId}/verify_totp`, { code });
    const answers = await Promise.all(Array.from({ length: 20 }, check));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  it('a removed password signs nobody in, ends sessions when that is asked for, and is told to the owner', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { userId, sessionId } = await instance.signUp(instance.browser(), ADA);
    const path = `/users/${userId}/remove_password`;
    const { status, body } = await call('POST', path);
    assert.deepEqual([status, body.password_enabled], [200, false]);
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'active');
    const form = { identifier: ADA, strategy: 'password', password: PASSWORD };
    assert.equal((await instance.browser().post(SIGN_INS, form)).code, 'strategy_for_user_invalid');
    await instance.app.settle();
    assert.deepEqual(told(instance), ['password_removed']);
    // There is nothing to remove, so the owner is told nothing.
    assert.equal((await call('POST', path, { sign_out_of_other_sessions: true })).status, 200);
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'revoked');
    await instance.app.settle();
    assert.deepEqual(told(instance), ['password_removed']);
  });

  it('the second factors of a user are switched off one by one, or all at once', async () => {
    const instance = await open({ config: EVERYTHING });
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, ids } = await signUpWhole(instance, browser);
    const state = async () => {
      const { body } = await call('GET', `/users/${userId}`);
      const phone = body.phone_numbers.find(({ id }: { id: string }) => id === ids.phone);
      return [body.totp_enabled, body.backup_code_enabled, phone.reserved_for_second_factor, body.two_factor_enabled];
    };
    await enrolTotp(instance, browser);
    const reserve = { reserved_for_second_factor: 'true' };
    assert.equal((await browser.post(`/v1/me/phone_numbers/${ids.phone}?_method=PATCH`, reserve)).status, 200);
    assert.deepEqual(await state(), [true, true, true, true]);
    const answer = { status: 200, body: { user_id: userId } };
    for (const [path, then] of [
      ['backup_code', [true, false, true, true]],
      ['totp', [false, false, true, true]],
      ['mfa', [false, false, false, false]],
      ['mfa', [false, false, false, false]],
    ] as const) {
      const { status, body } = await call('DELETE', `/users/${userId}/${path}`);
      assert.deepEqual({ status, body }, answer, path);
      assert.deepEqual(await state(), then, path);
    }
    await instance.app.settle();
    const kinds = told(instance).slice(-3);
    assert.deepEqual(kinds, ['backup_codes_removed', 'totp_disabled', 'phone_second_factor_disabled']);
    const { body } = await call('GET', `/users/${userId}`);
    assert.equal(body.primary_phone_number_id, ids.phone);
    assert.ok(body.mfa_disabled_at);
    const form = { identifier: WHOLE_PHONE, strategy: 'password', password: PASSWORD };
    assert.equal((await instance.browser().post(SIGN_INS, form)).response.status, 'complete');
    assert.equal((await call('DELETE', '/users/user_nobody/mfa')).status, 404);
  });

  it('passkeys, wallets and connected accounts are removed and told, but those of other users are not found', async () => {
    const instance = await open({ config: EVERYTHING });
    const call = await backendOf(instance);
    const { userId, ids } = await signUpWhole(instance, instance.browser());
    const other = await instance.signUp(instance.browser(), 'cy@example.com');
    const kinds = [
      ['passkeys', ids.passkey, 'passkey', 'passkey_removed'],
      ['web3_wallets', ids.web3, 'web3_wallet', 'wallet_removed'],
      ['external_accounts', ids.external, 'external_account', 'connected_account_removed'],
    ] as const;
    for (const [path, id, object, kind] of kinds) {
      assert.equal((await call('DELETE', `/users/${other.userId}/${path}/${id}`)).status, 404, path);
      assert.equal((await call('DELETE', `/users/user_nobody/${path}/${id}`)).status, 404, path);
      assert.equal((await call('DELETE', `/users/${userId}/${path}/x'--`)).status, 404, path);
      const { status, body } = await call('DELETE', `/users/${userId}/${path}/${id}`);
      assert.deepEqual([status, body], [200, { object, id, deleted: true }]);
      assert.equal((await call('DELETE', `/users/${userId}/${path}/${id}`)).status, 404, path);
      await instance.app.settle();
      assert.equal(told(instance).at(-1), kind);
    }
  });

  it('the last sign-in method stays', async () => {
    const instance = await open({ config: EVERYTHING });
    const call = await backendOf(instance);
    const { userId, ids } = await signUpWhole(instance, instance.browser());
    const { storage, clock } = instance;
    for (const { id } of await storage.listEmailAddresses([userId])) await storage.deleteEmailAddress(userId, id);
    await storage.deletePhoneNumber(userId, ids.phone);
    await storage.deleteWeb3Wallet(userId, ids.web3);
    await storage.deleteExternalAccount(userId, ids.external);
    await storage.updateUser(userId, { password_hash: null, username: null, username_key: null }, clock.now());
    const refused = await call('DELETE', `/users/${userId}/passkeys/${ids.passkey}`);
    assert.deepEqual([refused.status, refused.code], [400, 'identification_deletion_failed']);
    assert.equal((await call('GET', `/users/${userId}`)).body.passkeys.length, 1);
  });

  itOnBoth('bans of several users apply to all of them or to none', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const ada = await instance.signUp(instance.browser(), ADA);
    const bo = await instance.signUp(instance.browser(), 'bo@example.com');
    const ids = [bo.userId, ada.userId];
    const isBanned = async () =>
      Promise.all(ids.map(async (id) => (await call('GET', `/users/${id}`)).body.banned as boolean));
    const missing = await call('POST', '/users/ban', { user_ids: [...ids, 'user_nobody'] });
    assert.deepEqual([missing.status, missing.code], [404, 'resource_not_found']);
    assert.deepEqual(await isBanned(), [false, false]);
    const { status, body } = await call('POST', '/users/ban', { user_ids: [...ids, bo.userId] });
    assert.deepEqual([status, body.map(({ id }: { id: string }) => id)], [200, ids]);
    assert.deepEqual(await isBanned(), [true, true]);
    assert.equal((await call('GET', `/sessions/${ada.sessionId}`)).body.status, 'revoked');
    assert.equal((await call('POST', '/users/unban', { user_ids: ids })).status, 200);
    assert.deepEqual(await isBanned(), [false, false]);
    for (const [bad, code] of [
      [{}, 422],
      [{ user_ids: 'user_1' }, 422],
      [{ user_ids: [1] }, 422],
      [{ user_ids: ['%'] }, 404],
      [{ user_ids: Array.from({ length: 101 }, (_, i) => `user_${i}`) }, 422],
    ] as const) {
      assert.equal((await call('POST', '/users/ban', bad)).status, code, JSON.stringify(bad).slice(0, 40));
    }
    assert.deepEqual((await call('POST', '/users/ban', { user_ids: [] })).body, []);
  });

  it('a picture is set and removed, and what is none is refused', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const key = await newSecretKey(instance);
    const { userId } = await instance.signUp(instance.browser(), ADA);
    const upload = async (id: string, file: Uint8Array) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(file)], { type: 'image/png' }), 'me.png');
      const made = new Response(form);
      const headers = { authorization: `Bearer ${key}`, 'content-type': made.headers.get('content-type') ?? '' };
      const url = `${instance.config.url}/v1/users/${id}/profile_image`;
      const init = { method: 'POST', headers, body: await made.arrayBuffer() };
      const answer = await instance.fetch(new Request(url, init));
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const picture = await drawPicture().png().toBuffer();
    const { status, body } = await upload(userId, picture);
    assert.deepEqual([status, body.object, body.has_image], [200, 'user', true]);
    const served = await instance.fetch(new Request(String(body.image_url)));
    assert.deepEqual([served.status, served.headers.get('content-type')], [200, 'image/webp']);
    assert.equal((await upload(userId, Buffer.from('<svg onload=alert(1)>'))).status, 422);
    assert.equal((await upload(userId, new Uint8Array(11_000_000))).status, 413);
    assert.equal((await upload('user_nobody', picture)).status, 404);
    assert.equal((await call('POST', `/users/${userId}/profile_image`, { file: 'x' })).status, 415);
    assert.equal((await call('DELETE', `/users/${userId}/profile_image`)).body.has_image, false);
    assert.equal((await instance.fetch(new Request(String(body.image_url)))).status, 404);
    assert.equal((await call('DELETE', '/users/user_nobody/profile_image')).status, 404);
  });

  it('a user is in no organization', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { userId } = await instance.signUp(instance.browser(), ADA);
    for (const list of ['memberships', 'invitations']) {
      const path = `/organization_${list}`;
      const { status, body } = await call('GET', `/users/${userId}${path}?limit=5&offset=0`);
      assert.deepEqual([status, body], [200, { data: [], total_count: 0 }]);
      assert.equal((await call('GET', `/users/${userId}${path}?limit=0`)).status, 422);
      assert.equal((await call('GET', `/users/${userId}${path}?nonsense=1`)).status, 422);
      assert.equal((await call('GET', `/users/user_nobody${path}`)).status, 404);
    }
    assert.equal((await call('GET', `/users/${userId}/organization_invitations?status=odd`)).status, 422);
  });
});
