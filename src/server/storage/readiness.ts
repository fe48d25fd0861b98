import type { Clock } from '../clock.ts';
import { ApiError } from '../http/errors.ts';
import type { Storage } from './storage.ts';
import { StorageUnavailable } from './storage-errors.ts';

export interface Readiness {
  /**
   * Resolves when this node can take requests.
   *
   * @throws {StorageUnavailable} when the database does not take a write in time
   * @throws {ApiError} 503 while the node is about to stop
   */
  check(): Promise<void>;
  /** The node is about to stop: it is not ready from now on. */
  drain(): void;
}

/** Milliseconds until the database counts as away. Whoever asks waits two seconds and no more. */
const LIMIT_MS = 1_500;
/** A verdict stands for this long, so that asking again and again costs the database nothing. */
const KEPT_MS = 1_000;
const RETRY_MS = 2_000;

/**
 * Says whether this node can do what a sign-in needs: write to the database.
 *
 * @param limitMs milliseconds the database has for it
 */
export function createReadiness(storage: Pick<Storage, 'ping'>, clock: Clock, limitMs: number = LIMIT_MS): Readiness {
  let isDraining = false;
  /** The write under way: one at a time, however many ask and however long it takes. */
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
