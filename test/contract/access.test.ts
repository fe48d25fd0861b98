import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { accessContract } from './access-contract.ts';

accessContract('SQLite', () => openStorage('sqlite::memory:'));
accessContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) accessContract('Postgres server', async () => openStorage(await newSchemaUrl()));
