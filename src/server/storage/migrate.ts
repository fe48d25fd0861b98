import { type Kysely, sql } from 'kysely';
import { ConfigError } from '../lib/config-error.ts';
import { type Migration, migrations } from './migrations/migrations.ts';
import type { Tables } from './rows.ts';

/**
 * Brings the schema up to date, in one transaction under a lock. When several nodes start at once, one does the work
 * and the others find it done.
 *
 * @param db open database
 * @param lock statement that takes the lock until the end of the transaction; undefined on SQLite, where `begin` does
 * @param now milliseconds since the epoch
 * @param steps the migrations; default: all
 * @throws {ConfigError} when the database was written by a newer release
 */
export async function migrate(
  db: Kysely<Tables>,
  lock: string | undefined,
  now: number,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (lock) await sql.raw(lock).execute(tx);
    await sql
      .raw('create table if not exists schema_migrations (name text primary key, applied_at bigint not null)')
      .execute(tx);
    const done = new Set((await tx.selectFrom('schema_migrations').select('name').execute()).map((row) => row.name));
    const known = new Set(steps.map((step) => step.name));
    const unknown = [...done].filter((name) => !known.has(name));
    if (unknown.length > 0) {
      const problem = `names a database of a newer release, which has ${unknown.join(', ')}`;
      const cure = 'Start that release or a later one, or restore a backup that was made before it.';
      throw new ConfigError([{ setting: 'databaseUrl (DATABASE_URL)', problem, cure }]);
    }
    for (const step of steps) {
      if (done.has(step.name)) continue;
      for (const statement of step.statements) await sql.raw(statement).execute(tx);
      await tx.insertInto('schema_migrations').values({ name: step.name, applied_at: now }).execute();
    }
  });
}
