import type { Kysely } from 'kysely';
import type { Tables } from './rows.ts';
import type { Storage, StorageOps } from './storage.ts';
import { TransactionConflict, toStorageError } from './storage-errors.ts';
import { sweepTables } from './sweep-tables.ts';
import { adminSessionsTable } from './tables/admin-sessions-table.ts';
import { attemptsTable } from './tables/attempts-table.ts';
import { auditLogTable } from './tables/audit-log-table.ts';
import { browserBuildsTable } from './tables/browser-builds-table.ts';
import { bulkAccountsTable } from './tables/bulk-accounts-table.ts';
import { challengesTable } from './tables/challenges-table.ts';
import { clientsTable } from './tables/clients-table.ts';
import { codesTable } from './tables/codes-table.ts';
import { devMessagesTable } from './tables/dev-messages-table.ts';
import { emailAddressesTable } from './tables/email-addresses-table.ts';
import { eventsTable } from './tables/events-table.ts';
import { externalAccountsTable } from './tables/external-accounts-table.ts';
import { handshakesTable } from './tables/handshakes-table.ts';
import { identifierTriesTable } from './tables/identifier-tries-table.ts';
import { jwtTemplatesTable } from './tables/jwt-templates-table.ts';
import { knownDevicesTable } from './tables/known-devices-table.ts';
import { listedIdentifiersTable } from './tables/listed-identifiers-table.ts';
import { nodesTable } from './tables/nodes-table.ts';
import { passkeysTable } from './tables/passkeys-table.ts';
import { phoneNumbersTable } from './tables/phone-numbers-table.ts';
import { profileImagesTable } from './tables/profile-images-table.ts';
import { rateLimitsTable } from './tables/rate-limits-table.ts';
import { secondFactorsTable } from './tables/second-factors-table.ts';
import { secretKeysTable } from './tables/secret-keys-table.ts';
import { sessionsTable } from './tables/sessions-table.ts';
import { settingsTable } from './tables/settings-table.ts';
import { statisticsTable } from './tables/statistics-table.ts';
import { ticketsTable } from './tables/tickets-table.ts';
import { usersTable } from './tables/users-table.ts';
import { waitlistTable } from './tables/waitlist-table.ts';
import { web3WalletsTable } from './tables/web3-wallets-table.ts';
import { webhookDeliveriesTable } from './tables/webhook-deliveries-table.ts';
import { webhookEndpointsTable } from './tables/webhook-endpoints-table.ts';

/** Times that a transaction runs again when the database rolled it back because it conflicted with another one. */
const RETRIES = 5;

/** Key of the row that {@link Storage.ping} writes. */
const PING_KEY = 'ping';

/**
 * Creates the storage port over a database. SQLite and Postgres differ in their Kysely dialect only.
 *
 * @param db open database whose schema is up to date
 * @param place the name of the database in messages, without a password
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
          // When the connection is lost the rollback fails too. The first error says more.
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
    ...adminSessionsTable(db),
    ...attemptsTable(db),
    ...auditLogTable(db),
    ...browserBuildsTable(db),
    ...bulkAccountsTable(db),
    ...challengesTable(db),
    ...clientsTable(db),
    ...codesTable(db),
    ...devMessagesTable(db),
    ...emailAddressesTable(db),
    ...eventsTable(db),
    ...externalAccountsTable(db),
    ...handshakesTable(db),
    ...identifierTriesTable(db),
    ...jwtTemplatesTable(db),
    ...knownDevicesTable(db),
    ...listedIdentifiersTable(db),
    ...nodesTable(db),
    ...passkeysTable(db),
    ...phoneNumbersTable(db),
    ...profileImagesTable(db),
    ...rateLimitsTable(db),
    ...secondFactorsTable(db),
    ...secretKeysTable(db),
    ...sessionsTable(db),
    ...settingsTable(db),
    ...statisticsTable(db),
    ...ticketsTable(db),
    ...usersTable(db),
    ...waitlistTable(db),
    ...web3WalletsTable(db),
    ...webhookDeliveriesTable(db),
    ...webhookEndpointsTable(db),
  };
}

/** Makes every operation throw the port's errors. Within a transaction, `transaction` does this. */
function guard(ops: StorageOps, rethrow: (error: unknown) => never): StorageOps {
  const guarded = Object.entries(ops).map(([name, operation]) => [
    name,
    (...args: unknown[]) => (operation as (...a: unknown[]) => Promise<unknown>)(...args).catch(rethrow),
  ]);
  return Object.fromEntries(guarded) as StorageOps;
}
