import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const EMAIL = 'ada@example.com';
const SIGN_INS = '/v1/client/sign_ins';
/** What only the server writes, under every name it has on the wire or in a table. */
const FORGED: Record<string, string> = {
  id: 'forged',
  object: 'forged',
  user_id: 'user_forged',
  client_id: 'client_forged',
  session_id: 'sess_forged',
  created_session_id: 'sess_forged',
  created_user_id: 'user_forged',
  status: 'complete',
  verified: 'true',
  email_verified: '1',
  banned: '1',
  locked: '0',
  failed_attempts: '0',
  retry_at: '0',
  version: '99',
  roles: 'forged',
  role: 'forged',
  public_metadata: '{"role":"forged"}',
  private_metadata: '{"role":"forged"}',
  password_hash: 'forged',
  first_factor_at: '99999999999999',
  second_factor_at: '99999999999999',
  factor_verification_age: '[0,0]',
  fva: '[0,0]',
  expire_at: '99999999999999',
  abandon_at: '99999999999999',
  last_active_at: '99999999999999',
  created_at: '1',
  updated_at: '1',
  uat: '1',
  azp: 'https://forged.example',
  ip_address: '192.0.2.99',
};
/** Forms that change something, by name, with the fields that they really have. */
const FORMS: Record<string, (home: Home) => Promise<{ status: number; body: unknown }>> = {
  'a sign-in': ({ instance }) =>
    instance.browser().post(SIGN_INS, { ...FORGED, identifier: EMAIL, password: PASSWORD }),
  'a sign-in by code': async ({ instance }) => {
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { ...FORGED, identifier: EMAIL });
    assert.equal(response.status, 'needs_first_factor');
    assert.equal(response.created_session_id, null);
    const path = `${SIGN_INS}/${response.id}`;
    const prepared = await browser.post(`${path}/prepare_first_factor`, { ...FORGED, strategy: 'email_code' });
    assert.equal(prepared.response.status, 'needs_first_factor');
    const form = { ...FORGED, strategy: 'email_code', code: newestCode(instance, EMAIL) };
    return browser.post(`${path}/attempt_first_factor`, form);
  },
  'a touch': ({ browser, sessionId }) => browser.post(`/v1/client/sessions/${sessionId}/touch`, FORGED),
  'a token refresh': ({ browser, sessionId }) => browser.post(`/v1/client/sessions/${sessionId}/tokens`, FORGED),
  'a new password': ({ browser }) =>
    browser.post('/v1/me/change_password', { ...FORGED, new_password: 'another plain long phrase' }),
  'the start of a reverification': ({ browser, sessionId }) =>
    browser.post(`/v1/client/sessions/${sessionId}/verify`, { ...FORGED, level: 'first_factor' }),
  'a reverification': async ({ browser, sessionId }) => {
    const path = `/v1/client/sessions/${sessionId}/verify`;
    await browser.post(path, { level: 'first_factor' });
    return browser.post(`${path}/attempt_first_factor`, { ...FORGED, strategy: 'password', password: PASSWORD });
  },
  'a new address': ({ browser }) =>
    browser.post('/v1/me/email_addresses', { ...FORGED, email_address: 'work@example.com' }),
};

interface Home {
  instance: TestInstance;
  browser: TestBrowser;
  sessionId: string;
}

onSqlite('what only the server writes', (open) => {
  for (const [name, send] of Object.entries(FORMS)) {
    it(`the form of ${name} cannot write what only the server may write`, async () => {
      const instance = await open();
      const browser = instance.browser();
      const { userId, sessionId } = await instance.signUp(browser, EMAIL);
      instance.clock.advance(60_000);
      const now = instance.clock.now();
      const before = await instance.storage.findUser(userId);
      const answer = await send({ instance, browser, sessionId });
      assert.ok(answer.status === 200 || answer.status === 422, `${answer.status}: ${JSON.stringify(answer.body)}`);

      const { response: user } = await browser.get('/v1/me');
      const sessions = await instance.storage.listUserSessions(userId, now);
      const row = await instance.storage.findUser(userId);
      const addresses = await instance.storage.listEmailAddresses([userId]);
      const stored = JSON.stringify([user, sessions, row, addresses, answer.body]);
      for (const value of ['forged', '99999999999999', '192.0.2.99']) assert.ok(!stored.includes(value), value);
      assert.equal(row?.created_at, before?.created_at);
      assert.deepEqual([row?.banned, row?.public_metadata], [false, '{}']);
      for (const session of sessions) {
        assert.equal(session.user_id, userId);
        assert.ok(session.created_at >= (before?.created_at ?? 0) && session.created_at <= now);
        assert.equal(session.second_factor_at, null);
      }
      assert.deepEqual(
        addresses.filter(({ verified }) => verified).map(({ email }) => email),
        [EMAIL],
      );
    });
  }
});
