import { createHash } from 'node:crypto';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Milliseconds from a failed try to the next one. Standard Webhooks advises these times, and Svix has them. */
const DELAYS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
/** The most that a delay is made longer, as a part of it. */
const JITTER = 0.1;

/**
 * Returns when the next try is due. Each delivery has its own jitter, so that the webhooks of an endpoint that was down do
 * not all come back in one moment.
 *
 * @param id of the delivery
 * @param attempts number of tries so far
 * @param now milliseconds
 * @returns milliseconds; undefined when there is no further try
 */
export function nextTryAt(id: string, attempts: number, now: number): number | undefined {
  const delay = DELAYS[attempts - 1];
  if (delay === undefined) return undefined;
  const random = createHash('sha256').update(`${id} ${attempts}`).digest().readUInt32BE(0) / 2 ** 32;
  return now + Math.round(delay * (1 + JITTER * random));
}
