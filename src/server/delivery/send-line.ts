export interface SendLimits {
  /** Messages that are handed over at the same time. */
  atOnce: number;
  /** Messages that may wait for those; a further one is refused at once. */
  waiting: number;
  /** Milliseconds from the moment a message is asked for until it counts as not sent, the wait included. */
  deadlineMs: number;
}

/** The message was not handed over in time, or too many others wait. */
export class SendTimeout extends Error {
  override readonly name = 'SendTimeout';
}

/**
 * Runs pieces of work a few at a time. Each has one deadline, whatever it spends it on: a service that hangs must not
 * let those who come later wait for all who came before.
 *
 * @returns runs one piece; rejects with {@link SendTimeout} when its time is over or the line is full
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
      // At once: a place that becomes free in this very moment must not go to whoever has given up.
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
      // The place is taken until the work ends, even when nobody waits for it any more.
      const running = work().finally(release);
      return await Promise.race([running, over.promise]);
    } finally {
      clearTimeout(timer);
    }
  };
}
