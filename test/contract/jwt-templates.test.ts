import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { jwtTemplatesContract } from './jwt-templates-contract.ts';

jwtTemplatesContract('SQLite', () => openStorage('sqlite::memory:'));
jwtTemplatesContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) jwtTemplatesContract('Postgres server', async () => openStorage(await newSchemaUrl()));
