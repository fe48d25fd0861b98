import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { eventDataOf } from '../../../src/server/events/domain-events.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { addSecondPhone } from '../../support/phone-account.ts';
import { enrolTotp } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const IP = '203.0.113.7';

describe('domain events', () => {
  let instance: TestInstance;
  afterEach(() => instance.close());
  let seen = 0;

  const open = async (config: Parameters<typeof getTestInstance>[0] = {}) => {
    instance = await getTestInstance(config);
    seen = 0;
    const browser = instance.browser({ ip: IP });
    return { browser, ...(await instance.signUp(browser, 'ada@example.com')) };
  };
  /** Returns the events of the user since the last call: type, object, and what the owner is told. */
  const newEvents = async (userId: string) => {
    const events = (await instance.storage.listEvents(userId)).slice(seen);
    seen += events.length;
    return events.map((event) => {
      const { id, notice } = eventDataOf(event);
      return notice ? [event.type, id, notice.kind] : [event.type, id];
    });
  };
  const addEmail = async (browser: TestBrowser, email_address: string): Promise<string> => {
    instance.clock.advance(60_000);
    const { response } = await browser.post('/v1/me/email_addresses', { email_address });
    return response.id;
  };
  const verifyEmail = async (browser: TestBrowser, id: string, email: string): Promise<void> => {
    const path = `/v1/me/email_addresses/${id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    await browser.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode(email) });
  };

  it('an event records a sign-up with the address of the client', async () => {
    const { userId, sessionId } = await open();
    const events = await instance.storage.listEvents(userId);
    assert.deepEqual(
      events.map(({ type, ip_address, data, created_at }) => [type, ip_address, data, created_at]),
      [
        ['user.created', IP, JSON.stringify({ id: userId }), instance.clock.now()],
        ['session.created', IP, JSON.stringify({ id: sessionId }), instance.clock.now()],
      ],
    );
  });

  it('events record a sign-in and every kind of end of a session', async () => {
    const { browser, userId, sessionId } = await open();
    const signIn = async (from: TestBrowser): Promise<string> => {
      const form = { identifier: 'ada@example.com', password: PASSWORD };
      return (await from.post('/v1/client/sign_ins', form)).response.created_session_id;
    };
    await newEvents(userId);
    await browser.post(`/v1/client/sessions/${sessionId}/end`);
    assert.deepEqual(await newEvents(userId), [['session.ended', sessionId]]);
    const second = await signIn(browser);
    assert.deepEqual(await newEvents(userId), [['session.created', second]]);
    await browser.post(`/v1/client/sessions/${second}/remove`);
    assert.deepEqual(await newEvents(userId), [['session.removed', second]]);
    const [here, there] = [await signIn(browser), await signIn(instance.browser())];
    await newEvents(userId);
    const change = { current_password: PASSWORD, new_password: 'another plain long phrase' };
    await browser.post('/v1/me/change_password', { ...change, sign_out_of_other_sessions: 'true' });
    assert.deepEqual(await newEvents(userId), [
      ['session.revoked', there],
      ['password.updated', userId, 'password_changed'],
    ]);
    await browser.post(`/v1/client/sessions/${here}/remove`);
    await browser.post(`/v1/client/sessions/${here}/remove`);
    assert.deepEqual(await newEvents(userId), [['session.removed', here]], 'once for each session');
  });

  it('events record a change of the user, one for each thing that the owner is told', async () => {
    const { browser, userId } = await open();
    await newEvents(userId);
    await browser.override('PATCH', '/v1/me', { first_name: 'Ada' });
    assert.deepEqual(await newEvents(userId), [['user.updated', userId]]);
    await browser.override('PATCH', '/v1/me', { username: 'ada_l' });
    assert.deepEqual(await newEvents(userId), [['user.updated', userId, 'username_changed']]);
    const id = await addEmail(browser, 'second@example.com');
    await verifyEmail(browser, id, 'second@example.com');
    await newEvents(userId);
    await browser.override('PATCH', '/v1/me', { username: '', primary_email_address_id: id });
    assert.deepEqual(await newEvents(userId), [
      ['user.updated', userId, 'username_removed'],
      ['user.updated', userId, 'primary_email_address_changed'],
    ]);
    await browser.override('PATCH', '/v1/me/metadata', { unsafe_metadata: '{"theme":"dark"}' });
    assert.deepEqual(await newEvents(userId), [['user.updated', userId]]);
  });

  it('events record that an email address is added, verified and removed', async () => {
    const { browser, userId } = await open();
    await newEvents(userId);
    const id = await addEmail(browser, 'second@example.com');
    assert.deepEqual(await newEvents(userId), [['emailAddress.created', id]]);
    await verifyEmail(browser, id, 'second@example.com');
    assert.deepEqual(await newEvents(userId), [['emailAddress.verified', id, 'email_address_added']]);
    await browser.override('DELETE', `/v1/me/email_addresses/${id}`);
    assert.deepEqual(await newEvents(userId), [['emailAddress.deleted', id, 'email_address_removed']]);
    const unverified = await addEmail(browser, 'third@example.com');
    await browser.override('DELETE', `/v1/me/email_addresses/${unverified}`);
    assert.deepEqual(await newEvents(userId), [
      ['emailAddress.created', unverified],
      ['emailAddress.deleted', unverified],
    ]);
  });

  it('events record a second factor, and the backup codes that come with the first one', async () => {
    const { browser, userId } = await open({
      config: { attributes: { phoneNumber: 'optional' }, secondFactors: { totp: true, phoneCode: true } },
    });
    const newTypes = async () => (await newEvents(userId)).map(([type, , kind]) => (kind ? [type, kind] : [type]));
    await newEvents(userId);
    await enrolTotp(instance, browser);
    assert.deepEqual(await newTypes(), [['totp.created', 'totp_enabled'], ['backupCodes.created']]);
    await browser.post('/v1/me/backup_codes');
    assert.deepEqual(await newTypes(), [['backupCodes.created', 'backup_codes_created']]);
    const phone = await addSecondPhone(instance, browser);
    assert.deepEqual(await newEvents(userId), [
      ['phoneNumber.created', phone],
      ['phoneNumber.verified', phone, 'phone_second_factor_enabled'],
    ]);
    const path = `/v1/me/phone_numbers/${phone}`;
    await browser.override('PATCH', path, { reserved_for_second_factor: 'false' });
    assert.deepEqual(await newEvents(userId), [['phoneNumber.updated', phone, 'phone_second_factor_disabled']]);
    await browser.override('DELETE', path);
    await browser.override('DELETE', '/v1/me/totp');
    assert.deepEqual(await newTypes(), [
      ['phoneNumber.deleted', 'phone_number_removed'],
      ['totp.deleted', 'totp_disabled'],
    ]);
  });
});
