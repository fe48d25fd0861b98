import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getTestInstance } from '../../support/instance.ts';
import { LOOSE_LIMITS } from '../../support/loose-limits.ts';

test('refuses more email addresses than an account can have, and says so', async () => {
  const instance = await getTestInstance({ limits: LOOSE_LIMITS });
  const browser = instance.browser();
  await instance.signUp(browser, 'ada@example.com');
  const add = (index: number) => browser.post('/v1/me/email_addresses', { email_address: `ada${index}@example.com` });
  for (let index = 1; index < 20; index++) assert.equal((await add(index)).status, 200);
  const refused = await add(20);
  assert.deepEqual(
    [refused.status, refused.code, refused.param],
    [422, 'identification_quota_exceeded', 'email_address'],
  );
  await instance.close();
});

test('adds no more email addresses than an account can have, however many requests come at once', async () => {
  const instance = await getTestInstance({ limits: LOOSE_LIMITS });
  const browser = instance.browser();
  await instance.signUp(browser, 'ada@example.com');
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      browser.post('/v1/me/email_addresses', { email_address: `ada${index}@example.com` }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 19);
  assert.equal((await browser.get('/v1/me')).response.email_addresses.length, 20);
  await instance.close();
});
