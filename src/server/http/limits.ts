const SECOND = 1_000;
const HOUR = 3_600_000;

/** Allows `max` hits at once, and then `max` per `windowMs` milliseconds, evenly; see `hitRateLimit` of the storage. */
export interface Limit {
  readonly max: number;
  readonly windowMs: number;
}

export interface Limits {
  /** New sign-ins and sign-ups from one address. */
  readonly createAttempt: Limit;
  /** Passwords, codes and changes from one address. */
  readonly attempt: Limit;
  /** Wrong passwords and codes from one address, for all accounts: attackers try lists of leaked passwords on each. */
  readonly wrongTries: Limit;
  /** Secret keys from one address that are not keys of the instance. Requests with a right key do not count. */
  readonly wrongSecretKeys: Limit;
  /** Handshakes of one address. Each one is a row for a minute. */
  readonly handshake: Limit;
  /** Codes that are sent for one address. */
  readonly prepare: Limit;
  /** The pause between two messages to one recipient. All addresses of a mailbox are one recipient. */
  readonly mailPause: Limit;
  /** Messages to one recipient in an hour. */
  readonly mailPerHour: Limit;
  /**
   * Text messages to a thousand adjacent numbers in an hour. More is fraud: the owner of the range is paid for each.
   */
  readonly smsPerRange: Limit;
  /**
   * Wrong codes for one identifier, from all addresses. A day of them finds a six-digit code less than once in 1,000.
   */
  readonly wrongCodes: Limit;
  /** Pictures that one user uploads. Each keeps a core busy for up to a second. */
  readonly pictures: Limit;
}

/**
 * The limits of production. Limits per address count an IPv4 address or an IPv6 network. A whole office may share one,
 * so these limits stop floods alone. The limits per account and per recipient protect accounts.
 */
export const LIMITS: Limits = {
  createAttempt: { max: 50, windowMs: 10 * SECOND },
  attempt: { max: 50, windowMs: 10 * SECOND },
  wrongTries: { max: 200, windowMs: HOUR },
  wrongSecretKeys: { max: 60, windowMs: 60 * SECOND },
  handshake: { max: 300, windowMs: 10 * SECOND },
  prepare: { max: 30, windowMs: 60 * SECOND },
  mailPause: { max: 1, windowMs: 30 * SECOND },
  mailPerHour: { max: 5, windowMs: HOUR },
  smsPerRange: { max: 30, windowMs: HOUR },
  wrongCodes: { max: 40, windowMs: HOUR },
  pictures: { max: 20, windowMs: HOUR },
};

const NO_LIMIT: Limit = { max: 1_000_000, windowMs: SECOND };

/** No limits, for the emulator: all requests of all tests come from one address. */
export const NO_LIMITS: Limits = {
  createAttempt: NO_LIMIT,
  attempt: NO_LIMIT,
  wrongTries: NO_LIMIT,
  wrongSecretKeys: NO_LIMIT,
  handshake: NO_LIMIT,
  prepare: NO_LIMIT,
  mailPause: NO_LIMIT,
  mailPerHour: NO_LIMIT,
  smsPerRange: NO_LIMIT,
  wrongCodes: NO_LIMIT,
  pictures: NO_LIMIT,
};
