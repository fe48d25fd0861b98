import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { limitsContract } from './limits-contract.ts';

limitsContract('SQLite', () => openStorage('sqlite::memory:'));
limitsContract('Postgres', openPostgres);
