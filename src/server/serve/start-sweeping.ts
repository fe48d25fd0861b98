import type { Logger } from '../logger.ts';
import type { Clock } from '../clock.ts';

const TEN_MINUTES = 600_000;

/**
 * Sweeps the storage at regular times. Only one sweep runs at a time, and the timer does not keep the process alive.
 *
 * @param everyMs milliseconds between two sweeps; default ten minutes
 * @returns stops the sweeping. It cuts a running sweep short, and resolves when that is over
 */
export function startSweeping(
  storage: { sweep(now: number, isOver: () => boolean): Promise<void> },
  clock: Clock,
  logger: Logger,
  everyMs = TEN_MINUTES,
): () => Promise<void> {
  let isOver = false;
  let sweeping: Promise<void> | undefined;
  const timer = setInterval(() => {
    sweeping ??= storage
      .sweep(clock.now(), () => isOver)
      .catch((error: unknown) => {
        logger.warn('expired rows could not be deleted', { error: error instanceof Error ? error.name : 'unknown' });
      })
      .finally(() => {
        sweeping = undefined;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    isOver = true;
    clearInterval(timer);
    await sweeping;
  };
}
