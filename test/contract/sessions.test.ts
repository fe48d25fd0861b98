import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { sessionsContract } from './sessions-contract.ts';

sessionsContract('SQLite', () => openStorage('sqlite::memory:'));
sessionsContract('Postgres', openPostgres);
