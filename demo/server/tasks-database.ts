import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

/** Runs one statement, and returns its rows. */
export type Query = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** The claims of a verified token. */
export interface Claims {
  readonly sub: string;
  readonly role?: unknown;
}

export interface TasksDatabase {
  /** Runs `work` in a transaction, as the role of the application. An error rolls it back. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The roles that a token may name. */
const ROLES: readonly unknown[] = ['authenticated', 'support'];
/** Two servers that start at the same time create the table once. */
const SETUP_LOCK = 0x7a5c;

/** The token names a role that no request may have. */
export class UnknownRole extends Error {}

/**
 * Runs `work` for the bearer of a token. Role and claims are local to the transaction, so that no later request on the
 * same connection has them.
 *
 * @throws {UnknownRole}
 */
export async function withClaims<T>(
  database: TasksDatabase,
  claims: Claims,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  if (!ROLES.includes(claims.role)) throw new UnknownRole();
  return database.transaction(async (query) => {
    // What `set local` does, with values that are no part of the statement.
    await query("select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)", [
      claims.role,
      JSON.stringify(claims),
    ]);
    return work(query);
  });
}

/**
 * Opens the database, and creates the table when there is none.
 *
 * @param url of a Postgres server, with the role that shall own the table. The application itself logs in as `tasks_app`.
 *   Without a URL, Postgres runs in this process, in memory
 */
export function openTasksDatabase(url?: string): Promise<TasksDatabase> {
  return url === undefined ? openInProcess() : openServer(url);
}

async function openInProcess(): Promise<TasksDatabase> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create();
  await pglite.exec(schema());
  // This Postgres has one connection and no log-in.
  await pglite.query('set session authorization tasks_app');
  return {
    transaction: async (work) => {
      return pglite.transaction((tx) =>
        work(async (sql, values = []) => (await tx.query(sql, [...values])).rows as never),
      );
    },
    close: () => pglite.close(),
  };
}

async function openServer(url: string): Promise<TasksDatabase> {
  const pool = new pg.Pool({
    connectionString: await createTable(url),
    max: 5,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  // An idle connection that the server closes is replaced by the next request.
  pool.on('error', () => {});
  return {
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      // What a connection says that is cut; its statement fails, too.
      const noteError = (error: Error) => {
        broken = error;
      };
      client.on('error', noteError);
      try {
        await client.query('begin');
        const result = await work(async (sql, values = []) => (await client.query(sql, [...values])).rows as never);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(noteError);
        throw error;
      } finally {
        client.off('error', noteError);
        // A connection whose state is not known is not used again.
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/** Creates the table as its owner. @returns the URL for the application, whose password is a new one at every start */
async function createTable(url: string): Promise<string> {
  const owner = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  const password = randomBytes(24).toString('base64url');
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query('select pg_advisory_xact_lock($1)', [SETUP_LOCK]);
    const { rows } = await owner.query("select to_regclass('public.tasks') is null as missing");
    if (rows[0]?.missing) await owner.query(schema());
    await owner.query(`alter role tasks_app password ${owner.escapeLiteral(password)}`);
    await owner.query('commit');
  } finally {
    await owner.end();
  }
  return Object.assign(new URL(url), { username: 'tasks_app', password }).href;
}

function schema(): string {
  return readFileSync(new URL('tasks.sql', import.meta.url), 'utf8');
}
