import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { eventsContract } from './events-contract.ts';

eventsContract('SQLite', () => openStorage('sqlite::memory:'));
eventsContract('Postgres', openPostgres);
