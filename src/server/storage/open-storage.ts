import { type Dialect, Kysely } from 'kysely';
import { kyselyStorage } from './kysely-storage.ts';
import { migrate } from './migrate.ts';
import { POSTGRES_MIGRATION_LOCK, postgresDialect } from './postgres.ts';
import type { Tables } from './rows.ts';
import { sqliteFile } from './sqlite-file.ts';
import type { Storage } from './storage.ts';
import { toStorageError } from './storage-errors.ts';

/**
 * Opens the database and brings its schema up to date.
 *
 * @param databaseUrl `sqlite:./path`, `sqlite::memory:` or `postgres://…`
 * @throws {TypeError} when the URL is none of these
 * @throws {ConfigError} when there is no place for a SQLite file, or the database is of a newer release
 * @throws {StorageUnavailable} when the database cannot be reached
 */
export async function openStorage(databaseUrl: string): Promise<Storage> {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    return openDialect(postgresDialect(databaseUrl), POSTGRES_MIGRATION_LOCK);
  }
  const file = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (!file) throw new TypeError('A database URL is sqlite:./path, sqlite::memory: or postgres://…');
  return openDialect(await sqliteFile(file), undefined);
}

/**
 * Opens a database through any Kysely dialect of SQLite or Postgres.
 *
 * @param lock statement that holds off other nodes while migrating, see `migrate`
 */
export async function openDialect(dialect: Dialect, lock: string | undefined): Promise<Storage> {
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db, lock, Date.now());
  } catch (error) {
    await db.destroy().catch(() => {});
    throw toStorageError(error);
  }
  return kyselyStorage(db);
}
