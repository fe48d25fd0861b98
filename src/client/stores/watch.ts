import type { StoreHost } from './readable-store.ts';

interface Subscriber {
  read(): unknown;
  run(value: unknown): void;
  invalidate: (() => void) | undefined;
  /** What `run` was called with last. */
  given: unknown;
  /** Whether `invalidate` was called, and `run` was not called since. */
  isStale: boolean;
}

/** The subscribers of all stores of an instance, and what ends the instance's calls of {@link announce}. */
interface Watch {
  subscribers: Set<Subscriber>;
  stop(): void;
}

const watches = new WeakMap<StoreHost, Watch>();

/**
 * Calls `run` with the value of a store, and with each new one. The instance is listened to while any of its stores has a
 * subscriber.
 *
 * @returns a function that ends it
 */
export function watch<Value>(
  clerk: StoreHost | null | undefined,
  read: () => Value,
  run: (value: Value) => void,
  invalidate?: () => void,
): () => void {
  if (!clerk) {
    run(read());
    return () => {};
  }
  const subscriber: Subscriber = {
    read,
    run: run as Subscriber['run'],
    invalidate,
    given: read(),
    isStale: false,
  };
  const all = watches.get(clerk) ?? listen(clerk);
  all.subscribers.add(subscriber);
  run(subscriber.given as Value);
  return () => {
    if (!all.subscribers.delete(subscriber) || all.subscribers.size) return;
    watches.delete(clerk);
    all.stop();
  };
}

/**
 * Calls the subscribers whose value has changed. All of them are invalidated before the first one runs, and each gets the
 * value of the moment at which it runs: a subscriber may change the instance, which announces that in between.
 */
export function announce(clerk: StoreHost): void {
  const { subscribers } = watches.get(clerk) ?? {};
  if (!subscribers) return;
  const stale = [...subscribers].filter((each) => each.isStale || each.read() !== each.given);
  for (const each of stale) {
    if (!each.isStale) each.invalidate?.();
    each.isStale = true;
  }
  for (const each of stale) {
    if (!each.isStale || !subscribers.has(each)) continue;
    each.isStale = false;
    each.given = each.read();
    try {
      each.run(each.given);
    } catch (error) {
      // Reaches the console and the page's error handlers without stopping the others.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

function listen(clerk: StoreHost): Watch {
  const changed = () => announce(clerk);
  const stop = clerk.addListener(changed, { skipInitialEmit: true });
  clerk.on('status', changed);
  const all: Watch = {
    subscribers: new Set(),
    stop() {
      stop();
      clerk.off('status', changed);
    },
  };
  watches.set(clerk, all);
  return all;
}
