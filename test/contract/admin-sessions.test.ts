import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { adminSessionsContract } from './admin-sessions-contract.ts';

adminSessionsContract('SQLite', () => openStorage('sqlite::memory:'));
adminSessionsContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) adminSessionsContract('Postgres server', async () => openStorage(await newSchemaUrl()));
