import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTasksDatabase, type TasksDatabase, withClaims } from '../../../demo/server/tasks-database.ts';
import { backendOf } from '../../support/backend-api.ts';
import { NO_SERVER, type OwnPostgres, postgresBinaries, startOwnPostgres } from '../../support/own-postgres.ts';
import { claimsOf, type TaskAccount, TaskList } from '../../support/task-list.ts';

describe('tasks behind row-level security (Postgres in this process)', () => tests(() => openTasksDatabase()));

describe('tasks behind row-level security (a Postgres server)', {
  skip: postgresBinaries() ? false : NO_SERVER,
}, () => {
  let server: OwnPostgres;
  before(async () => {
    server = await startOwnPostgres();
  });
  after(() => server.remove());
  tests(() => openTasksDatabase(server.url()));
});

/** What holds on both: from the browser to the rows, in this process. */
function tests(open: () => Promise<TasksDatabase>): void {
  let list: TaskList;
  let ada: TaskAccount;
  let bo: TaskAccount;

  before(async () => {
    list = await TaskList.open(await open());
    ({ ada, bo } = list);
  });
  after(() => list?.close());

  it('each account adds, ticks, renames, deletes and sees its own tasks, and none of the other’s', async () => {
    const first = await ada.add('Water the ferns');
    await ada.add('Buy moss');
    await bo.add('Call Ada');
    assert.deepEqual(await bo.titles(), ['Call Ada']);
    assert.equal((await ada.call('PATCH', `/${first}`, { done: true })).status, 200);
    assert.equal((await ada.call('PATCH', `/${first}`, { title: ' Water all ferns ' })).status, 200);
    const [row] = (await ada.call('GET')).body.tasks;
    assert.deepEqual(row, { id: first, title: 'Water all ferns', done: true, author: 'Ada' });
    assert.equal((await ada.call('DELETE', `/${first}`)).status, 200);
    assert.deepEqual([await ada.titles(), await bo.titles()], [['Buy moss'], ['Call Ada']]);
  });

  it('a task of another account is one that does not exist, for those who know its id, too', async () => {
    const id = await bo.add('Keep this');
    const before = await bo.call('GET');
    for (const [method, fields] of [
      ['PATCH', { title: 'Mine' }],
      ['PATCH', { done: true }],
      ['DELETE', undefined],
    ] as const) {
      assert.equal((await ada.call(method, `/${id}`, fields)).status, 404, method);
    }
    for (const path of ['/1', '/x', `/${id.toUpperCase()}`, "/' or true --", '/00000000-0000-4000-8000-000000000000']) {
      assert.equal((await ada.call('DELETE', path)).status, 404, path);
    }
    assert.deepEqual((await bo.call('GET')).body, before.body);
  });

  it('no statement of an account gives a task to another one, or takes one', async () => {
    await ada.add('Stays with Ada');
    const before = await bo.call('GET');
    const [{ count } = { count: 0 }] = await ada.run<{ count: number }>('select count(*)::int as count from tasks');
    await assert.rejects(ada.run('update tasks set user_id = $1', [bo.userId]), /row-level security/);
    await assert.rejects(
      ada.run('insert into tasks (user_id, title) values ($1, $2)', [bo.userId, 'Planted']),
      /row-level security/,
    );
    assert.deepEqual(
      await ada.run('update tasks set user_id = $1 where user_id = $2 returning id', [ada.userId, bo.userId]),
      [],
    );
    assert.deepEqual(await ada.run('delete from tasks where user_id = $1 returning id', [bo.userId]), []);
    assert.deepEqual(await ada.run('select distinct user_id from tasks'), [{ user_id: ada.userId }]);
    assert.deepEqual(await ada.run('select count(*)::int as count from tasks'), [{ count }]);
    for (const fields of [
      { title: 'x', user_id: bo.userId },
      { title: 'x', author: 'Bo' },
      { title: 'x', id: 'y' },
    ]) {
      assert.equal((await ada.call('POST', '', fields)).status, 422, JSON.stringify(fields));
    }
    assert.deepEqual((await bo.call('GET')).body, before.body);
  });

  it('SQL in a title is a title', async () => {
    const evil = [
      "'); drop table tasks; --",
      "x', (select title from tasks limit 1)) --",
      `'); select set_config('request.jwt.claims', '{"sub":"${bo.userId}"}', true); --`,
      '"}\', true); reset role; --',
    ];
    for (const title of evil) {
      const id = await ada.add(title);
      assert.equal((await ada.call('PATCH', `/${id}`, { title: `${title}!` })).status, 200);
    }
    const seen = await ada.titles();
    assert.deepEqual(
      evil.filter((title) => !seen.includes(`${title}!`)),
      [],
    );
    assert.ok((await bo.titles()).every((title) => !evil.includes(title)));
  });

  it('what a title cannot be is refused, and so is what is no task', async () => {
    for (const fields of [
      {},
      { title: '' },
      { title: '   ' },
      { title: 'x'.repeat(201) },
      { title: 'a\0b' },
      { title: 7 },
      { title: ['x'] },
      { title: 'x', done: 'yes' },
      [],
      'null',
      '"x"',
      'no JSON',
    ]) {
      assert.equal((await ada.call('POST', '', fields)).status, 422, JSON.stringify(fields));
    }
    assert.equal((await ada.call('POST', '', { title: 'x'.repeat(5_000) })).status, 413);
    assert.equal((await ada.call('PUT')).status, 405);
    assert.equal((await ada.call('POST', '/00000000-0000-4000-8000-000000000000', {})).status, 405);
    assert.deepEqual(list.failures, []);
  });

  it('a request without a token of this template is answered 401', async () => {
    const server = await backendOf(list.instance);
    const ofServer = (await server('POST', `/sessions/${ada.sessionId}/tokens/tasks`, {})).body.jwt as string;
    const good = await ada.token();
    const [header, claims, signature] = good.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(good), sub: bo.userId })).toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const [token, reason] of [
      [undefined, 'token-missing'],
      ['', 'token-missing'],
      ['x', 'token-malformed'],
      [`${header}.${forged}.${signature}`, 'token-signature'],
      [`${none}.${forged}.`, 'token-malformed'],
      [`${header}.${claims}`, 'token-malformed'],
      [await ada.token(''), 'token-type'],
      [await ada.token('other'), 'token-audience'],
      [await ada.token('long'), 'token-lifetime'],
      [ofServer, 'token-authorized-party'],
    ] as const) {
      const { status, body, headers } = await list.call(token, 'GET');
      assert.deepEqual([status, body.error], [401, reason], reason);
      assert.equal(headers.get('www-authenticate'), 'Bearer');
    }
    assert.equal((await list.call(good, 'GET')).status, 200);
  });

  it('a token is answered 401 from the second on in which it expires', async () => {
    const token = await ada.token();
    list.instance.clock.advance(59_999 - (list.instance.clock.now() % 1000));
    assert.equal((await list.call(token, 'GET')).status, 200);
    list.instance.clock.advance(1);
    const { status, body } = await list.call(token, 'GET');
    assert.deepEqual([status, body.error], [401, 'token-expired']);
    assert.equal((await ada.call('GET')).status, 200);
  });

  it('whatever users write into their name and metadata, their token is their own', async () => {
    const before = await ada.titles();
    const unsafe = { sub: bo.userId, role: 'support', 'request.jwt.claims': { sub: bo.userId } };
    for (const name of [`{{user.public_metadata.role}}`, `","sub":"${bo.userId}","role":"support","x":"`]) {
      await ada.change({ first_name: name, unsafe_metadata: JSON.stringify(unsafe) });
      const claims = claimsOf(await ada.token());
      assert.deepEqual([claims.sub, claims.role, claims.name], [ada.userId, 'authenticated', name]);
      assert.deepEqual(await ada.titles(), before);
    }
    const id = await ada.add('By a strange name');
    assert.equal((await ada.call('DELETE', `/${id}`)).status, 200);
  });

  it('support reads the tasks of everybody and changes none, and an unknown role reads none', async () => {
    const server = await backendOf(list.instance);
    const setRole = (role: unknown) => server('PATCH', `/users/${bo.userId}/metadata`, { public_metadata: { role } });
    const [ofAda, ofBo] = [await ada.titles(), await bo.titles()];
    const id = await bo.add('Before the change');
    await setRole('support');
    assert.deepEqual((await bo.titles()).sort(), [...ofAda, ...ofBo, 'Before the change'].sort());
    for (const [method, path, fields] of [
      ['POST', '', { title: 'x' }],
      ['PATCH', `/${id}`, { done: true }],
      ['DELETE', `/${id}`, undefined],
    ] as const) {
      assert.equal((await bo.call(method, path, fields)).status, 403, method);
    }
    for (const role of [
      'postgres',
      'tasks_app',
      'anon',
      'AUTHENTICATED',
      'authenticated; reset role',
      ['support'],
      7,
      {},
    ]) {
      await setRole(role);
      assert.equal((await bo.call('GET')).status, 403, JSON.stringify(role));
    }
    await setRole(null);
    assert.deepEqual(await bo.titles(), [...ofBo, 'Before the change']);
  });

  it('a connection carries nothing of the request before, also after an error', async () => {
    const state = () =>
      list.database.transaction((query) =>
        query(`select current_user::text as role, coalesce(current_setting('request.jwt.claims', true), '') as claims`),
      );
    const clean = [{ role: 'tasks_app', claims: '' }];
    await ada.run('select 1');
    assert.deepEqual(await state(), clean);
    await assert.rejects(ada.run('select 1 / 0'), { code: '22012' });
    assert.deepEqual(await state(), clean);
    await assert.rejects(
      withClaims(list.database, { sub: ada.userId, role: 'support' }, () => Promise.reject(new Error('late'))),
    );
    assert.deepEqual(await state(), clean);
    await assert.rejects(
      list.database.transaction((query) => query('select * from tasks')),
      { code: '42501' },
    );
    // Nobody's claims see nobody's rows, and store none.
    assert.deepEqual(await ada.run('select * from tasks', [], { sub: undefined as never }), []);
    await assert.rejects(ada.run(`insert into tasks (title) values ('x')`, [], { sub: undefined as never }), {
      code: /23502|42501/,
    });
  });

  it('requests of two accounts at the same time get their own rows', async () => {
    const [ofAda, ofBo] = [await ada.titles(), await bo.titles()];
    const [a, b] = [await ada.token(), await bo.token()];
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => list.call(i % 2 ? b : a, 'GET')));
    for (const [i, { body }] of answers.entries()) {
      assert.deepEqual(
        body.tasks.map(({ title }) => title),
        i % 2 ? ofBo : ofAda,
      );
    }
  });

  it('a user who is banned reads the own list for the rest of the minute, and gets no other token', async () => {
    const server = await backendOf(list.instance);
    const token = await bo.token();
    await server('POST', `/users/${bo.userId}/ban`);
    assert.equal((await list.call(token, 'GET')).status, 200);
    assert.equal(await bo.token(), undefined);
    list.instance.clock.advance(60_000);
    assert.equal((await list.call(token, 'GET')).status, 401);
  });

  it('a database that fails is answered 503, without a word about why', async () => {
    const broken = { transaction: () => Promise.reject(new Error('no secret host')), close: async () => {} };
    const { status, body, headers } = await list.call(await ada.token(), 'GET', '', undefined, broken);
    assert.deepEqual([status, headers.get('retry-after')], [503, '5']);
    assert.doesNotMatch(body.error, /secret/);
    assert.equal(list.failures.splice(0).length, 1);
  });
}
