import { PGlite } from '@electric-sql/pglite';
import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely';
import { openDialect } from '../../src/server/storage/open-storage.ts';
import { POSTGRES_MIGRATION_LOCK } from '../../src/server/storage/postgres.ts';
import type { Storage } from '../../src/server/storage/storage.ts';

let shared: Promise<PGlite> | undefined;
let schemas = 0;
let last: Promise<void> = Promise.resolve();

/** A schema of the Postgres in this process. */
export interface PgliteSchema {
  readonly dialect: Dialect;
  /** Runs statements without parameters. */
  exec(sql: string): Promise<void>;
}

/** Opens a storage on an empty schema of the Postgres in this process. All tests of a file share that Postgres. */
export async function openPgliteStorage(): Promise<Storage> {
  return openPgliteSchema(await newPgliteSchema());
}

export function openPgliteSchema({ dialect }: PgliteSchema): Promise<Storage> {
  return openDialect(dialect, POSTGRES_MIGRATION_LOCK, 'Postgres in this process');
}

/** Creates an empty schema of that Postgres. */
export async function newPgliteSchema(): Promise<PgliteSchema> {
  shared ??= PGlite.create();
  const pglite = await shared;
  const schema = `s${schemas++}`;
  await pglite.exec(`create schema ${schema}`);
  const turn = takeTurns(pglite, schema);
  return {
    dialect: pgliteDialect(pglite, turn),
    async exec(sql) {
      const release = await turn();
      try {
        await pglite.exec(sql);
      } finally {
        release();
      }
    },
  };
}

/** PGlite has one connection. Returns a function that waits for it and sets it to the schema, and returns how to free it. */
function takeTurns(pglite: PGlite, schema: string): () => Promise<() => void> {
  return async () => {
    const before = last;
    let release = (): void => {};
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    await pglite.query(`set search_path to ${schema}`);
    return release;
  };
}

/** Returns Kysely's Postgres dialect for PGlite. */
function pgliteDialect(pglite: PGlite, turn: () => Promise<() => void>): Dialect {
  const connect = async (): Promise<PostgresPoolClient> => {
    const release = await turn();
    const query = async (sql: string, parameters: readonly unknown[]) => {
      const { rows, affectedRows } = await pglite.query(sql, [...parameters]);
      const command = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'SELECT';
      return { command, rows, rowCount: affectedRows ?? rows.length };
    };
    return { query, release } as unknown as PostgresPoolClient;
  };
  return new PostgresDialect({ pool: { connect, end: async () => {}, options: {} } });
}
