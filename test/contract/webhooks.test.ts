import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { webhooksContract } from './webhooks-contract.ts';

webhooksContract('SQLite', () => openStorage('sqlite::memory:'));
webhooksContract('Postgres', openPostgres);
