import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { bulkAccountsContract } from './bulk-accounts-contract.ts';

bulkAccountsContract('SQLite', () => openStorage('sqlite::memory:'));
bulkAccountsContract('Postgres', openPostgres);
