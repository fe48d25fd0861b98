import { LIMITS, type Limits } from '../../src/server/http/limits.ts';

export const NO_LIMIT = { max: 1_000_000, windowMs: 1_000 };

/** The limits of the server without those per IP address, because all requests of a test come from few addresses. */
export const LOOSE_LIMITS: Limits = {
  ...LIMITS,
  createAttempt: NO_LIMIT,
  attempt: NO_LIMIT,
  wrongTries: NO_LIMIT,
  wrongSecretKeys: NO_LIMIT,
  handshake: NO_LIMIT,
  prepare: NO_LIMIT,
};
