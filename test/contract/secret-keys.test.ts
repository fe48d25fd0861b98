import { openStorage } from '../../src/server/storage/open-storage.ts';
import { openPgliteStorage } from '../support/pglite-storage.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import { secretKeysContract } from './secret-keys-contract.ts';

secretKeysContract('SQLite', () => openStorage('sqlite::memory:'));
secretKeysContract('Postgres', openPgliteStorage);
if (process.env.POSTGRES_URL) secretKeysContract('Postgres server', async () => openStorage(await newSchemaUrl()));
