import { after } from 'node:test';
import pg from 'pg';
import { openStorage } from '../../src/server/storage/open-storage.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { newPgliteSchema, openPgliteSchema } from './pglite-storage.ts';
import { newSchemaUrl } from './postgres-schema.ts';

/** A schema on which migrations ran, and its connections. */
interface Database {
  readonly storage: Storage;
  exec(sql: string): Promise<unknown>;
}

/** Foreign keys do not count, so the order of the tables does not matter. */
const EMPTY_ALL_TABLES = `
set session_replication_role = replica;
do $$
declare name text;
begin
  for name in select tablename from pg_tables where schemaname = current_schema() and tablename <> 'schema_migrations' loop
    execute format('delete from %I', name);
  end loop;
end $$;
set session_replication_role = origin;`;

/** Databases that no test uses now. Migrations and new connections take twenty times as long as deleting the rows of a test. */
const free: Database[] = [];
let server: pg.Client | undefined;
after(async () => {
  for (const { storage } of free) await storage.close();
  await server?.end();
});

/**
 * Opens a storage on the Postgres server that `POSTGRES_URL` names, else on Postgres inside this process. Its tables are
 * empty. When a test closes it, another one gets it.
 */
export async function openPostgres(): Promise<Storage> {
  const database = free.pop() ?? (process.env.POSTGRES_URL ? await openOnServer() : await openInProcess());
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await database.exec(EMPTY_ALL_TABLES);
    free.push(database);
  };
  return { ...database.storage, close };
}

async function openOnServer(): Promise<Database> {
  const url = await newSchemaUrl();
  const storage = await openStorage(url);
  if (!server) {
    server = new pg.Client({ connectionString: process.env.POSTGRES_URL });
    await server.connect();
  }
  const client = server;
  const path = /search_path=(\w+)/.exec(decodeURIComponent(url))?.[1];
  return { storage, exec: (sql) => client.query(`set search_path to ${path}; ${sql}`) };
}

async function openInProcess(): Promise<Database> {
  const schema = await newPgliteSchema();
  return { storage: await openPgliteSchema(schema), exec: schema.exec };
}
