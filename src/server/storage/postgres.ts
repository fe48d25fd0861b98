import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { isAway } from './storage-errors.ts';

/** Object id of the type `bigint`. */
const INT8 = 20;
const POOL_SIZE = 10;
/** Milliseconds to wait for a connection, new or from the pool, before the request is answered with 503. */
const CONNECT_MS = 3_000;
/** Milliseconds a statement may take before the request is answered with 503. */
const STATEMENT_MS = 5_000;
/** Milliseconds by which our own limit is longer than the server's, because the server's error says what happened. */
const MARGIN_MS = 500;
const READ_ONLY = '25006';
const CANNOT_CONNECT = '08001';

/** Takes the migration lock until the transaction ends. The number is arbitrary, but the same on every node. */
export const POSTGRES_MIGRATION_LOCK = 'select pg_advisory_xact_lock(7013920481)';

export interface PostgresLimits {
  /** Milliseconds a statement may take, unless the URL says how many; 0 for no limit. */
  statementMs?: number;
  /** Milliseconds to wait for a connection, unless the URL has `connect_timeout` in seconds. */
  connectMs?: number;
}

/**
 * Kysely dialect over a pool of `pg` connections.
 *
 * Every statement has a time limit on the server and one here, because a server that is frozen or cut off keeps its
 * connections open and sends nothing. When a server answers that it shuts down, is read-only or is full, the connection
 * is closed: the next one may lead to a server that works.
 *
 * @param url `postgres://user:password@host/name`; `statement_timeout` and `connect_timeout` in it win over `limits`
 */
export function postgresDialect(url: string, limits: PostgresLimits = {}): Dialect {
  const { connectionString, connectMs, statementMs } = merge(url, limits);
  /** Connections of an earlier generation are not used again: they may lead to a server that is now a standby. */
  let generation = 0;

  class LimitedClient extends pg.Client {
    readonly generation = generation;
    /** Set when the connection must not be used again. */
    fault: Error | undefined;

    async run(sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
      const timer = statementMs === 0 ? undefined : setTimeout(() => this.#giveUp(), statementMs + MARGIN_MS);
      try {
        return await this.query(sql, parameters as unknown[]);
      } catch (error) {
        if (isAway(error)) this.fault = error as Error;
        // Once per generation. Otherwise each further failure would close connections that were opened since.
        const isReadOnly = (error as { code?: unknown }).code === READ_ONLY;
        if (isReadOnly && this.generation === generation) generation++;
        throw error;
      } finally {
        clearTimeout(timer);
      }
    }

    /** Fails the running statement and all later ones on this connection. */
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
    // A string, because the library omits a zero, and then a limit of the database role would apply.
    statement_timeout: String(statementMs),
    keepAlive: true,
    types: { getTypeParser },
    // The library's types lack `Client` as a class of ours, and a string for `statement_timeout`.
  } as unknown as pg.PoolConfig);
  // When a connection breaks, its query fails or the pool replaces it. The error event has no further information, but
  // without a listener it would end the process. Idle connections emit it on the pool, busy ones on the client.
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
      // The members that Kysely needs for cursors and for cancelling a query are missing: the server uses neither.
    } as unknown as PostgresPoolClient;
    handles.set(client, handle);
    return handle;
  };
  const end = async (): Promise<void> => {
    // A server that does not answer does not answer the end of a connection either.
    const timer = setTimeout(() => {
      for (const client of clients) client.connection.stream.destroy();
    }, connectMs);
    await pool.end();
    clearTimeout(timer);
  };
  return new PostgresDialect({ pool: { connect, end, options: {} } satisfies PostgresPool });
}

/** Marks a failure to connect as such. Its cause is the server, the network or the URL, whatever the error says. */
function refuse(error: Error & { code?: string }): never {
  if (isAway(error)) throw error;
  const words = [error.message, error.code && `(${error.code})`].filter(Boolean).join(' ');
  throw Object.assign(new Error(words, { cause: error }), { code: CANNOT_CONNECT });
}

/**
 * Returns the name of the database in messages: host, port and name, without user and password.
 *
 * @param url `postgres://user:password@host/name`
 */
export function postgresPlace(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  const name = decodeURIComponent(pathname.slice(1));
  return `Postgres${name && ` ${name}`} at ${host}:${searchParams.get('port') ?? (port || '5432')}`;
}

/** Moves the limits that the operator wrote into the URL out of it, so that only this dialect enforces them. */
function merge(text: string, { statementMs = STATEMENT_MS, connectMs = CONNECT_MS }: PostgresLimits) {
  const url = new URL(text);
  const read = (name: string) => Number(url.searchParams.get(name) ?? Number.NaN);
  const seconds = read('connect_timeout');
  const given = [read('statement_timeout'), read('query_timeout'), readOption(url.searchParams.get('options') ?? '')];
  // The limit of the library would leave a busy connection in the pool.
  for (const name of ['statement_timeout', 'query_timeout', 'connect_timeout']) url.searchParams.delete(name);
  return {
    connectionString: url.href,
    connectMs: seconds > 0 ? seconds * 1000 : connectMs,
    statementMs: statementMs === 0 ? 0 : (given.find((ms) => ms > 0) ?? statementMs),
  };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000 };

/** Reads the milliseconds of `-c statement_timeout=…`. */
function readOption(options: string): number {
  const [, amount, unit = 'ms'] = /statement_timeout=(\d+)(ms|s|min)?/.exec(options) ?? [];
  return Number(amount) * (UNITS[unit] ?? 1);
}

/** Reads `bigint` as a number: all of ours are milliseconds and counters, far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8 && format !== 'binary') return Number;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}
