import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { jwtTemplatesContract } from './jwt-templates-contract.ts';

jwtTemplatesContract('SQLite', () => openStorage('sqlite::memory:'));
jwtTemplatesContract('Postgres', openPostgres);
