import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { oneTimeValuesContract } from './one-time-values-contract.ts';

oneTimeValuesContract('SQLite', () => openStorage('sqlite::memory:'));
oneTimeValuesContract('Postgres', openPostgres);
