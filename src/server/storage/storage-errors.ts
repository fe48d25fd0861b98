export type UniqueField =
  | 'email_address'
  | 'phone_number'
  | 'web3_wallet'
  | 'external_account'
  | 'passkey'
  | 'username'
  | 'other';

/** Another row holds this value already; the database decided the race. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  readonly field: UniqueField;
  constructor(field: UniqueField, options?: ErrorOptions) {
    super(`The ${field} is taken.`, options);
    this.field = field;
  }
}

/** The database cannot be reached or is too busy; trying again later may help. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** The database undid a transaction in favour of another one: run it again. */
export class TransactionConflict extends Error {
  override readonly name = 'TransactionConflict';
}

interface DriverError {
  code?: unknown;
  errcode?: unknown;
  message?: unknown;
  constraint?: unknown;
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_UNIQUE = 2067;
const SQLITE_PRIMARY_KEY = 1555;
/** Classes of SQLSTATE that mean the server is away: connection, resources, operator intervention. */
const POSTGRES_AWAY = /^(08|53|57P)/;
const NETWORK_AWAY = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENETUNREACH)/;

/** Turns a driver's error into one of the port's; an unknown one is given back as it is. */
export function toStorageError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const { code, errcode, message, constraint } = error as DriverError;
  const text = `${String(constraint ?? '')} ${String(message ?? '')}`;
  if (errcode === SQLITE_UNIQUE || errcode === SQLITE_PRIMARY_KEY || code === '23505') {
    return new UniqueViolation(fieldOf(text), { cause: error });
  }
  if (code === '40001' || code === '40P01')
    return new TransactionConflict('The transaction was undone.', { cause: error });
  const isAway =
    (typeof errcode === 'number' &&
      [SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN].includes(errcode & 0xff)) ||
    (typeof code === 'string' && (POSTGRES_AWAY.test(code) || NETWORK_AWAY.test(code))) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      String(message),
    );
  return isAway ? new StorageUnavailable('The database cannot be reached.', { cause: error }) : error;
}

function fieldOf(text: string): UniqueField {
  if (text.includes('phone')) return 'phone_number';
  if (text.includes('wallet')) return 'web3_wallet';
  if (text.includes('external')) return 'external_account';
  if (text.includes('passkey')) return 'passkey';
  if (text.includes('email')) return 'email_address';
  return text.includes('username') ? 'username' : 'other';
}
