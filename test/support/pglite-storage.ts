import { PGlite } from '@electric-sql/pglite';
import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely';
import { openDialect } from '../../src/server/storage/open-storage.ts';
import { POSTGRES_MIGRATION_LOCK } from '../../src/server/storage/postgres.ts';
import type { Storage } from '../../src/server/storage/storage.ts';

let shared: Promise<PGlite> | undefined;
let schemas = 0;
let last: Promise<void> = Promise.resolve();

/** Opens a storage on an empty schema of the Postgres in this process. All tests of a file share that Postgres. */
export async function openPgliteStorage(): Promise<Storage> {
  return openDialect(await newPgliteSchema(), POSTGRES_MIGRATION_LOCK, 'Postgres in this process');
}

/** Creates an empty schema of that Postgres, and returns its dialect. */
export async function newPgliteSchema(): Promise<Dialect> {
  shared ??= PGlite.create();
  const pglite = await shared;
  const schema = `s${schemas++}`;
  await pglite.exec(`create schema ${schema}`);
  return pgliteDialect(pglite, schema);
}

/** Returns Kysely's Postgres dialect for PGlite. PGlite has one connection, so callers take turns. */
function pgliteDialect(pglite: PGlite, schema: string): Dialect {
  const connect = async (): Promise<PostgresPoolClient> => {
    const before = last;
    let release = (): void => {};
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    await pglite.query(`set search_path to ${schema}`);
    const query = async (sql: string, parameters: readonly unknown[]) => {
      const { rows, affectedRows } = await pglite.query(sql, [...parameters]);
      const command = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'SELECT';
      return { command, rows, rowCount: affectedRows ?? rows.length };
    };
    return { query, release } as unknown as PostgresPoolClient;
  };
  return new PostgresDialect({ pool: { connect, end: async () => {}, options: {} } });
}
