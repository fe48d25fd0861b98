import assert from 'node:assert/strict';
import { it } from 'node:test';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { onEachStorage } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

onEachStorage('limits of messages', (open) => {
  it('are not used up by a code that could not be kept and was never sent', async () => {
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
