import type { Kysely } from 'kysely';
import type { Tables } from './rows.ts';
import type { Storage, StorageOps } from './storage.ts';
import { TransactionConflict, toStorageError } from './storage-errors.ts';
import { sweepTables } from './sweep-tables.ts';
import { attemptsTable } from './tables/attempts-table.ts';
import { browserBuildsTable } from './tables/browser-builds-table.ts';
import { clientsTable } from './tables/clients-table.ts';
import { codesTable } from './tables/codes-table.ts';
import { devMessagesTable } from './tables/dev-messages-table.ts';
import { emailAddressesTable } from './tables/email-addresses-table.ts';
import { identifierTriesTable } from './tables/identifier-tries-table.ts';
import { limitsTable } from './tables/limits-table.ts';
import { nodesTable } from './tables/nodes-table.ts';
import { sessionsTable } from './tables/sessions-table.ts';
import { settingsTable } from './tables/settings-table.ts';
import { challengesTable } from './tables/challenges-table.ts';
import { externalAccountsTable } from './tables/external-accounts-table.ts';
import { passkeysTable } from './tables/passkeys-table.ts';
import { phoneNumbersTable } from './tables/phone-numbers-table.ts';
import { secondFactorsTable } from './tables/second-factors-table.ts';
import { ticketsTable } from './tables/tickets-table.ts';
import { web3WalletsTable } from './tables/web3-wallets-table.ts';
import { usersTable } from './tables/users-table.ts';

/** Times a transaction is run again when the database undid it in favour of another one. */
const RETRIES = 5;

/** Key of the row that {@link Storage.ping} writes. */
const PING_KEY = 'ping';

/**
 * The storage port on SQLite and on Postgres: the dialect is the only difference.
 *
 * @param db open database whose schema is up to date
 * @param place what the database is called in messages, without a password
 */
export function kyselyStorage(db: Kysely<Tables>, place: string): Storage {
  const rethrow = (error: unknown): never => {
    throw toStorageError(error, place);
  };
  return {
    ...guard(operations(db), rethrow),
    async transaction(work) {
      for (let left = RETRIES; ; left--) {
        let fault: { error: unknown } | undefined;
        try {
          return await db.transaction().execute((tx) =>
            work(operations(tx)).catch((error: unknown) => {
              fault = { error };
              throw error;
            }),
          );
        } catch (error) {
          // A rollback that fails as well, on a connection that is gone, says less than what failed first.
          const cause = toStorageError(fault ? fault.error : error, place);
          if (!(cause instanceof TransactionConflict) || left === 0) throw cause;
        }
      }
    },
    sweep: (now, isOver) => sweepTables(db, now, isOver).catch(rethrow),
    async ping() {
      const value = String(Date.now());
      await db
        .insertInto('settings')
        .values({ key: PING_KEY, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
        .catch(rethrow);
    },
    close: () => db.destroy(),
  };
}

function operations(db: Kysely<Tables>): StorageOps {
  return {
    ...clientsTable(db),
    ...usersTable(db),
    ...emailAddressesTable(db),
    ...sessionsTable(db),
    ...attemptsTable(db),
    ...codesTable(db),
    ...limitsTable(db),
    ...identifierTriesTable(db),
    ...settingsTable(db),
    ...devMessagesTable(db),
    ...browserBuildsTable(db),
    ...nodesTable(db),
    ...web3WalletsTable(db),
    ...ticketsTable(db),
    ...secondFactorsTable(db),
    ...phoneNumbersTable(db),
    ...passkeysTable(db),
    ...externalAccountsTable(db),
    ...challengesTable(db),
  };
}

/** Lets every operation throw the port's errors. Inside a transaction the transaction does it. */
function guard(ops: StorageOps, rethrow: (error: unknown) => never): StorageOps {
  const guarded = Object.entries(ops).map(([name, operation]) => [
    name,
    (...args: unknown[]) => (operation as (...a: unknown[]) => Promise<unknown>)(...args).catch(rethrow),
  ]);
  return Object.fromEntries(guarded) as StorageOps;
}
