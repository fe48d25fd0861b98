import type { Logger } from '../logger.ts';
import type { Clock } from '../clock.ts';

const EVERY_MS = 600_000;

/**
 * Deletes expired rows every ten minutes, without keeping the process alive for it. A sweep that takes longer than that
 * is not joined by a second one.
 *
 * @returns stops it, and resolves when a sweep under way, which is cut short, is over
 */
export function startSweeping(
  storage: { sweep(now: number, isOver: () => boolean): Promise<void> },
  clock: Clock,
  logger: Logger,
): () => Promise<void> {
  let isOver = false;
  let underWay: Promise<void> | undefined;
  const timer = setInterval(() => {
    underWay ??= storage
      .sweep(clock.now(), () => isOver)
      .catch((error: unknown) => {
        logger.warn('expired rows could not be deleted', { error: error instanceof Error ? error.name : 'unknown' });
      })
      .finally(() => {
        underWay = undefined;
      });
  }, EVERY_MS);
  timer.unref();
  return async () => {
    isOver = true;
    clearInterval(timer);
    await underWay;
  };
}
