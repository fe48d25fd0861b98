import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Seconds for a connection and for a statement. With a server's own limits, fifty requests at once fail on a slow machine. */
const PATIENCE_S = 300;

/** Creates an empty schema on the Postgres server that `POSTGRES_URL` names, and returns its URL. */
export async function newSchemaUrl(): Promise<string> {
  const url = new URL(process.env.POSTGRES_URL ?? '');
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.end();
  url.searchParams.set('options', `-c search_path=${schema}`);
  url.searchParams.set('connect_timeout', String(PATIENCE_S));
  url.searchParams.set('statement_timeout', String(PATIENCE_S * 1000));
  return url.href;
}
