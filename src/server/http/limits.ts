const SECOND = 1_000;
const HOUR = 3_600_000;

/** At most `max` at once and then so many per `windowMs` milliseconds, evenly; see `hitRateLimit` of the storage. */
export interface Limit {
  readonly max: number;
  readonly windowMs: number;
}

export interface Limits {
  /** New sign-ins and sign-ups of one address. */
  readonly createAttempt: Limit;
  /** Passwords, codes and sign-up changes of one address. */
  readonly attempt: Limit;
  /** Wrong passwords and codes from one address, whosever they are: lists of leaked passwords are tried on everybody. */
  readonly wrongTries: Limit;
  /** Codes that one address asks for. */
  readonly prepare: Limit;
  /** Messages to one recipient: the pause between two of them. All addresses of a mailbox are one recipient. */
  readonly mailPause: Limit;
  /** Messages to one recipient in an hour. */
  readonly mailPerHour: Limit;
  /** Text messages to a thousand neighbouring numbers in an hour, whoever asks: more is somebody paid for them. */
  readonly smsPerRange: Limit;
  /** Wrong codes for one identifier, whoever tries: a day of them finds a code of six digits less than once in 1,000. */
  readonly wrongCodes: Limit;
}

/**
 * The limits of production. Those per address are counted for an IPv6 network or an IPv4 address, behind which a
 * whole office may sit, so they stop floods; what protects an account are the limits per account and recipient.
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
