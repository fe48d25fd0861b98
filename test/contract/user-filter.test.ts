import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { userFilterContract } from './user-filter-contract.ts';

userFilterContract('SQLite', () => openStorage('sqlite::memory:'));
userFilterContract('Postgres', openPostgres);
