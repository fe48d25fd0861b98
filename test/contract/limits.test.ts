import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { limitsContract } from './limits-contract.ts';

limitsContract('SQLite', () => openStorage('sqlite::memory:'));
limitsContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) limitsContract('Postgres server', async () => openStorage(await newSchemaUrl()));
