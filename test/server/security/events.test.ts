import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { createConsoleLogger } from '../../../src/server/logger.ts';
import { UniqueViolation } from '../../../src/server/storage/storage-errors.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const SIGN_INS = '/v1/client/sign_ins';
const IP = '203.0.113.7';

/** The events since the last look, as fields. */
function eventsOf(instance: TestInstance): Record<string, unknown>[] {
  return instance.log
    .splice(0)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event }) => event !== undefined);
}

async function open(config: Parameters<typeof getTestInstance>[0] = {}) {
  const instance = await getTestInstance(config);
  const browser = instance.browser({ ip: IP });
  const { userId, sessionId } = await instance.signUp(browser, 'ada@example.com');
  return { instance, browser, userId, sessionId };
}

describe('a security event', () => {
  it('security events are written for sign-up, sign-in on new and known devices, and sign-out', async () => {
    const { instance, browser, userId, sessionId } = await open();
    assert.deepEqual(eventsOf(instance), [
      { level: 'info', message: 'A user was created.', event: 'user_created', ip: IP, userId, sessionId },
    ]);
    await browser.post(`/v1/client/sessions/${sessionId}/end`);
    await browser.post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    await instance.browser({ ip: '2001:db8::7' }).post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    assert.deepEqual(
      eventsOf(instance).map(({ event, ip, userId: who, reason, isNewDevice }) => [
        event,
        ip,
        who,
        reason ?? isNewDevice,
      ]),
      [
        ['authn_token_revoked', IP, userId, 'ended'],
        ['authn_login_success', IP, userId, false],
        ['authn_login_success', '2001:db8::7', userId, true],
      ],
    );
    await instance.close();
  });

  it('security events are written for each kind of failure, with the account if it is known', async () => {
    const { instance, userId } = await open({ config: { passkeys: { enabled: true } } });
    eventsOf(instance);
    const browser = instance.browser({ ip: IP });
    await browser.post(SIGN_INS, { identifier: 'ada@example.com', password: 'wrong password' });
    await browser.post(SIGN_INS, { identifier: 'nobody@example.com', password: 'wrong password' });
    instance.clock.advance(60_000);
    const { response } = await browser.post(SIGN_INS, { identifier: 'ada@example.com', strategy: 'email_code' });
    const right = instance.mailbox.lastCode('ada@example.com');
    const code = right === '111111' ? '222222' : '111111';
    await browser.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, { strategy: 'email_code', code });
    await browser.send(SIGN_INS, { method: 'POST', origin: 'https://evil.example' });
    assert.deepEqual(
      eventsOf(instance).map(({ level, event, ip, userId: who, reason }) => [level, event, ip, who, reason]),
      [
        ['warn', 'authn_login_fail', IP, userId, 'form_password_incorrect'],
        ['warn', 'authn_login_fail', IP, undefined, 'form_identifier_not_found'],
        ['warn', 'authn_login_fail', IP, userId, 'form_code_incorrect'],
        ['warn', 'malicious_cors', IP, undefined, 'origin_invalid'],
      ],
    );
    await instance.close();
  });

  it('security events are written for a reached limit and for the lock of an account', async () => {
    const { instance, userId } = await open({ limits: { wrongTries: { max: 1_000, windowMs: 1_000 } } });
    eventsOf(instance);
    const events = new Map<unknown, unknown>();
    for (let i = 0; i < 200 && !events.has('authn_login_lock'); i++) {
      const browser = instance.browser({ ip: IP });
      const { headers } = await browser.post(SIGN_INS, { identifier: 'ada@example.com', password: 'wrong password' });
      instance.clock.advance(Number(headers.get('retry-after') ?? 0) * 1_000);
      for (const { event, userId: who } of eventsOf(instance)) events.set(event, who);
    }
    assert.deepEqual(Object.fromEntries(events), {
      authn_login_fail: userId,
      authn_login_lock: userId,
      excess_rate_limit_exceeded: userId,
    });
    await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    assert.deepEqual(
      eventsOf(instance).map(({ event, reason }) => [event, reason]),
      [['authn_login_fail', 'user_locked']],
    );
    await instance.close();
  });

  it('security events are written for a new password and for a change of the account', async () => {
    const { instance, browser, userId } = await open();
    eventsOf(instance);
    const changed = await browser.post('/v1/me/change_password', {
      current_password: PASSWORD,
      new_password: 'another plain long phrase',
    });
    assert.equal(changed.status, 200);
    instance.clock.advance(60_000);
    const email = await browser.post('/v1/me/email_addresses', { email_address: 'second@example.com' });
    const path = `/v1/me/email_addresses/${email.response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    await browser.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode('second@example.com') });
    await browser.override('DELETE', path);
    assert.deepEqual(
      eventsOf(instance).map(({ event, ip, userId: who, reason }) => [event, ip, who, reason]),
      [
        ['authn_password_change', IP, userId, 'password_changed'],
        ['user_updated', IP, userId, 'email_address_added'],
        ['user_updated', IP, userId, 'email_address_removed'],
      ],
    );
    await instance.close();
  });

  it('no security event is written when the database undid the change', async () => {
    const instance = await getTestInstance({
      wrapStorage: (storage) => ({
        ...storage,
        transaction: (work) =>
          storage.transaction(async (tx) => {
            const result = await work(tx);
            if (await tx.findVerifiedEmailAddress('ada@example.com')) throw new UniqueViolation('email_address');
            return result;
          }),
      }),
    });
    await assert.rejects(instance.signUp(instance.browser(), 'ada@example.com'), /Answered 422/);
    assert.deepEqual(eventsOf(instance), []);
    await instance.close();
  });

  it('the fail2ban filter of the documentation matches security events', async (t) => {
    const { instance } = await open();
    instance.log.splice(0);
    await instance.browser({ ip: IP }).post(SIGN_INS, { identifier: 'ada@example.com', password: 'wrong password' });
    const docs = await readFile('docs/operations.md', 'utf8');
    const [, filter = ''] = /^failregex = (.+)$/m.exec(docs) ?? [];
    const lines: string[] = [];
    t.mock.method(console, 'warn', (line: string) => void lines.push(line));
    const { message, level: _level, ...fields } = JSON.parse(instance.log[0] ?? '{}') as Record<string, string>;
    createConsoleLogger('warn').warn(message ?? '', fields);
    createConsoleLogger('error').warn(message ?? '', fields);
    createConsoleLogger('warn').info('not at this level');
    assert.equal(lines.length, 1);
    const match = new RegExp(filter.replace('<HOST>', '(?<host>[0-9a-f.:]+)')).exec(lines[0] ?? '');
    assert.equal(match?.groups?.host, IP);
    await instance.close();
  });
});
