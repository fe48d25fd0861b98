import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { statisticsContract } from './statistics-contract.ts';

statisticsContract('SQLite', () => openStorage('sqlite::memory:'));
statisticsContract('Postgres', openPostgres);
