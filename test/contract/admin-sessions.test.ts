import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { adminSessionsContract } from './admin-sessions-contract.ts';

adminSessionsContract('SQLite', () => openStorage('sqlite::memory:'));
adminSessionsContract('Postgres', openPostgres);
