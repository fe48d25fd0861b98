import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { postgresBinaries, startOwnPostgres } from '../support/own-postgres.ts';

/** Rows of the table, so that it is larger than what a processor keeps at hand. */
const SESSIONS = 100_000;
const CONNECTIONS = 8;
/** A name of its own: the server that `POSTGRES_URL` names may have other tables. */
const NAME = `bench_sessions_${process.pid}`;
const TABLE = `CREATE TABLE ${NAME} (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, status TEXT NOT NULL, expire_at BIGINT NOT NULL)`;

/** A table of sessions in a database: the other way to know who sent a request. */
export interface SessionLookup {
  /** Looks a session up by its primary key, in the fastest way that the driver has. @returns the id of the user */
  find(sessionId: string): string | Promise<string>;
  close(): Promise<void>;
}

/** Returns the id of a session in the table. */
export const sessionIdOf = (index: number): string => `sess_${(index * 7919) % SESSIONS}`;

/** Opens a table in an SQLite file. */
export async function openSqliteLookup(): Promise<SessionLookup> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'clerk-bench-'));
  const database = new DatabaseSync(path.join(folder, 'sessions.db'));
  database.exec(`PRAGMA journal_mode = WAL; ${TABLE}; BEGIN`);
  const insert = database.prepare(`INSERT INTO ${NAME} VALUES (?, ?, ?, ?)`);
  for (let index = 0; index < SESSIONS; index++) insert.run(`sess_${index}`, `user_${index}`, 'active', 2_000_000_000);
  database.exec('COMMIT');
  const select = database.prepare(`SELECT user_id, status, expire_at FROM ${NAME} WHERE id = ?`);
  return {
    find: (id) => (select.get(id) as { user_id: string }).user_id,
    close: async () => {
      database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * Opens a table on the Postgres server that `POSTGRES_URL` names, or on one that is started for it.
 *
 * @returns undefined when there is no server and none can be started
 */
export async function openPostgresLookup(): Promise<SessionLookup | undefined> {
  const named = process.env.POSTGRES_URL;
  if (!named && !postgresBinaries()) return undefined;
  const server = named ? undefined : await startOwnPostgres();
  const pool = new pg.Pool({ connectionString: named ?? server?.url(), max: CONNECTIONS });
  await pool.query(TABLE);
  await pool.query(
    `INSERT INTO ${NAME} SELECT 'sess_' || i, 'user_' || i, 'active', 2000000000 FROM generate_series(0, ${SESSIONS - 1}) AS i`,
  );
  await pool.query(`ANALYZE ${NAME}`);
  const text = `SELECT user_id, status, expire_at FROM ${NAME} WHERE id = $1`;
  return {
    find: async (id) => (await pool.query({ name: 'find', text, values: [id] })).rows[0].user_id,
    close: async () => {
      await pool.query(`DROP TABLE ${NAME}`);
      await pool.end();
      server?.remove();
    },
  };
}
