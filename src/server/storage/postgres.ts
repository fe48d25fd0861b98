import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { isAway } from './storage-errors.ts';

/** Type of `bigint` in Postgres. */
const INT8 = 20;
const POOL_SIZE = 10;
/** Milliseconds until a server that cannot be reached, or a pool without a free connection, ends in 503. */
const CONNECT_MS = 3_000;
/** Milliseconds until a statement that is not answered ends in 503. */
const STATEMENT_MS = 5_000;
/** Our own limit comes this much later than the server's, whose refusal says what happened. */
const MARGIN_MS = 500;
const READ_ONLY = '25006';
const CANNOT_CONNECT = '08001';

/** Takes the migration lock until the transaction ends. The number only has to be the same on every node. */
export const POSTGRES_MIGRATION_LOCK = 'select pg_advisory_xact_lock(7013920481)';

export interface PostgresLimits {
  /** Milliseconds a statement may take, unless the URL says how many; 0 for no limit. */
  statementMs?: number;
  /** Milliseconds until a connection has to be there, unless the URL has `connect_timeout` in seconds. */
  connectMs?: number;
}

/**
 * Kysely dialect over a pool of `pg` connections.
 *
 * Every statement has a limit on the server and one here: a server that is frozen, or whose network is gone, keeps its
 * connections open and says nothing. A connection over which the server refused itself (shutting down, read-only, full)
 * is closed, so that the next one may lead to a server that works.
 *
 * @param url `postgres://user:password@host/name`; `statement_timeout` and `connect_timeout` in it win over `limits`
 */
export function postgresDialect(url: string, limits: PostgresLimits = {}): Dialect {
  const { connectionString, connectMs, statementMs } = merge(url, limits);
  /** Connections that were made before this one began may lead to a server that has become a standby. */
  let generation = 0;

  class LimitedClient extends pg.Client {
    readonly generation = generation;
    /** Why it must not be used again. */
    fault: Error | undefined;

    async run(sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
      const timer = statementMs === 0 ? undefined : setTimeout(() => this.#giveUp(), statementMs + MARGIN_MS);
      try {
        return await this.query(sql, parameters as unknown[]);
      } catch (error) {
        if (isAway(error)) this.fault = error as Error;
        // Once for all connections that lead there, or every failure would close those that were made after the first one.
        const isReadOnly = (error as { code?: unknown }).code === READ_ONLY;
        if (isReadOnly && this.generation === generation) generation++;
        throw error;
      } finally {
        clearTimeout(timer);
      }
    }

    /** Fails the statement under way, and all that would follow on this connection. */
    #giveUp(): void {
      const error = new Error(`no answer within ${statementMs + MARGIN_MS} ms`);
      this.connection.stream.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
    }
  }

  const pool = new pg.Pool({
    connectionString,
    Client: LimitedClient,
    max: POOL_SIZE,
    connectionTimeoutMillis: connectMs,
    // As a text, because the library leaves a zero out, and the role may have a limit of its own.
    statement_timeout: String(statementMs),
    keepAlive: true,
    types: { getTypeParser },
  } as unknown as pg.PoolConfig);
  // A connection that breaks fails the query it is running, or is replaced by the pool. Its event says nothing
  // more, but would end the process if nobody listened: on the pool for idle ones, on the client for those in use.
  pool.on('error', () => {});
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => {
    clients.add(client);
    client.on('error', () => {});
  });
  pool.on('remove', (client) => void clients.delete(client));

  const handles = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const connect = async (): Promise<PostgresPoolClient> => {
    const client = (await pool.connect().catch(refuse)) as pg.PoolClient & LimitedClient;
    if (client.generation < generation) {
      client.release(true);
      return connect();
    }
    const known = handles.get(client);
    if (known) return known;
    const handle = {
      query: (sql: string, parameters: readonly unknown[]) => client.run(sql, parameters),
      release: () => client.release(client.fault),
      // Kysely streams with cursors and cancels by process id; neither is used.
    } as unknown as PostgresPoolClient;
    handles.set(client, handle);
    return handle;
  };
  const end = async (): Promise<void> => {
    // A server that says nothing does not say goodbye either.
    const timer = setTimeout(() => {
      for (const client of clients) client.connection.stream.destroy();
    }, connectMs);
    await pool.end();
    clearTimeout(timer);
  };
  return new PostgresDialect({ pool: { connect, end, options: {} } satisfies PostgresPool });
}

/** Whatever keeps a connection from being made is a fault of the server, of the way to it, or of the URL. */
function refuse(error: Error & { code?: string }): never {
  if (isAway(error)) throw error;
  const words = [error.message, error.code && `(${error.code})`].filter(Boolean).join(' ');
  throw Object.assign(new Error(words, { cause: error }), { code: CANNOT_CONNECT });
}

/**
 * What the database is called in messages: host, port and name, without user and password.
 *
 * @param url `postgres://user:password@host/name`
 */
export function postgresPlace(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  const name = decodeURIComponent(pathname.slice(1));
  return `Postgres${name && ` ${name}`} at ${host}:${searchParams.get('port') ?? (port || '5432')}`;
}

/** The limits that hold: what an operator wrote into the URL counts, and nothing else watches a statement. */
function merge(text: string, { statementMs = STATEMENT_MS, connectMs = CONNECT_MS }: PostgresLimits) {
  const url = new URL(text);
  const read = (name: string) => Number(url.searchParams.get(name) ?? Number.NaN);
  const seconds = read('connect_timeout');
  const given = [read('statement_timeout'), read('query_timeout'), readOption(url.searchParams.get('options') ?? '')];
  // The library's own limit leaves a connection behind that is still busy.
  for (const name of ['statement_timeout', 'query_timeout', 'connect_timeout']) url.searchParams.delete(name);
  return {
    connectionString: url.href,
    connectMs: seconds > 0 ? seconds * 1000 : connectMs,
    statementMs: statementMs === 0 ? 0 : (given.find((ms) => ms > 0) ?? statementMs),
  };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000 };

/** Milliseconds of `-c statement_timeout=…`. */
function readOption(options: string): number {
  const [, amount, unit = 'ms'] = /statement_timeout=(\d+)(ms|s|min)?/.exec(options) ?? [];
  return Number(amount) * (UNITS[unit] ?? 1);
}

/** Our numbers are milliseconds and counters, all below 2^53, so `bigint` is read as a number. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8 && format !== 'binary') return Number;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}
