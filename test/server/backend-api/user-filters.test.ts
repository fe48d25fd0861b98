import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createClerkClient } from '../../../src/entries/backend.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { onEachStorage } from '../../support/each-storage.ts';

const ADA = 'ada@example.com';
const noPassword = { skip_password_requirement: true };

onEachStorage('filters of users in the Backend API', (open) => {
  it('an empty value of a filter by identifier matches nobody, and an empty search matches everybody', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { body: user } = await call('POST', '/users', { email_address: [ADA], external_id: 'x1', ...noPassword });
    const count = async (query: string) => (await call('GET', `/users/count?${query}`)).body.total_count;
    for (const name of ['user_id', 'external_id', 'email_address', 'phone_number', 'username', 'web3_wallet']) {
      for (const value of ['', '%20', '%09', '%C2%A0']) {
        assert.equal(await count(`${name}=${value}`), 0, `${name}=${value}`);
        assert.deepEqual((await call('GET', `/users?${name}=${value}`)).body, [], `${name}=${value}`);
      }
    }
    assert.equal(await count('provider=google&provider_user_id='), 0);
    assert.equal(await count(`user_id=&user_id=${user.id}`), 1);
    assert.equal(await count(`user_id=&user_id=-${user.id}`), 0);
    assert.equal(await count('user_id=-user_x'), 1);
    for (const name of ['query', 'name_query', 'email_address_query', 'banned'])
      assert.equal(await count(`${name}=`), 1);

    const { users } = createClerkClient({
      publishableKey: instance.config.publishableKey,
      secretKey: await newSecretKey(instance),
      apiUrl: instance.config.url,
      fetch: (input, init) => instance.fetch(new Request(input, init)),
    });
    for (const list of [[], [''], [' ']]) {
      assert.deepEqual((await users.getUserList({ emailAddress: list })).data, []);
      assert.equal(await users.getCount({ userId: list }), 0);
    }
    assert.equal((await users.getUserList({ query: '' })).data.length, 1);
  });

  it('a filter with a control character matches nobody, and is refused by name', async () => {
    const call = await backendOf(await open());
    await call('POST', '/users', { email_address: [ADA], ...noPassword });
    const filters = ['query', 'name_query', 'email_address', 'username', 'external_id', 'user_id', 'starting_after'];
    for (const name of filters) {
      for (const value of ['%00', 'a%00', '%00a', 'a%0Ab']) {
        const { status, code, body } = await call('GET', `/users?${name}=${value}`);
        assert.deepEqual([status, code], [422, 'form_param_format_invalid'], `${name}=${value}`);
        assert.equal(body.errors[0].meta.param_name, name);
      }
    }
    for (const path of ['/users/count?query=%00', '/sessions?user_id=%00', '/sessions?client_id=a%00']) {
      assert.equal((await call('GET', path)).code, 'form_param_format_invalid', path);
    }
  });

  it('an answer names 50 of thousands of wrong fields, and is smaller than the request', async () => {
    const call = await backendOf(await open());
    const wrong = Array.from({ length: 3000 }, (_, i): [string, string] => [`field${i}`, '1']);
    const answers = [
      await call('POST', '/users', Object.fromEntries(wrong)),
      await call('GET', `/users?${new URLSearchParams(wrong)}`),
    ];
    for (const { status, body } of answers) {
      assert.deepEqual([status, body.errors.length], [422, 50]);
      assert.ok(JSON.stringify(body).length < JSON.stringify(wrong).length);
    }
  });
});
