import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

onSqlite('revoking', (open) => {
  it('revoking a session from another device refuses its next refresh at once', async () => {
    const instance = await open();
    const laptop = instance.browser();
    const phone = instance.browser({
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      ip: '203.0.113.7',
    });
    const { sessionId } = await instance.signUp(laptop, 'ada@example.com');
    instance.clock.advance(1_000);
    const { response } = await phone.post('/v1/client/sign_ins', { identifier: 'ada@example.com', password: PASSWORD });
    const onPhone = response.created_session_id as string;

    const list = (
      await laptop.get<{ id: string; latest_activity: Record<string, unknown> }[]>('/v1/me/sessions/active')
    ).body;
    assert.deepEqual(
      list.map((session) => session.id),
      [onPhone, sessionId],
    );
    const { id: _id, ...activity } = list[0]!.latest_activity;
    assert.deepEqual(activity, {
      object: 'session_activity',
      device_type: 'iPhone',
      is_mobile: true,
      browser_name: 'Safari',
      browser_version: '18.0',
      ip_address: '203.0.113.7',
      city: null,
      country: null,
    });

    const revoked = await laptop.post(`/v1/me/sessions/${onPhone}/revoke`);
    assert.equal(revoked.response.status, 'revoked');
    assert.equal(revoked.client?.sessions.length, 1);
    const refresh = await phone.post(`/v1/client/sessions/${onPhone}/tokens`);
    assert.deepEqual([refresh.status, refresh.code], [401, 'authentication_invalid']);
    assert.equal((await phone.post(`/v1/client/sessions/${onPhone}/touch`)).status, 401);
    assert.equal((await phone.get('/v1/me')).status, 401);
    const client = await phone.get('/v1/client');
    assert.deepEqual([client.response.sessions, client.response.last_active_session_id], [[], null]);
    assert.equal(phone.cookies.get('__client_uat'), '0');
    assert.equal((await laptop.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);

    const all = (await laptop.get<{ status: string }[]>('/v1/me/sessions')).body;
    assert.deepEqual(all.map((session) => session.status).sort(), ['active', 'revoked']);
  });

  it('one email tells the owner of all devices that are signed out together', async () => {
    const instance = await open();
    const laptop = instance.browser();
    await instance.signUp(laptop, 'ada@example.com');
    const signInElsewhere = async (): Promise<string> => {
      const form = { identifier: 'ada@example.com', password: PASSWORD };
      return (await instance.browser().post('/v1/client/sign_ins', form)).response.created_session_id;
    };
    const ids = [await signInElsewhere(), await signInElsewhere(), await signInElsewhere()];
    const later = await signInElsewhere();
    const told = () =>
      instance.mailbox.messages.flatMap((mail) =>
        mail.template === 'notification' && mail.kind === 'session_revoked' ? [mail.item] : [],
      );
    await Promise.all(ids.map((id) => laptop.post(`/v1/me/sessions/${id}/revoke`)));
    assert.deepEqual(told(), ['Chrome on Linux']);
    instance.clock.advance(120_000);
    await laptop.post(`/v1/me/sessions/${later}/revoke`);
    assert.equal(told().length, 2);
  });

  it('a session that is over does not use up the email about the devices that are signed out next', async () => {
    const instance = await open();
    const laptop = instance.browser();
    await instance.signUp(laptop, 'ada@example.com');
    const shared = instance.browser();
    const form = { identifier: 'ada@example.com', password: PASSWORD };
    const over = (await shared.post('/v1/client/sign_ins', form)).response.created_session_id;
    await shared.post(`/v1/client/sessions/${over}/end`);
    await instance.signUp(shared, 'bob@example.com');
    const phone = instance.browser();
    const onPhone = (await phone.post('/v1/client/sign_ins', form)).response.created_session_id;
    instance.clock.advance(120_000);
    const before = (await shared.get('/v1/client')).response.updated_at;
    assert.equal((await laptop.post(`/v1/me/sessions/${over}/revoke`)).status, 200);
    const { response } = await shared.get('/v1/client');
    assert.equal(response.updated_at, before, 'nothing changes for another user of the same browser');
    await laptop.post(`/v1/me/sessions/${onPhone}/revoke`);
    const told = instance.mailbox.messages.filter(
      (mail) => mail.template === 'notification' && mail.kind === 'session_revoked',
    );
    assert.equal(told.length, 1);
  });

  it('revoking the own session signs out', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const revoked = await browser.post(`/v1/me/sessions/${sessionId}/revoke`);
    assert.deepEqual(revoked.client?.sessions, []);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
  });

  it('a ban refuses every refresh and every new sign-in', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, 'ada@example.com');
    await instance.storage.updateUser(userId, { banned: true }, instance.clock.now());
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/touch`)).status, 401);
    assert.equal((await browser.get('/v1/me')).status, 401);
    assert.deepEqual((await browser.get('/v1/client')).response.sessions, []);
    const again = await instance
      .browser()
      .post('/v1/client/sign_ins', { identifier: 'ada@example.com', password: PASSWORD });
    assert.deepEqual([again.status, again.code], [403, 'user_banned']);
  });

  it('revoking a session twice changes nothing', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    await browser.post(`/v1/client/sessions/${sessionId}/remove`);
    const again = await browser.post(`/v1/client/sessions/${sessionId}/end`);
    assert.deepEqual([again.status, again.response.status], [200, 'removed']);
  });
});
