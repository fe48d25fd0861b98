import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { eventsContract } from './events-contract.ts';

eventsContract('SQLite', () => openStorage('sqlite::memory:'));
eventsContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) eventsContract('Postgres server', async () => openStorage(await newSchemaUrl()));
