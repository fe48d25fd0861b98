import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { auditLogContract } from './audit-log-contract.ts';

auditLogContract('SQLite', () => openStorage('sqlite::memory:'));
auditLogContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) auditLogContract('Postgres server', async () => openStorage(await newSchemaUrl()));
