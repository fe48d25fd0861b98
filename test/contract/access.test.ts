import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { accessContract } from './access-contract.ts';

accessContract('SQLite', () => openStorage('sqlite::memory:'));
accessContract('Postgres', openPostgres);
