import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { auditLogContract } from './audit-log-contract.ts';

auditLogContract('SQLite', () => openStorage('sqlite::memory:'));
auditLogContract('Postgres', openPostgres);
