export interface SendLimits {
  /** How many messages are sent at the same time. */
  atOnce: number;
  /** How many messages may wait. A further one is refused at once. */
  waiting: number;
  /** Milliseconds after which a message counts as not sent. They include the wait. */
  deadlineMs: number;
}

/** The message was not sent in time, or too many others wait. */
export class SendTimeout extends Error {
  override readonly name = 'SendTimeout';
}

/**
 * Creates a function that runs tasks, a few at a time. The deadline of a task covers its wait and its run: with a
 * service that hangs, later tasks must not wait for all the earlier ones.
 *
 * @returns runs one task. It rejects with {@link SendTimeout} when the deadline is over or too many tasks wait
 */
export function createSendLine({ atOnce, waiting, deadlineMs }: SendLimits) {
  let free = atOnce;
  const line = new Set<() => void>();

  const release = (): void => {
    const [next] = line;
    if (!next) {
      free++;
      return;
    }
    line.delete(next);
    next();
  };
  return async function run<T>(work: () => Promise<T>): Promise<T> {
    if (free === 0 && line.size >= waiting) throw new SendTimeout('too many messages wait');
    const over = Promise.withResolvers<never>();
    const turn = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      // Leaves the line at once, so that a place that becomes free now does not go to a task that has given up.
      line.delete(turn.resolve);
      over.reject(new SendTimeout('no answer in time'));
    }, deadlineMs);
    try {
      if (free > 0) {
        free--;
        turn.resolve();
      } else {
        line.add(turn.resolve);
      }
      await Promise.race([turn.promise, over.promise]);
      // The task holds its place until it ends, even after its deadline.
      const running = work().finally(release);
      return await Promise.race([running, over.promise]);
    } finally {
      clearTimeout(timer);
    }
  };
}
