import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { oneTimeValuesContract } from './one-time-values-contract.ts';

oneTimeValuesContract('SQLite', () => openStorage('sqlite::memory:'));
oneTimeValuesContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) oneTimeValuesContract('Postgres server', async () => openStorage(await newSchemaUrl()));
