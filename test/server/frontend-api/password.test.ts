import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';
const NEW = 'another plain long phrase';

onSqlite('the password of the signed-in user', (open) => {
  const withAda = async (config: object = {}) => {
    const instance = await open({ config });
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, EMAIL);
    return { instance, browser, sessionId };
  };
  const works = async (instance: TestInstance, password: string): Promise<boolean> =>
    (await instance.browser().post(SIGN_INS, { identifier: EMAIL, password })).status === 200;
  const kinds = (instance: TestInstance) =>
    instance.mailbox.to(EMAIL).flatMap((message) => (message.template === 'notification' ? [message.kind] : []));

  it('the password is changed, and the owner is told', async () => {
    const { instance, browser } = await withAda();
    instance.clock.advance(1);
    const form = { current_password: PASSWORD, new_password: NEW };
    const { response } = await browser.post('/v1/me/change_password', form);
    assert.equal(response.password_last_updated_at, instance.clock.now());
    assert.deepEqual([await works(instance, PASSWORD), await works(instance, NEW)], [false, true]);
    assert.deepEqual(kinds(instance), ['password_changed']);
  });

  it('the password is changed with or without ending the other sessions', async () => {
    const { instance, browser, sessionId } = await withAda();
    const other = instance.browser();
    const { response } = await other.post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
    const refresh = () => other.post(`/v1/client/sessions/${response.created_session_id}/tokens`);
    await browser.post('/v1/me/change_password', { new_password: NEW });
    assert.equal((await refresh()).status, 200);
    await browser.post('/v1/me/change_password', { new_password: `${NEW} 2`, sign_out_of_other_sessions: 'true' });
    assert.equal((await refresh()).status, 401);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
  });

  it('the password is not changed with a wrong present one, nor to one that the policy refuses', async () => {
    const { browser } = await withAda();
    const change = async (form: Record<string, string>) => {
      const { status, code, param } = await browser.post('/v1/me/change_password', form);
      return [status, code, param];
    };
    const wrong = { current_password: 'not the password', new_password: NEW };
    assert.deepEqual(await change(wrong), [422, 'form_password_incorrect', 'current_password']);
    assert.deepEqual(await change({ new_password: 'short' }), [422, 'form_password_length_too_short', 'new_password']);
    assert.deepEqual(await change({ new_password: PASSWORD }), [
      422,
      'form_new_password_matches_current',
      'new_password',
    ]);
    assert.deepEqual(await change({}), [422, 'form_param_missing', 'new_password']);
  });

  it('guesses of the present password count as at sign-in', async () => {
    const { instance, browser } = await withAda();
    for (let i = 0; i < 10; i++) {
      const form = { current_password: `wrong ${i}`, new_password: NEW };
      assert.equal((await browser.post('/v1/me/change_password', form)).code, 'form_password_incorrect');
    }
    const refused = await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
    assert.deepEqual([refused.status, refused.code], [429, 'too_many_requests']);
  });

  it('the present password is required without reverification', async () => {
    const { instance, browser } = await withAda({ reverification: false });
    instance.clock.advance(3_600_000);
    const without = await browser.post('/v1/me/change_password', { new_password: NEW });
    assert.deepEqual([without.code, without.param], ['form_param_missing', 'current_password']);
    const form = { current_password: PASSWORD, new_password: NEW };
    assert.equal((await browser.post('/v1/me/change_password', form)).status, 200);
  });

  it('the password is removed where it is not needed, and can be set again', async () => {
    const { instance, browser } = await withAda({ attributes: { password: 'optional' } });
    const removed = await browser.post('/v1/me/remove_password', { current_password: PASSWORD });
    assert.equal(removed.response.password_enabled, false);
    assert.equal((await browser.post('/v1/me/remove_password')).code, 'no_password_set');
    assert.equal(await works(instance, PASSWORD), false);
    assert.equal((await browser.post('/v1/me/change_password', { new_password: NEW })).response.password_enabled, true);
    assert.deepEqual(kinds(instance), ['password_removed', 'password_added']);
    assert.equal(await works(instance, NEW), true);
  });

  it('the password is not removed where the instance requires it', async () => {
    const { browser } = await withAda();
    const refused = await browser.post('/v1/me/remove_password');
    assert.deepEqual([refused.status, refused.code], [400, 'password_required']);
  });
});
