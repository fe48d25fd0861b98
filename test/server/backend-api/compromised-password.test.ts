import assert from 'node:assert/strict';
import { it } from 'node:test';
import { backendOf } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { newestCode } from '../../support/second-factors.ts';

const ADA = 'ada@example.com';
const NEW = 'another plain long phrase';
const SIGN_INS = '/v1/client/sign_ins';

const signIn = (instance: TestInstance, password: string) =>
  instance.browser().post(SIGN_INS, { identifier: ADA, strategy: 'password', password });

onSqlite('a compromised password', (open) => {
  const compromised = async (body: Record<string, unknown> = {}) => {
    const instance = await open();
    const call = await backendOf(instance);
    const signedUp = await instance.signUp(instance.browser(), ADA);
    const path = `/users/${signedUp.userId}/password`;
    const answer = await call('POST', `${path}/set_compromised`, body);
    assert.deepEqual([answer.status, answer.body.requires_password_reset], [200, true]);
    instance.clock.advance(60_000);
    return { instance, call, path, ...signedUp };
  };

  it('a compromised password signs nobody in, and only the right one tells so', async () => {
    const { instance, call, path, sessionId } = await compromised();
    assert.equal((await signIn(instance, 'a wrong phrase')).code, 'form_password_incorrect');
    const right = await signIn(instance, PASSWORD);
    assert.deepEqual([right.status, right.code], [422, 'form_password_compromised']);
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'active');
    const undone = await call('POST', `${path}/unset_compromised`);
    assert.deepEqual([undone.status, undone.body.requires_password_reset], [200, false]);
    assert.equal((await signIn(instance, PASSWORD)).response.status, 'complete');
  });

  it('a reset of a compromised password makes it good again', async () => {
    const { instance, call, userId } = await compromised();
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: ADA, strategy: 'reset_password_email_code' });
    const at = `${SIGN_INS}/${response.id}`;
    const form = { strategy: 'reset_password_email_code', code: newestCode(instance, ADA) };
    assert.equal((await browser.post(`${at}/attempt_first_factor`, form)).response.status, 'needs_new_password');
    assert.equal((await browser.post(`${at}/reset_password`, { password: NEW })).response.status, 'complete');
    assert.equal((await call('GET', `/users/${userId}`)).body.requires_password_reset, false);
    assert.equal((await signIn(instance, NEW)).response.status, 'complete');
  });

  it('a sign-in with a code has to set a new password first, which may not be the compromised one', async () => {
    const { instance } = await compromised();
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: ADA, strategy: 'email_code' });
    const at = `${SIGN_INS}/${response.id}`;
    const form = { strategy: 'email_code', code: newestCode(instance, ADA) };
    const proven = await browser.post(`${at}/attempt_first_factor`, form);
    assert.deepEqual([proven.response.status, proven.response.created_session_id], ['needs_new_password', null]);
    const same = await browser.post(`${at}/reset_password`, { password: PASSWORD });
    assert.equal(same.code, 'form_new_password_matches_current');
    assert.equal((await browser.post(`${at}/reset_password`, { password: NEW })).response.status, 'complete');
  });

  it('an administrator ends the sessions as well, sets a new password, or signs the user in', async () => {
    const { instance, call, userId, sessionId } = await compromised({ revoke_all_sessions: true });
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'revoked');
    const { body: token } = await call('POST', '/sign_in_tokens', { user_id: userId });
    const ticket = { strategy: 'ticket', ticket: token.token };
    assert.equal((await instance.browser().post(SIGN_INS, ticket)).response.status, 'complete');
    const { body } = await call('PATCH', `/users/${userId}`, { password: NEW });
    assert.equal(body.requires_password_reset, false);
    assert.equal((await signIn(instance, NEW)).response.status, 'complete');
  });

  it('only a user with a password can have a compromised one', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const fields = { email_address: [ADA], skip_password_requirement: true };
    const { id } = (await call('POST', '/users', fields)).body;
    const none = await call('POST', `/users/${id}/password/set_compromised`);
    assert.deepEqual([none.status, none.code], [400, 'no_password_set']);
    assert.equal((await call('POST', `/users/${id}/password/unset_compromised`)).status, 200);
    assert.equal((await call('POST', '/users/user_nobody/password/set_compromised')).status, 404);
    const odd = await call('POST', `/users/${id}/password/set_compromised`, { revoke_all_sessions: 'yes' });
    assert.equal(odd.status, 422);
  });
});
