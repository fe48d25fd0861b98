export type UniqueField =
  | 'email_address'
  | 'phone_number'
  | 'web3_wallet'
  | 'external_account'
  | 'passkey'
  | 'username'
  | 'external_id'
  | 'challenge'
  | 'other';

/** Another row has this value already. Of several parallel writers, the database lets one win. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  readonly field: UniqueField;
  constructor(field: UniqueField, options?: ErrorOptions) {
    super(`The ${field} is taken.`, options);
    this.field = field;
  }
}

/** The row that a new one would belong to is gone: its user was deleted, or its session or client has ended. */
export class OwnerGone extends Error {
  override readonly name = 'OwnerGone';
}

/**
 * The database cannot be used now: it is unreachable, does not answer, is read-only, full or damaged. A later try may
 * succeed. The message is for the operator: it names the reason and the database, never a password or a value.
 */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** The database rolled the transaction back because it conflicted with another one. Run it again. */
export class TransactionConflict extends Error {
  override readonly name = 'TransactionConflict';
}

interface DriverError {
  code?: unknown;
  errcode?: unknown;
  message?: unknown;
  constraint?: unknown;
}

const SQLITE_UNIQUE = 2067;
const SQLITE_PRIMARY_KEY = 1555;
const SQLITE_FOREIGN_KEY = 787;
/** Primary result codes that are about the file or the disk, not about the statement. */
const SQLITE_AWAY: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  26: 'SQLITE_NOTADB',
};
/**
 * SQLSTATE codes that are about the server, not about the statement
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html): connection (08), a read-only server (25006), time
 * limits of the session (25P03, 25P04), recovery (55000), who may connect (28, 3D, 42501), resources (53), a lock or
 * statement that took too long (55P03, 57014), operator (57P), the system (58) and a damaged file (XX001, XX002).
 */
const POSTGRES_AWAY = /^(08|25006|25P03|25P04|28|3D|42501|53|55000|55P03|57014|57P|58|XX00[12])/;
const NETWORK_AWAY =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|EACCES|ENOENT|CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_)/;
/** Messages of errors of the `pg` library, which have no code. */
const LIBRARY_AWAY =
  /^(Connection terminated|timeout e|Client (has encountered a connection error|was closed)|The server does not support SSL|Cannot use a pool)/;

/** Whether the error says that another row has the value already. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = (error ?? {}) as DriverError;
  return errcode === SQLITE_UNIQUE || errcode === SQLITE_PRIMARY_KEY || code === '23505';
}

/** Whether the server or the network failed, not the statement. The connection is not used again then. */
export function isAway(error: unknown): boolean {
  const { code, errcode, message } = (error ?? {}) as DriverError;
  if (typeof errcode === 'number') return (errcode & 0xff) in SQLITE_AWAY;
  if (typeof code === 'string') return POSTGRES_AWAY.test(code) || NETWORK_AWAY.test(code);
  return LIBRARY_AWAY.test(String(message));
}

/**
 * Converts an error of a driver to one of the port. Returns any other error unchanged.
 *
 * @param place the name of the database in messages, without a password
 */
export function toStorageError(error: unknown, place: string): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const { code, errcode, message, constraint } = error as DriverError;
  if (isUniqueViolation(error)) {
    return new UniqueViolation(fieldOf(`${String(constraint ?? '')} ${String(message ?? '')}`), { cause: error });
  }
  if (errcode === SQLITE_FOREIGN_KEY || code === '23503') {
    return new OwnerGone('The row that this one belongs to is gone.', { cause: error });
  }
  if (code === '40001' || code === '40P01')
    return new TransactionConflict('The transaction was undone.', { cause: error });
  if (!isAway(error)) return error;
  return new StorageUnavailable(`The database (${place}) cannot be used: ${reasonOf(error)}.`, { cause: error });
}

/** The driver's message and code. The messages of {@link isAway} errors name hosts, users and files, never values. */
function reasonOf(error: DriverError): string {
  const { code, errcode, message } = error;
  const name = typeof errcode === 'number' ? SQLITE_AWAY[errcode & 0xff] : code;
  // When every address of a host has failed, the error has a list of errors and no message.
  const words = String(message || (error as { errors?: Error[] }).errors?.map((each) => each.message).join(', '));
  return [words.replace(/\.$/, ''), typeof name === 'string' && !words.includes(name) ? `(${name})` : '']
    .filter(Boolean)
    .join(' ');
}

function fieldOf(text: string): UniqueField {
  // SQLite names the column, Postgres the constraint.
  if (/users\.external_id|users_outside_id/.test(text)) return 'external_id';
  if (text.includes('challenges')) return 'challenge';
  if (text.includes('phone')) return 'phone_number';
  if (text.includes('wallet')) return 'web3_wallet';
  if (text.includes('external')) return 'external_account';
  if (text.includes('passkey')) return 'passkey';
  if (text.includes('email')) return 'email_address';
  return text.includes('username') ? 'username' : 'other';
}
