import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { openTasksDatabase, withClaims } from '../../../demo/server/tasks-database.ts';
import { NO_SERVER, type OwnPostgres, postgresBinaries, startOwnPostgres } from '../../support/own-postgres.ts';

describe('the roles of the tasks, on a Postgres server', { skip: postgresBinaries() ? false : NO_SERVER }, () => {
  let server: OwnPostgres;
  before(async () => {
    server = await startOwnPostgres();
  });
  after(() => server.remove());

  it('the application logs in as a role that owns nothing, bypasses nothing and becomes nobody else', async () => {
    const database = await openTasksDatabase(server.url());
    const run = (sql: string) => database.transaction((query) => query<Record<string, unknown>>(sql));
    const [who] = await run(`select session_user as name, rolsuper, rolbypassrls, rolcreaterole, rolinherit,
      (select tableowner from pg_tables where tablename = 'tasks') as owner from pg_roles where rolname = session_user`);
    assert.deepEqual(who, {
      name: 'tasks_app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolinherit: false,
      owner: 'postgres',
    });
    for (const sql of [
      'set role postgres',
      'set session authorization postgres',
      'select * from tasks',
      'alter table tasks disable row level security',
      'create table mine ()',
    ]) {
      await assert.rejects(run(sql), { code: '42501' }, sql);
    }
    await database.close();
  });

  it('an owner who is no superuser obeys the policies, too', async () => {
    await server.query('create role landlord login; grant authenticated to landlord');
    await server.query('alter table tasks owner to landlord; grant create on schema public to landlord');
    await server.query(`insert into tasks (user_id, author, title) values ('user_x', 'X', 'hidden')`);
    const url = Object.assign(new URL(server.url()), { username: 'landlord' }).href;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    assert.deepEqual((await client.query('select * from tasks')).rows, []);
    await client.end();
  });

  it('a connection that the server cut is replaced, and the answer until then is 503', async () => {
    const database = await openTasksDatabase(server.url());
    const claims = { sub: 'user_a', role: 'authenticated', name: 'A' };
    const failed = withClaims(database, claims, async (query) => {
      await server.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tasks_app'`);
      return query('select * from tasks');
    });
    await assert.rejects(failed);
    assert.deepEqual(await withClaims(database, claims, (query) => query('select * from tasks')), []);
    await database.close();
  });
});
