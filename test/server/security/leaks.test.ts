import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const SIGN_INS = '/v1/client/sign_ins';

/** A storage of which one method can be made to fail. */
function breakable(): { wrap: (storage: Storage) => Storage; fail: (method: string, error: Error) => void } {
  const failing = new Map<string, Error>();
  return {
    fail: (method, error) => failing.set(method, error),
    wrap: (storage) =>
      new Proxy(storage, {
        get(target, name, receiver) {
          const error = failing.get(String(name));
          return error ? () => Promise.reject(error) : Reflect.get(target, name, receiver);
        },
      }),
  };
}

onSqlite('failures', (open) => {
  itOnBoth('a failure of the database answers 503 with Retry-After, never 401, and leaks nothing', async () => {
    const { wrap, fail } = breakable();
    const instance = await open({ wrapStorage: wrap });
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const away = new StorageUnavailable('connect ECONNREFUSED 10.0.0.5:5432');
    for (const method of ['findClientByToken', 'findSessionForRefresh', 'ping']) fail(method, away);
    const answers = [
      await browser.get('/v1/client'),
      await browser.get('/v1/me'),
      await browser.get('/v1/health'),
      await browser.post(`/v1/client/sessions/${sessionId}/tokens`),
    ];
    for (const answer of answers) {
      assert.deepEqual([answer.status, answer.code], [503, 'service_unavailable']);
      assert.equal(answer.headers.get('retry-after'), '2');
      assert.equal(answer.headers.get('access-control-allow-origin'), 'https://app.example.com');
      assert.ok(!JSON.stringify(answer.body).includes('10.0.0.5'));
    }
  });

  it('an unexpected failure answers a bare 500, and the log has the place but no secret', async () => {
    const { wrap, fail } = breakable();
    const instance = await open({ wrapStorage: wrap });
    await instance.signUp(instance.browser(), 'ada@example.com');
    instance.clock.advance(60_000);
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: 'ada@example.com', strategy: 'email_code' });
    const code = instance.mailbox.lastCode('ada@example.com');
    const cause = Object.assign(new RangeError(`of ${PASSWORD}`), { code: '22003' });
    fail('countCodeTry', new TypeError(`values ('${code}', '${PASSWORD}', 'ada@example.com')`, { cause }));
    const path = `${SIGN_INS}/${response.id}/attempt_first_factor`;
    const broken = await browser.post(path, { strategy: 'email_code', code });
    assert.deepEqual([broken.status, broken.code], [500, 'internal_clerk_error']);
    assert.deepEqual(Object.keys(broken.body).sort(), ['clerk_trace_id', 'errors']);
    const line = instance.log.find((each) => each.includes('A request failed.')) ?? '';
    assert.ok(line.includes(broken.body.clerk_trace_id ?? 'none'));
    for (const part of ['TypeError', 'RangeError', '22003']) assert.ok(line.includes(part), part);
    const cookie = browser.cookies.get('__Host-clerk_client') ?? 'none';
    for (const secret of [code, PASSWORD, 'ada@example.com', cookie]) {
      assert.ok(!instance.log.join().includes(secret));
      assert.ok(!JSON.stringify(broken.body).includes(secret));
    }
  });

  it('a failure of a user writes a security event, and nothing that was typed', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password: 'wrong password' });
    await browser.get('/v1/nothing');
    await browser.send('/v1/me', { method: 'POST', origin: 'https://evil.example' });
    const lines = instance.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      lines.map(({ event, reason }) => [event, reason]),
      [
        ['user_created', undefined],
        ['authn_login_fail', 'form_password_incorrect'],
        ['malicious_cors', 'origin_invalid'],
      ],
    );
    for (const secret of ['ada@example.com', 'wrong password', PASSWORD]) {
      assert.ok(!instance.log.join().includes(secret), secret);
    }
  });

  it('errors and reads show no password, hash, code or cookie', async () => {
    const instance = await open();
    const browser = instance.browser();
    const texts: string[] = [];
    const { userId } = await instance.signUp(browser, 'ada@example.com');
    for (const path of ['/v1/client', '/v1/me', '/v1/me/sessions', '/v1/environment']) {
      texts.push(JSON.stringify((await browser.get(path)).body));
    }
    const wrong = await instance
      .browser()
      .post(SIGN_INS, { identifier: 'ada@example.com', password: 'wrong password' });
    texts.push(JSON.stringify(wrong.body));
    const { password_hash } = (await instance.storage.findUser(userId))!;
    const secrets = [
      PASSWORD,
      'wrong password',
      password_hash!,
      '$argon2',
      instance.mailbox.lastCode('ada@example.com'),
    ];
    for (const secret of [...secrets, browser.cookies.get('__Host-clerk_client')!]) {
      assert.ok(!texts.join().includes(secret), secret);
    }
  });
});
