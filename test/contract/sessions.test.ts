import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { sessionsContract } from './sessions-contract.ts';

sessionsContract('SQLite', () => openStorage('sqlite::memory:'));
sessionsContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) sessionsContract('Postgres server', async () => openStorage(await newSchemaUrl()));
