import { type Dialect, Kysely } from 'kysely';
import { kyselyStorage } from './kysely-storage.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './rows.ts';
import { sqliteFile } from './sqlite-file.ts';
import type { Storage } from './storage.ts';
import { toStorageError } from './storage-errors.ts';

/**
 * Opens the database and brings its schema up to date.
 *
 * @param databaseUrl `sqlite:./path`, `sqlite::memory:` or `postgres://…`
 * @param warn called with what the operator should know, such as files that other users may read
 * @throws {TypeError} when the URL is none of these
 * @throws {ConfigError} when the SQLite file cannot be created, or a newer release wrote the database
 * @throws {StorageUnavailable} when the database cannot be reached
 */
export async function openStorage(databaseUrl: string, warn?: (text: string) => void): Promise<Storage> {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    // Loaded here: most starts on SQLite never need its driver.
    const { POSTGRES_MIGRATION_LOCK, postgresDialect, postgresPlace } = await import('./postgres.ts');
    const place = postgresPlace(databaseUrl);
    // No time limit: the migration of a large table may take long.
    const patient = new Kysely<Tables>({ dialect: postgresDialect(databaseUrl, { statementMs: 0 }) });
    await bringUpToDate(patient, POSTGRES_MIGRATION_LOCK, place);
    await patient.destroy();
    return kyselyStorage(new Kysely<Tables>({ dialect: postgresDialect(databaseUrl) }), place);
  }
  const file = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (!file) throw new TypeError('A database URL is sqlite:./path, sqlite::memory: or postgres://…');
  const place = file === ':memory:' ? 'SQLite in memory' : `SQLite file ${file}`;
  return openDialect(await sqliteFile(file, warn), undefined, place);
}

/**
 * Opens a database through a Kysely dialect for SQLite or Postgres.
 *
 * @param lock statement that keeps other nodes from migrating at the same time, see `migrate`
 * @param place the name of the database in messages, without a password
 */
export async function openDialect(dialect: Dialect, lock: string | undefined, place: string): Promise<Storage> {
  const db = new Kysely<Tables>({ dialect });
  await bringUpToDate(db, lock, place);
  return kyselyStorage(db, place);
}

async function bringUpToDate(db: Kysely<Tables>, lock: string | undefined, place: string): Promise<void> {
  try {
    await migrate(db, lock, Date.now());
  } catch (error) {
    await db.destroy().catch(() => {});
    throw toStorageError(error, place);
  }
}
