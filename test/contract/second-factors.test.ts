import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { secondFactorsContract } from './second-factors-contract.ts';

secondFactorsContract('SQLite', () => openStorage('sqlite::memory:'));
secondFactorsContract('Postgres', openPostgres);
