import type { Clock } from '../clock.ts';
import { ApiError } from '../http/errors.ts';
import type { Storage } from './storage.ts';
import { StorageUnavailable } from './storage-errors.ts';

export interface Readiness {
  /**
   * Resolves when this node can answer requests.
   *
   * @throws {StorageUnavailable} when a write to the database fails or takes too long
   * @throws {ApiError} 503 after `drain`
   */
  check(): Promise<void>;
  /** Makes the node not ready from now on, because it is about to stop. */
  drain(): void;
}

/** Milliseconds after which the database counts as unavailable. Health checks usually wait two seconds. */
const LIMIT_MS = 1_500;
/** Milliseconds for which a result is reused, so that frequent checks do not load the database. */
const KEPT_MS = 1_000;
const RETRY_MS = 2_000;

/**
 * Creates the check for whether this node can do what every sign-in needs: write to the database.
 *
 * @param limitMs milliseconds the write may take
 */
export function createReadiness(storage: Pick<Storage, 'ping'>, clock: Clock, limitMs: number = LIMIT_MS): Readiness {
  let isDraining = false;
  /** The running write. There is one at a time, however many checks there are and however long it takes. */
  let underWay: Promise<void> | undefined;
  let verdict: { at: number; result: Promise<void> } | undefined;

  const ask = async (): Promise<void> => {
    underWay ??= storage.ping().finally(() => {
      underWay = undefined;
    });
    await inTime(underWay, limitMs);
  };
  return {
    async check() {
      if (isDraining) throw new ApiError('service_unavailable', { retryAfterMs: RETRY_MS });
      const now = clock.now();
      if (!verdict || Math.abs(now - verdict.at) >= KEPT_MS) verdict = { at: now, result: ask() };
      await verdict.result;
    },
    drain() {
      isDraining = true;
    },
  };
}

async function inTime(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new StorageUnavailable(`The database did not take a write within ${limitMs} ms.`);
    timer = setTimeout(() => reject(error), limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
