import assert from 'node:assert/strict';
import { it } from 'node:test';
import { backendOf } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';

const HOUR = 3_600_000;

onSqlite('sessions of the Backend API', (open) => {
  it('a list of sessions is filtered by what their status is at the moment', async () => {
    const session = { lifetimeSeconds: 7_200, inactivitySeconds: 3_600 };
    const instance = await open({ config: { session, instanceType: 'development' } });
    const call = await backendOf(instance);
    const user = { email_address: ['ada@example.com'], skip_password_requirement: true };
    const { id: userId } = (await call('POST', '/users', user)).body;
    const create = async () => (await call('POST', '/sessions', { user_id: userId })).body.id as string;
    const [old, revoked] = [await create(), await create()];
    await call('POST', `/sessions/${revoked}/revoke`);
    const ids = async (query: string) => {
      const { body } = await call('GET', `/sessions?user_id=${userId}&paginated=true&${query}`);
      assert.equal(body.total_count, body.data.length, query);
      return body.data.map(({ id }: { id: string }) => id);
    };
    assert.deepEqual(await ids('status=active'), [old]);
    assert.deepEqual(await ids('status=revoked'), [revoked]);
    instance.clock.advance(HOUR);
    const fresh = await create();
    assert.deepEqual([await ids('status=abandoned'), await ids('status=active')], [[old], [fresh]]);
    instance.clock.advance(HOUR);
    assert.deepEqual([await ids('status=expired'), await ids('status=abandoned')], [[old], [fresh]]);
    assert.equal((await call('GET', `/sessions/${old}`)).body.status, 'expired');
    assert.equal((await call('POST', `/sessions/${old}/tokens`, {})).code, 'resource_not_found');
    assert.equal((await call('POST', `/sessions/${old}/revoke`)).body.status, 'expired');
    assert.deepEqual((await call('GET', `/sessions?user_id=${userId}&limit=1`)).body.length, 1);
    assert.equal((await call('GET', '/sessions')).code, 'form_param_missing');
    assert.equal((await call('GET', `/sessions?user_id=${userId}&status=live`)).code, 'form_param_value_invalid');
  });

  it('control characters in a query or an id are refused', async () => {
    const call = await backendOf(await open());
    for (const name of [
      'query',
      'email_address',
      'phone_number',
      'user_id',
      'external_id',
      'starting_after',
      'username',
    ]) {
      const { status, code } = await call('GET', `/users?${name}=a%00b`);
      assert.deepEqual([status, code], [422, 'form_param_format_invalid'], name);
    }
    assert.equal((await call('GET', '/sessions?user_id=a%00b')).status, 422);
    for (const path of ['/users/a%00b', '/sessions/a%00b', '/users/%ff', '/users/..%2f..']) {
      assert.equal((await call('GET', path)).status, 404, path);
    }
  });

  it('a banned user gets no session and no token', async () => {
    const instance = await open({ config: { instanceType: 'development' } });
    const call = await backendOf(instance);
    const user = { email_address: ['ada@example.com'], skip_password_requirement: true, banned: true };
    const { id } = (await call('POST', '/users', user)).body;
    assert.equal((await call('POST', '/sessions', { user_id: id })).code, 'user_banned');
  });
});
