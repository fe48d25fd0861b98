import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { webhooksContract } from './webhooks-contract.ts';

webhooksContract('SQLite', () => openStorage('sqlite::memory:'));
webhooksContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) webhooksContract('Postgres server', async () => openStorage(await newSchemaUrl()));
