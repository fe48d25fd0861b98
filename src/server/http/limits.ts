const SECOND = 1_000;
const HOUR = 3_600_000;

/** At most `max` hits at once, then evenly `max` per `windowMs` milliseconds; see `hitRateLimit` of the storage. */
export interface Limit {
  readonly max: number;
  readonly windowMs: number;
}

export interface Limits {
  /** New sign-ins and sign-ups of one address. */
  readonly createAttempt: Limit;
  /** Passwords, codes and sign-up changes of one address. */
  readonly attempt: Limit;
  /** Wrong passwords and codes from one address, for all accounts together: it stops lists of leaked passwords. */
  readonly wrongTries: Limit;
  /** Codes that one address asks for. */
  readonly prepare: Limit;
  /** Messages to one recipient: the pause between two of them. All addresses of a mailbox are one recipient. */
  readonly mailPause: Limit;
  /** Messages to one recipient in an hour. */
  readonly mailPerHour: Limit;
  /** Text messages to a thousand neighboring numbers in an hour, for all clients together: more of them is pumping. */
  readonly smsPerRange: Limit;
  /** Wrong codes for one identifier, from all clients: a day of them finds a six-digit code less than once in 1,000. */
  readonly wrongCodes: Limit;
}

/**
 * The limits of production. Limits per address are counted for an IPv4 address or an IPv6 network, which a whole office
 * may share, so they only stop floods. The limits per account and per recipient protect an account.
 */
export const LIMITS: Limits = {
  createAttempt: { max: 50, windowMs: 10 * SECOND },
  attempt: { max: 50, windowMs: 10 * SECOND },
  wrongTries: { max: 200, windowMs: HOUR },
  prepare: { max: 30, windowMs: 60 * SECOND },
  mailPause: { max: 1, windowMs: 30 * SECOND },
  mailPerHour: { max: 5, windowMs: HOUR },
  smsPerRange: { max: 30, windowMs: HOUR },
  wrongCodes: { max: 40, windowMs: HOUR },
};
