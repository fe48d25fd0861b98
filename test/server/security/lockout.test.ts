import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LOCK_MS, MAX_TRIES } from '../../../src/server/storage/tables/users-table.ts';
import { onEachStorage } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';

onEachStorage('a locked account', (open) => {
  const locked = async (): Promise<TestInstance> => {
    const instance = await open();
    await instance.signUp(instance.browser(), EMAIL);
    for (let failures = 0; failures < MAX_TRIES; ) {
      const answer = await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: 'a wrong long phrase' });
      if (answer.status === 422) failures++;
      else instance.clock.advance(Number(answer.headers.get('retry-after')) * 1_000);
    }
    return instance;
  };

  it('says for how long, in the header and for stock clients in the error', async () => {
    const instance = await locked();
    const { status, code, headers, body } = await instance
      .browser()
      .post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
    assert.deepEqual([status, code, headers.get('retry-after')], [403, 'user_locked', String(LOCK_MS / 1_000)]);
    assert.equal(body.errors?.[0]?.meta?.lockout_expires_in_seconds, LOCK_MS / 1_000);
    instance.clock.advance(LOCK_MS);
    assert.equal((await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: PASSWORD })).status, 200);
  });

  it('is told to its owner by mail, once', async () => {
    const instance = await locked();
    for (let i = 0; i < 3; i++) await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: 'once more' });
    const told = instance.mailbox.to(EMAIL).filter((message) => 'kind' in message && message.kind === 'account_locked');
    assert.equal(told.length, 1);
  });

  it('is locked as the environment says', async () => {
    const instance = await open();
    const { body } = await instance.browser().get('/v1/environment');
    const settings = body.user_settings as { attack_protection: { user_lockout: object } };
    assert.deepEqual(settings.attack_protection.user_lockout, {
      enabled: true,
      max_attempts: MAX_TRIES,
      duration_in_minutes: LOCK_MS / 60_000,
    });
  });
});
