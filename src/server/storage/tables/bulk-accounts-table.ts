import type { Kysely } from 'kysely';
import type {
  BackupCodeRow,
  EmailAddressRow,
  EventRow,
  ExternalAccountRow,
  PhoneNumberRow,
  Tables,
  TotpRow,
  UserRow,
  Web3WalletRow,
} from '../rows.ts';

/** Everything that is stored of one account that an import creates. */
export interface AccountRows {
  user: UserRow;
  emails: readonly EmailAddressRow[];
  phones: readonly PhoneNumberRow[];
  wallets: readonly Web3WalletRow[];
  externalAccounts: readonly ExternalAccountRow[];
  totp: TotpRow | null;
  backupCodes: readonly BackupCodeRow[];
  /** The first events of the user. No consumer gets them. */
  events: readonly EventRow[];
}

/** Values that only one user can have. */
export interface UniqueKeys {
  userIds: readonly string[];
  externalIds: readonly string[];
  usernameKeys: readonly string[];
  emailKeys: readonly string[];
  phones: readonly string[];
  wallets: readonly string[];
  /** The providers' ids of people. */
  providerUserIds: readonly string[];
}

/** Who has some of these values. Unverified addresses and numbers are nobody's. */
export interface Owners {
  users: Pick<UserRow, 'id' | 'external_id' | 'username_key'>[];
  emails: Pick<EmailAddressRow, 'user_id' | 'email_key'>[];
  phones: Pick<PhoneNumberRow, 'user_id' | 'phone'>[];
  wallets: Pick<Web3WalletRow, 'user_id' | 'address'>[];
  externalAccounts: Pick<ExternalAccountRow, 'user_id' | 'provider' | 'provider_user_id'>[];
}

/** What imports and exports need: many accounts at once. */
export interface BulkAccountOps {
  /**
   * Inserts accounts, a table at a time.
   *
   * @throws {UniqueViolation} when somebody has a value of one of them; the transaction is lost then
   */
  insertAccounts(accounts: readonly AccountRows[]): Promise<void>;
  findOwners(keys: UniqueKeys): Promise<Owners>;
  /** Lists users in the order of their ids. @param id the last one of the page before; empty for the first page */
  listUsersBehind(id: string, limit: number): Promise<UserRow[]>;
}

/** Rows of one statement: SQLite takes 32,766 values. */
const MOST_ROWS = 500;

export function bulkAccountsTable(db: Kysely<Tables>): BulkAccountOps {
  const insert = async <Name extends keyof Tables>(table: Name, rows: readonly Tables[Name][]): Promise<void> => {
    for (let at = 0; at < rows.length; at += MOST_ROWS) {
      await db
        .insertInto(table)
        .values(rows.slice(at, at + MOST_ROWS) as never)
        .execute();
    }
  };
  return {
    async insertAccounts(accounts) {
      await insert(
        'users',
        accounts.map(({ user }) => user),
      );
      await insert(
        'email_addresses',
        accounts.flatMap(({ emails }) => emails),
      );
      await insert(
        'phone_numbers',
        accounts.flatMap(({ phones }) => phones),
      );
      await insert(
        'web3_wallets',
        accounts.flatMap(({ wallets }) => wallets),
      );
      await insert(
        'external_accounts',
        accounts.flatMap(({ externalAccounts }) => externalAccounts),
      );
      await insert(
        'totps',
        accounts.flatMap(({ totp }) => (totp ? [totp] : [])),
      );
      await insert(
        'backup_codes',
        accounts.flatMap(({ backupCodes }) => backupCodes),
      );
      await insert(
        'events',
        accounts.flatMap(({ events }) => events),
      );
    },
    async findOwners(keys) {
      const users = db.selectFrom('users').select(['id', 'external_id', 'username_key']);
      const byUser = users.where(({ eb, or }) =>
        or([
          ...(keys.userIds.length > 0 ? [eb('id', 'in', keys.userIds)] : []),
          ...(keys.externalIds.length > 0 ? [eb('external_id', 'in', keys.externalIds)] : []),
          ...(keys.usernameKeys.length > 0 ? [eb('username_key', 'in', keys.usernameKeys)] : []),
        ]),
      );
      const isEmpty = keys.userIds.length + keys.externalIds.length + keys.usernameKeys.length === 0;
      const emails = db.selectFrom('email_addresses').select(['user_id', 'email_key']).where('verified', '=', true);
      const phones = db.selectFrom('phone_numbers').select(['user_id', 'phone']).where('verified', '=', true);
      const wallets = db.selectFrom('web3_wallets').select(['user_id', 'address']).where('verified', '=', true);
      const accounts = db.selectFrom('external_accounts').select(['user_id', 'provider', 'provider_user_id']);
      return {
        users: isEmpty ? [] : await byUser.execute(),
        emails: keys.emailKeys.length === 0 ? [] : await emails.where('email_key', 'in', keys.emailKeys).execute(),
        phones: keys.phones.length === 0 ? [] : await phones.where('phone', 'in', keys.phones).execute(),
        wallets: keys.wallets.length === 0 ? [] : await wallets.where('address', 'in', keys.wallets).execute(),
        externalAccounts:
          keys.providerUserIds.length === 0
            ? []
            : await accounts.where('provider_user_id', 'in', keys.providerUserIds).execute(),
      };
    },
    listUsersBehind: (id, limit) =>
      db.selectFrom('users').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute(),
  };
}
