import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { statisticsContract } from './statistics-contract.ts';

statisticsContract('SQLite', () => openStorage('sqlite::memory:'));
statisticsContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) statisticsContract('Postgres server', async () => openStorage(await newSchemaUrl()));
