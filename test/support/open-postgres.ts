import pg from 'pg';
import { openStorage } from '../../src/server/storage/open-storage.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { newPgliteSchema, openPgliteSchema } from './pglite-storage.ts';
import { newSchemaUrl } from './postgres-schema.ts';

/** A schema on which migrations ran, with empty tables. */
interface Schema {
  open(): Promise<Storage>;
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

/** Schemas that no test uses now. To empty the tables of one takes a tenth of the time that its migrations take. */
const free: Schema[] = [];

/**
 * Opens a storage on the Postgres server that `POSTGRES_URL` names, else on Postgres inside this process. Its tables are
 * empty. Another test gets its schema after it was closed.
 */
export async function openPostgres(): Promise<Storage> {
  const schema = free.pop() ?? (process.env.POSTGRES_URL ? await serverSchema() : await pgliteSchema());
  const storage = await schema.open();
  const close = async () => {
    await storage.close();
    await schema.exec(EMPTY_ALL_TABLES);
    free.push(schema);
  };
  return { ...storage, close };
}

async function serverSchema(): Promise<Schema> {
  const url = await newSchemaUrl();
  return {
    open: () => openStorage(url),
    async exec(sql) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
  };
}

async function pgliteSchema(): Promise<Schema> {
  const schema = await newPgliteSchema();
  return { open: () => openPgliteSchema(schema), exec: schema.exec };
}
