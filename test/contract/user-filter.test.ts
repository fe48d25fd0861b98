import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { userFilterContract } from './user-filter-contract.ts';

userFilterContract('SQLite', () => openStorage('sqlite::memory:'));
userFilterContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) userFilterContract('Postgres server', async () => openStorage(await newSchemaUrl()));
