import type { Logger } from '../logger.ts';
import type { Storage } from './storage.ts';
import { StorageUnavailable } from './storage-errors.ts';

const PROBE_MS = 1_000;

/**
 * Returns the storage with logging: one error with the reason when the database is lost, and one warning when it is back.
 * It is back when a write succeeds. A server that answers reads only would be back and lost with every request.
 *
 * @param probeMs milliseconds between two test writes while the database is lost
 */
export function watchStorage(storage: Storage, logger: Logger, probeMs: number = PROBE_MS): Storage {
  let loss: { since: number; failures: number; timer: NodeJS.Timeout } | undefined;

  const probe = async (): Promise<void> => {
    try {
      await storage.ping();
    } catch (error) {
      // Any other error means that the storage was closed in the meantime.
      if (error instanceof StorageUnavailable) loss?.timer.refresh();
      return;
    }
    if (!loss) return;
    const { since, failures } = loss;
    loss = undefined;
    logger.warn('The database is back.', { lostForMs: Math.round(performance.now() - since), failures });
  };
  const note = (error: unknown): void => {
    if (!(error instanceof StorageUnavailable)) return;
    if (loss) {
      loss.failures++;
      return;
    }
    loss = { since: performance.now(), failures: 1, timer: setTimeout(() => void probe(), probeMs) };
    loss.timer.unref();
    logger.error('The database is lost.', { reason: error.message });
  };
  return new Proxy(storage, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const result = (value as (...args: unknown[]) => Promise<unknown>).apply(target, args);
        result.catch(note);
        return result;
      };
    },
  });
}
