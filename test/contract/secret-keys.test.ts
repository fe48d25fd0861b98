import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPostgres } from '../support/open-postgres.ts';
import { secretKeysContract } from './secret-keys-contract.ts';

secretKeysContract('SQLite', () => openStorage('sqlite::memory:'));
secretKeysContract('Postgres', openPostgres);
