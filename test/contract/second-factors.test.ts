import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { secondFactorsContract } from './second-factors-contract.ts';

secondFactorsContract('SQLite', () => openStorage('sqlite::memory:'));
secondFactorsContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) secondFactorsContract('Postgres server', async () => openStorage(await newSchemaUrl()));
