import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type AdminBrowser, adminOf, rowNamesOf, valueOf } from '../../support/admin.ts';
import { backendOf, type CallBackend } from '../../support/backend-api.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const DAY_MS = 86_400_000;

describe('users on the admin page', () => {
  let instance: TestInstance;
  let admin: AdminBrowser;
  let call: CallBackend;
  beforeEach(async () => {
    instance = await getTestInstance({
      config: {
        adminPage: true,
        secondFactors: { totp: true },
        attributes: { username: 'optional', phoneNumber: 'optional' },
      },
    });
    admin = await adminOf(instance);
    call = await backendOf(instance);
  });
  afterEach(() => instance.close());

  const create = async (fields: Record<string, unknown>): Promise<string> => {
    const { body } = await call('POST', '/users', { skip_password_requirement: true, ...fields });
    return body.id;
  };

  it('are found by name, address, number, username and id', async () => {
    const ada = await create({
      first_name: 'Ada',
      last_name: 'Lovelace',
      username: 'countess',
      email_address: ['ada@example.com'],
      phone_number: ['+12015550123'],
    });
    await create({ first_name: 'Grace', email_address: ['grace@example.com'] });
    for (const query of ['lovel', 'ADA@', '5550123', 'countess', ada]) {
      const page = await admin.get(`/users?query=${encodeURIComponent(query)}`);
      assert.deepEqual(rowNamesOf(page), ['Ada Lovelace'], query);
      assert.match(page.text, /1 user /);
    }
    assert.match((await admin.get('/users?query=nobody')).text, /No user matches/);
  });

  it('are filtered by status, second factor, and the days of creation and activity', async () => {
    const old = instance.clock.now() - 40 * DAY_MS;
    const banned = await create({ first_name: 'Banned', email_address: ['b@example.com'] });
    const locked = await create({ first_name: 'Locked', email_address: ['l@example.com'] });
    await create({ first_name: 'Old', email_address: ['o@example.com'], created_at: new Date(old).toISOString() });
    await call('POST', `/users/${banned}/ban`, {});
    await call('POST', `/users/${locked}/lock`, {});
    const found = async (query: string) => rowNamesOf(await admin.get(`/users?${query}`)).toSorted();
    const today = new Date(instance.clock.now()).toISOString().slice(0, 10);
    const then = new Date(old).toISOString().slice(0, 10);
    assert.deepEqual(await found('status=banned'), ['Banned']);
    assert.deepEqual(await found('status=locked'), ['Locked']);
    assert.deepEqual(await found('status=enabled'), ['Old']);
    assert.deepEqual(await found(`created_from=${then}&created_to=${then}`), ['Old']);
    assert.deepEqual(await found(`created_from=${today}`), ['Banned', 'Locked']);
    assert.deepEqual(await found('active_from=2000-01-01'), []);
    assert.deepEqual(await found('second_factor=on'), []);
    assert.equal((await found('second_factor=off')).length, 3);
    assert.equal((await found('status=nonsense&created_from=yesterday&offset=-3&order=password_hash')).length, 3);
    // The lock is over after an hour.
    instance.clock.advance(3_600_000);
    admin = await adminOf(instance);
    assert.deepEqual(await found('status=locked'), []);
  });

  it('come 50 to a page, in the order of a column', async () => {
    for (let i = 0; i < 51; i++) {
      await create({
        first_name: `N${String(i).padStart(2, '0')}`,
        username: `name_${i}`,
        email_address: [`n${i}@example.com`],
      });
    }
    const first = await admin.get('/users?order=first_name');
    assert.deepEqual([rowNamesOf(first).length, rowNamesOf(first)[0], rowNamesOf(first)[49]], [50, 'N00', 'N49']);
    const next = first.elements.find(({ attributes }) => attributes.rel === 'next')?.attributes.href ?? '';
    assert.deepEqual(rowNamesOf(await admin.get(next.replace('/__admin', ''))), ['N50']);
    const sorted = first.elements.find(({ attributes }) => attributes['aria-sort'] === 'ascending');
    assert.equal(sorted?.text.trim(), 'User');
    assert.equal(rowNamesOf(await admin.get('/users?order=-first_name'))[0], 'N50');
  });

  it('are created by a form that keeps what was typed when something is wrong, but the password', async () => {
    await create({ email_address: ['taken@example.com'] });
    const form = {
      email_address: 'taken@example.com',
      first_name: 'Ada',
      last_name: 'Lovelace',
      username: 'ada_l',
      password: PASSWORD,
      public_metadata: '{"plan": "pro"}',
    };
    const refused = await admin.post('/users/new', form);
    assert.equal(refused.status, 422);
    assert.deepEqual([valueOf(refused, 'first_name'), valueOf(refused, 'password')], ['Ada', '']);
    const field = refused.elements.find(({ attributes }) => attributes.name === 'email_address');
    assert.equal(field?.attributes['aria-invalid'], 'true');
    assert.match(refused.text, /This identifier is taken/);
    const wrong = await admin.post('/users/new', { ...form, public_metadata: '[1]' });
    assert.match(wrong.text, /This is not a JSON object/);

    const page = await admin.submit('/users/new', { ...form, email_address: 'ada@example.com' });
    assert.match(page.text, /The user was created/);
    assert.match(page.text, /Ada Lovelace/);
    const { body } = await call('GET', '/users?query=ada_l');
    assert.deepEqual([body[0].public_metadata, body[0].password_enabled], [{ plan: 'pro' }, true]);
  });
});
