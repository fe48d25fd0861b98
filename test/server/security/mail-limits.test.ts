import assert from 'node:assert/strict';
import { it } from 'node:test';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';

onSqlite('limits of messages', (open) => {
  itOnBoth('a code that could not be stored and was never sent uses up no limit', async () => {
    let broken = false;
    const instance = await open({
      wrapStorage: (storage) => ({
        ...storage,
        transaction: (work) =>
          broken ? Promise.reject(new StorageUnavailable('The database is away.')) : storage.transaction(work),
      }),
    });
    const browser = instance.browser();
    const form = { email_address: 'ada@example.com', password: PASSWORD };
    const { response } = await browser.post('/v1/client/sign_ups', form);
    const path = `/v1/client/sign_ups/${response.id}/prepare_verification`;
    broken = true;
    for (let i = 0; i < 6; i++) {
      assert.equal((await browser.post(path, { strategy: 'email_code' })).status, 503);
    }
    broken = false;
    assert.equal((await browser.post(path, { strategy: 'email_code' })).status, 200);
    assert.equal(instance.mailbox.messages.length, 1);
  });
});

onSqlite('messages to one mailbox', (open) => {
  /** Asks for a code for a new address, from another place each time. */
  const ask = async (instance: TestInstance, field: 'email_address' | 'phone_number', to: string) => {
    const browser = instance.browser();
    const { response, status, body } = await browser.post('/v1/client/sign_ups', { [field]: to, password: PASSWORD });
    assert.equal(status, 200, JSON.stringify(body));
    const strategy = field === 'email_address' ? 'email_code' : 'phone_code';
    return browser.post(`/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy });
  };

  it('messages to one mailbox count together, however its address is written', async () => {
    const instance = await open();
    const spellings = ['ada@example.com', 'ada+1@example.com', 'ADA+news@Example.com', 'ada+a+b@ｅxample.com'];
    const statuses: number[] = [];
    for (const to of spellings) statuses.push((await ask(instance, 'email_address', to)).status);
    assert.deepEqual(statuses, [200, 429, 429, 429]);
    for (let i = 0; i < 10; i++) {
      instance.clock.advance(30_000);
      await ask(instance, 'email_address', `ada+${i}@example.com`);
    }
    assert.equal(instance.mailbox.messages.length, 5);
    assert.equal((await ask(instance, 'email_address', 'bob+1@example.com')).status, 200);
  });

  it('the limit per hour does not allow twice as many at the turn of the hour', async () => {
    const instance = await open();
    const send = (): Promise<{ status: number }> => ask(instance, 'email_address', 'ada@example.com');
    await send();
    instance.clock.advance(3_600_000 - 5 * 30_000);
    for (let i = 0; i < 12; i++) {
      await send();
      instance.clock.advance(30_000);
    }
    assert.equal(instance.mailbox.messages.length, 6);
  });

  it('a code is right for the address only that it went to', async () => {
    const instance = await open();
    const browser = instance.browser();
    const form = { email_address: 'ada+1@example.com', password: PASSWORD };
    const { response } = await browser.post('/v1/client/sign_ups', form);
    const path = `/v1/client/sign_ups/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode('ada+1@example.com');
    await browser.post(`${path}?_method=PATCH`, { email_address: 'ada@example.com' });
    const moved = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(moved.code, 'verification_missing');
  });
});

onSqlite('text messages to numbers in a row', (open) => {
  it('text messages to numbers in a row stop after 30 an hour, over all clients', async () => {
    const instance = await open({ config: { attributes: { phoneNumber: 'required', emailAddress: 'off' } } });
    const ask = async (phone_number: string): Promise<number> => {
      const browser = instance.browser();
      const { response } = await browser.post('/v1/client/sign_ups', { phone_number, password: PASSWORD });
      const path = `/v1/client/sign_ups/${response.id}/prepare_verification`;
      return (await browser.post(path, { strategy: 'phone_code' })).status;
    };
    const statuses: number[] = [];
    for (let i = 0; i < 33; i++) statuses.push(await ask(`+12015550${100 + i}`));
    assert.deepEqual([...new Set(statuses.slice(0, 30)), ...statuses.slice(30)], [200, 429, 429, 429]);
    assert.equal(await ask('+12125550101'), 200);
    assert.equal(instance.mailbox.messages.length, 31);
  });
});
