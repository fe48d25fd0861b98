import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

const BUSY_MS = 5_000;
/** Milliseconds SQLite itself may wait, which blocks the process. Longer waits use the event loop. */
const BLOCKING_MS = 5;
const RETRY_MS = 5;
const SQLITE_BUSY = 5;
/** Statements kept prepared. The server has far fewer, but each length of a list of ids makes another one. */
const STATEMENT_CACHE = 300;

/**
 * Kysely dialect over `node:sqlite`. It has one connection, which Kysely gives to one caller at a time.
 *
 * A commit is on the disk when it is acknowledged (`synchronous=FULL`) and does not block readers in other processes
 * (WAL). Every transaction takes the write lock when it begins, so that it cannot fail later because another process
 * wrote first.
 *
 * SQLite has no booleans. This dialect writes `true` and `false` as 1 and 0, and reads a column that the schema declares
 * as `boolean` as one, so that rows are the same as on Postgres.
 *
 * @param path file, or `:memory:`
 * @param busyMs milliseconds to wait for another process that writes, before the database counts as unavailable
 */
export function sqliteDialect(path: string, busyMs: number = BUSY_MS): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(path, busyMs),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class SqliteDriver implements Driver {
  readonly #path: string;
  readonly #busyMs: number;
  #connection: SqliteConnection | undefined;
  constructor(path: string, busyMs: number) {
    this.#path = path;
    this.#busyMs = busyMs;
  }

  async init(): Promise<void> {
    this.#connection = new SqliteConnection(await open(this.#path, this.#busyMs), this.#busyMs);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#connection) throw new Error('The database is closed.');
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
  }
}

interface Prepared {
  statement: StatementSync;
  /** Whether it returns rows: a `select`, or a write with `returning`. */
  isReader: boolean;
  /** Names of the result columns that the schema declares as `boolean`. */
  flags: readonly string[];
}

class SqliteConnection implements DatabaseConnection {
  readonly #db: DatabaseSync;
  readonly #busyMs: number;
  readonly #statements = new Map<string, Prepared>();
  /** When, by `performance.now`, another process was first found to write; 0 = none does. */
  #busySince = 0;
  constructor(db: DatabaseSync, busyMs: number) {
    this.#db = db;
    this.#busyMs = busyMs;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { statement, isReader, flags } = this.#prepare(sql);
    const values = parameters.map(toStored);
    return this.#patiently(() => {
      if (isReader) return { rows: withBooleans(statement.all(...values), flags) as R[] };
      return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
    });
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not used.');
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  /**
   * Retries while another process writes, which cannot happen inside a transaction. The limit counts from the first
   * statement that had to wait. Otherwise the last statement of a queue would wait once for each one before it.
   */
  async #patiently<T>(run: () => T): Promise<T> {
    for (;;) {
      try {
        const result = run();
        this.#busySince = 0;
        return result;
      } catch (error) {
        const isBusy = (error as { errcode?: number }).errcode === SQLITE_BUSY;
        if (!isBusy || this.#db.isTransaction) throw error;
        this.#busySince ||= performance.now();
        if (performance.now() - this.#busySince >= this.#busyMs) throw error;
        await pause();
      }
    }
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    const columns = statement.columns();
    const flags = columns.filter(({ type }) => type === 'boolean').map(({ name }) => name);
    const prepared = { statement, isReader: columns.length > 0, flags };
    if (this.#statements.size >= STATEMENT_CACHE) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

/** SQLite has no booleans: it stores 0 or 1. */
function toStored(value: unknown): SQLInputValue {
  return typeof value === 'boolean' ? Number(value) : (value as SQLInputValue);
}

function withBooleans(rows: Record<string, unknown>[], flags: readonly string[]): Record<string, unknown>[] {
  for (const row of rows) {
    for (const flag of flags) if (row[flag] !== null) row[flag] = row[flag] === 1;
  }
  return rows;
}

async function open(path: string, busyMs: number): Promise<DatabaseSync> {
  const db = new DatabaseSync(path, { timeout: BLOCKING_MS, enableForeignKeyConstraints: true });
  // The switch to WAL needs the file exclusively for a moment, and another node may be starting at the same time.
  for (let waited = 0; ; waited += RETRY_MS) {
    try {
      db.exec('pragma journal_mode = wal');
      break;
    } catch (error) {
      if (waited >= busyMs) throw error;
      await pause();
    }
  }
  db.exec('pragma synchronous = full');
  db.exec('pragma cache_size = -16000');
  db.exec('pragma temp_store = memory');
  return db;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, RETRY_MS));
}
