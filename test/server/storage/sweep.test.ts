import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { openDialect } from '../../../src/server/storage/open-storage.ts';
import { sqliteDialect } from '../../../src/server/storage/sqlite.ts';
import { SWEEP_BATCH } from '../../../src/server/storage/sweep-tables.ts';

const NOW = Date.UTC(2030, 0, 1);
const YEAR = 365 * 86_400_000;
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-sweep-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The dialect, which reports how many rows each statement returned or changed. */
function counting(dialect: Dialect, note: (rows: number, sql: string) => void): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () =>
      new Proxy(dialect.createDriver(), {
        get(driver: Driver, name) {
          const value: unknown = Reflect.get(driver, name);
          if (name === 'acquireConnection') return async () => watched(await driver.acquireConnection());
          return typeof value === 'function' ? value.bind(driver) : value;
        },
      }),
  };
  function watched(connection: DatabaseConnection): DatabaseConnection {
    return {
      streamQuery: connection.streamQuery,
      async executeQuery(query) {
        const result = await connection.executeQuery<never>(query);
        note(Math.max(result.rows.length, Number(result.numAffectedRows ?? 0)), query.sql);
        return result;
      },
    };
  }
}

/** A database with thousands of clients, attempts and sessions, of which every second is stale. */
async function open(name: string) {
  const file = path.join(folder, name);
  const statements: { rows: number; sql: string }[] = [];
  const dialect = counting(sqliteDialect(file), (rows, sql) => statements.push({ rows, sql }));
  const storage = await openDialect(dialect, undefined, name);
  const db = new DatabaseSync(file);
  const count = (table: string) => Number(db.prepare(`select count(*) as n from ${table}`).get()?.n);
  const client = { token_hash: '', created_at: 0, cookie_expires_at: NOW + YEAR };
  const columns = db.prepare('pragma table_info(clients)').all() as {
    name: string;
    notnull: number;
    dflt_value: unknown;
  }[];
  const needed = columns
    .filter(({ notnull, dflt_value }) => notnull && dflt_value === null)
    .map((column) => column.name);
  const insert = db.prepare(
    `insert into clients (id, ${needed.filter((each) => each !== 'id').join(', ')}) values (?, ${needed
      .filter((each) => each !== 'id')
      .map(() => '?')
      .join(', ')})`,
  );
  db.exec('begin');
  for (let i = 0; i < 6_000; i++) {
    const values: Record<string, string | number> = {
      ...client,
      token_hash: `hash ${i}`,
      updated_at: i % 2 ? NOW : NOW - YEAR,
    };
    const row = needed.filter((each) => each !== 'id').map((each) => values[each] ?? 0);
    insert.run(`client_${String(i).padStart(6, '0')}`, ...row);
  }
  const code = db.prepare(
    `insert into codes (id, purpose, subject, identifier, mac, tries, expires_at, created_at) values (?, 'sign_in', ?, '', '', 0, ?, 0)`,
  );
  for (let i = 0; i < 3_000; i++) code.run(`code_${i}`, `sia_${i}`, NOW - YEAR);
  db.exec('commit');
  statements.length = 0;
  return { storage, statements, count, db };
}

describe('the sweep', () => {
  it('each statement of a sweep looks at few rows, and the sweep deletes all stale ones', async () => {
    const { storage, statements, count, db } = await open('many.db');
    await storage.sweep(NOW);
    assert.deepEqual([count('clients'), count('codes')], [3_000, 0]);
    assert.ok(statements.every(({ rows }) => rows <= SWEEP_BATCH));
    // A statement without a limit would show up here.
    for (const { sql } of statements) assert.match(sql, /limit \?|<= \?/, sql);
    db.close();
    await storage.close();
  });

  it('requests run between the statements of a sweep', async () => {
    const { storage, statements, db } = await open('room.db');
    const swept = new AbortController();
    const sweep = storage.sweep(NOW).then(() => swept.abort());
    let answered = 0;
    while (!swept.signal.aborted) {
      await storage.getSetting('any');
      answered++;
      // Like a request, it arrives with a turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await sweep;
    const between = statements.filter(({ sql }) => sql.includes('"settings"')).length;
    assert.equal(between, answered);
    assert.ok(answered > 10, `${answered} were answered`);
    db.close();
    await storage.close();
  });

  it('a sweep ends between two statements when the server stops', async () => {
    const { storage, statements, count, db } = await open('stop.db');
    await storage.sweep(NOW, () => statements.length >= 6);
    assert.ok(count('clients') === 6_000 && statements.length <= 8);
    db.close();
    await storage.close();
  });
});
