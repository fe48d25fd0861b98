import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onEachStorage } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const EMAILS = '/v1/me/email_addresses';

async function addVerified(instance: TestInstance, browser: TestBrowser, email: string): Promise<string> {
  const { response } = await browser.post(EMAILS, { email_address: email });
  await browser.post(`${EMAILS}/${response.id}/prepare_verification`, { strategy: 'email_code' });
  const code = instance.mailbox.lastCode(email);
  await browser.post(`${EMAILS}/${response.id}/attempt_verification`, { code });
  return response.id;
}

onEachStorage('the primary address', (open) => {
  it('an address that is removed in parallel never becomes the primary one', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const instance = await open({
      wrapStorage: (storage) => ({
        ...storage,
        async transaction(work) {
          const first = meanwhile;
          meanwhile = undefined;
          await first?.();
          return storage.transaction(work);
        },
      }),
    });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const id = await addVerified(instance, browser, 'ada@new.example');
    const remove = () => browser.override('DELETE', `${EMAILS}/${id}`);
    const choose = () => browser.override('PATCH', '/v1/me', { primary_email_address_id: id });

    meanwhile = remove;
    const chosen = await choose();
    assert.deepEqual([chosen.status, chosen.param], [422, 'primary_email_address_id']);
    instance.clock.advance(60_000);
    const again = await addVerified(instance, browser, 'ada@third.example');
    meanwhile = () => browser.override('PATCH', '/v1/me', { primary_email_address_id: again });
    assert.equal((await browser.override('DELETE', `${EMAILS}/${again}`)).status, 200);
    const me = (await browser.get('/v1/me')).response;
    assert.deepEqual([me.email_addresses.length, me.primary_email_address_id], [1, me.email_addresses[0].id]);
  });
});
