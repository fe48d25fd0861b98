import { ClerkRuntimeError } from '../errors.ts';
import { toFutureError } from '../stores/parse-errors.ts';
import type { FutureError, FutureResult } from '../resources/types/future-state.ts';

/** A snapshot of a sign-in or sign-up. */
export interface AttemptSnapshot {
  readonly id: string | undefined;
  readonly status: string | null;
}

/** One attempt over its life: empty, then through its calls to complete. */
export interface Attempt<Resource extends AttemptSnapshot> {
  /** The newest snapshot. A complete attempt keeps its last one, since the client no longer has it. */
  readonly snapshot: Resource;
  /** Whether it was finalized. */
  readonly canBeDiscarded: boolean;
  /** What the last step has failed with. */
  readonly error: FutureError | null;
  readonly isFetching: boolean;
  /**
   * Runs calls as one step: it empties the errors and shows that something is fetched. It never rejects.
   *
   * @param key says what is the same step. Asked for again while it runs, it is not run twice, so that a page may send a
   *   code in an effect that a framework runs twice. Without a key every step is another.
   */
  run(step: () => Promise<unknown>, key?: unknown): Promise<FutureResult>;
  /** Makes a call on the newest snapshot and keeps the one that it resolves to. */
  call(make: (snapshot: Resource) => Promise<Resource>): Promise<Resource>;
  /** Becomes another snapshot: the next one, or that of an attempt that has begun elsewhere. */
  adopt(snapshot: Resource): void;
  /** Marks the attempt as used: the signal shows an empty one from the end of this step on. */
  discard(): void;
  /** Gives the attempt up and becomes an empty one. */
  reset(): void;
}

/** What an attempt uses of the tracker of its kind. */
export interface AttemptTracker<Resource extends AttemptSnapshot> {
  /** The newest attempt of the client; undefined before the client is known. */
  newest(): Resource | undefined;
  /** A step begins. */
  began(attempt: Attempt<Resource>): void;
  /** Its id, its error or a flag is another one. */
  changed(attempt: Attempt<Resource>): void;
  /** It is given up. @returns what it becomes */
  resetting(attempt: Attempt<Resource>): Resource;
  /** A call has resolved to this snapshot after the attempt that made it was given up. */
  abandoned(snapshot: Resource): void;
}

/** @param last what is known of the attempt */
export function createAttempt<Resource extends AttemptSnapshot>(
  last: Resource,
  tracker: AttemptTracker<Resource>,
): Attempt<Resource> {
  const steps = new Map<string, Promise<FutureResult>>();
  let running = 0;
  /** Counts resets: the answer to a call that was made before a reset changes nothing. */
  let resets = 0;
  let error: FutureError | null = null;
  let canBeDiscarded = false;
  const attempt: Attempt<Resource> = {
    get snapshot() {
      const newest = tracker.newest();
      return newest && newest.id !== undefined && newest.id === last.id ? newest : last;
    },
    get canBeDiscarded() {
      return canBeDiscarded;
    },
    get error() {
      return error;
    },
    get isFetching() {
      return running > 0;
    },
    run(step, key) {
      const name = nameOf(key);
      if (name === undefined) return runStep(step);
      const known = steps.get(name);
      if (known) return known;
      const result = runStep(step).finally(() => {
        if (steps.get(name) === result) steps.delete(name);
      });
      steps.set(name, result);
      return result;
    },
    async call(make) {
      const before = resets;
      const made = await make(attempt.snapshot);
      if (before !== resets) {
        tracker.abandoned(made);
        throw new ClerkRuntimeError('unexpected', 'The attempt was reset before the answer came.');
      }
      attempt.adopt(made);
      tracker.changed(attempt);
      return attempt.snapshot;
    },
    adopt(snapshot) {
      if (snapshot.id !== last.id) canBeDiscarded = false;
      last = snapshot;
    },
    discard() {
      canBeDiscarded = true;
    },
    reset() {
      resets++;
      steps.clear();
      error = null;
      attempt.adopt(tracker.resetting(attempt));
      tracker.changed(attempt);
    },
  };
  return attempt;

  async function runStep(step: () => Promise<unknown>): Promise<FutureResult> {
    const before = resets;
    running++;
    error = null;
    tracker.began(attempt);
    let result: FutureResult = { error: null };
    try {
      await step();
    } catch (cause) {
      result = { error: toFutureError(cause) };
      if (before === resets) ({ error } = result);
    }
    running--;
    tracker.changed(attempt);
    return result;
  }
}

/** Undefined also for what is no JSON: then the step itself says what is wrong with it. */
function nameOf(key: unknown): string | undefined {
  try {
    return JSON.stringify(key);
  } catch {
    return undefined;
  }
}
