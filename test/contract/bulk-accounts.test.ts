import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { bulkAccountsContract } from './bulk-accounts-contract.ts';

bulkAccountsContract('SQLite', () => openStorage('sqlite::memory:'));
bulkAccountsContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) bulkAccountsContract('Postgres server', async () => openStorage(await newSchemaUrl()));
