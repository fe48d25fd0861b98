import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';

/** Type of `bigint` in Postgres. */
const INT8 = 20;
const POOL_SIZE = 10;
/** Milliseconds until an unreachable server counts as one, and the request is answered 503. */
const CONNECT_TIMEOUT = 3_000;
const STATEMENT_TIMEOUT = 10_000;

/** Takes the migration lock until the transaction ends. The number only has to be the same on every node. */
export const POSTGRES_MIGRATION_LOCK = 'select pg_advisory_xact_lock(7013920481)';

/**
 * Kysely dialect over a pool of `pg` connections.
 *
 * @param url `postgres://user:password@host/name`
 */
export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    types: { getTypeParser },
  });
  // A connection that breaks fails the query it is running, or is replaced by the pool. Its event says nothing
  // more, but would end the process if nobody listened: on the pool for idle ones, on the client for those in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool });
}

/** Our numbers are milliseconds and counters, all below 2^53, so `bigint` is read as a number. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8 && format !== 'binary') return Number;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}
