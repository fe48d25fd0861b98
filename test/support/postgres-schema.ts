import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Creates an empty schema on the Postgres server that `POSTGRES_URL` names, and returns its URL. */
export async function newSchemaUrl(): Promise<string> {
  const url = new URL(process.env.POSTGRES_URL ?? '');
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.end();
  url.searchParams.set('options', `-c search_path=${schema}`);
  return url.href;
}
