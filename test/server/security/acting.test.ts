import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Hono } from 'hono';
import { actAs } from '../../support/act-as.ts';
import { backendOf } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { enrolTotp } from '../../support/second-factors.ts';

const EMAIL = 'ada@example.com';
const FORM =
  `strategy=password&password=${encodeURIComponent(PASSWORD)}&current_password=${encodeURIComponent(PASSWORD)}` +
  '&new_password=another+plain+long+phrase&level=first_factor&email_address=eve@example.com&username=eve_l' +
  '&phone_number=%2B14152370801&code=123456&name=eve&first_name=Ada&redirect_url=https://app.example.com/&answer=yes' +
  '&web3_wallet=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed&reserved_for_second_factor=true';

onSqlite('somebody who acts as a user', (open) => {
  it('changes on no route how the user signs in, and reads no secret', async () => {
    let routes: Hono['routes'] = [];
    const instance = await open({
      config: {
        attributes: { phoneNumber: 'optional', web3Wallet: 'optional', username: 'optional' },
        passkeys: { enabled: true },
        wallets: ['metamask'],
        oauth: [{ provider: 'google', clientId: 'app', clientSecret: 'secret' }],
        secondFactors: { totp: true, phoneCode: true },
        reverification: false,
      },
      extraRoutes: (app) => void (routes = app.routes),
    });
    const { storage } = instance;
    const owner = instance.browser();
    const { userId, sessionId } = await instance.signUp(owner, EMAIL);
    const { secret, backupCodes } = await enrolTotp(instance, owner);
    const { response: user } = await owner.get('/v1/me');
    const emailId = user.primary_email_address_id;
    const state = async () => {
      const row = await storage.findUser(userId);
      assert.ok(row);
      const { password_hash, username, primary_email_address_id, banned, mfa_enabled_at } = row;
      const ids = [userId];
      return JSON.stringify([
        { password_hash, username, primary_email_address_id, banned, mfa_enabled_at },
        (await storage.listEmailAddresses(ids)).map(({ id, email, verified }) => [id, email, verified]),
        (await storage.listPhoneNumbers(ids)).map(({ id, phone, verified }) => [id, phone, verified]),
        (await storage.listWeb3Wallets(ids)).map(({ id }) => id),
        (await storage.listExternalAccounts(ids)).map(({ id, verified }) => [id, verified]),
        (await storage.listTotps(ids)).map(({ sealed_secret, verified }) => [sealed_secret, verified]),
        (await storage.listBackupCodes(ids)).map(({ id }) => id),
        (await storage.listPasskeys(ids)).map(({ id }) => id),
      ]);
    };
    const before = await state();
    const doors = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].filter(
      (door) =>
        /^(GET|POST|PUT|PATCH|DELETE) \/v1\/(me|client\/sessions|client\/verify)/.test(door) && !door.includes('*'),
    );
    assert.ok(doors.length > 45, `${doors.length} routes`);
    const forbidden: string[] = [];
    let actor = instance.browser();
    let own = '';
    for (const door of doors) {
      const [method = '', path = ''] = door.split(' ');
      // The door before may have ended the session.
      if (own === '' || (await actor.get('/v1/me')).status !== 200) {
        actor = instance.browser();
        own = (await actAs(instance, actor, userId)).response.created_session_id;
      }
      const ids = path.includes('/sessions/') ? [own] : path.includes('email') ? [emailId] : ['idn_nothing', emailId];
      for (const id of ids) {
        const url = path.replace(/:\w+(\{[^}]*\})?/g, id);
        const to = method === 'POST' || method === 'GET' ? url : `${url}?_method=${method}`;
        const answer = await actor.fetch(to, {
          method: method === 'GET' ? 'GET' : 'POST',
          ...(method === 'GET' ? {} : { body: FORM, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
          redirect: 'manual',
        });
        const text = await answer.text();
        assert.ok(answer.status < 500, `${door}: ${answer.status} ${text}`);
        if (text.includes('authorization_invalid')) forbidden.push(door);
        for (const each of [secret, ...backupCodes]) assert.ok(!text.includes(each), door);
        assert.equal(await state(), before, `${door} changed how the user signs in`);
      }
    }
    assert.ok(new Set(forbidden).size >= 12, [...new Set(forbidden)].join());
    assert.equal((await owner.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
  });

  it('cannot prove to be the user, and signs nobody else in', async () => {
    const instance = await open({ config: { reverification: true } });
    const owner = instance.browser();
    const { userId, sessionId } = await instance.signUp(owner, EMAIL);
    const actor = instance.browser();
    const { response } = await actAs(instance, actor, userId);
    const path = `/v1/client/sessions/${response.created_session_id}/verify`;
    const begun = await actor.post(path, { level: 'first_factor' });
    if (begun.status === 200) {
      await actor.post(`${path}/attempt_first_factor`, { strategy: 'password', password: PASSWORD });
    }
    const changed = await actor.post('/v1/me/change_password', {
      current_password: PASSWORD,
      new_password: 'another plain long phrase',
    });
    assert.deepEqual([changed.status, changed.code], [403, 'authorization_invalid']);
    const other = await actor.override('DELETE', '/v1/me');
    assert.deepEqual([other.status, other.code], [403, 'authorization_invalid']);
    const revoked = await actor.post(`/v1/me/sessions/${sessionId}/revoke`);
    assert.deepEqual([revoked.status, revoked.code], [403, 'authorization_invalid'], 'the sessions of the user stay');
    assert.equal((await owner.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    // Its token is worth nothing at the API for administrators.
    const { body } = await actor.post<{ jwt: string }>(`/v1/client/sessions/${response.created_session_id}/tokens`);
    for (const key of [body.jwt, `sk_live_${body.jwt}`]) {
      const answer = await (await backendOf(instance, key))('POST', '/actor_tokens', { user_id: userId });
      assert.ok([400, 401, 404].includes(answer.status), `${answer.status}`);
    }
  });
});
