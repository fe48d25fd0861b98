import { computed, effect, signal } from 'alien-signals';
import { parseErrors } from '../stores/parse-errors.ts';
import type { FormErrors, FutureError } from '../resources/types/future-state.ts';

/** What there is to show of an attempt. */
export interface Shown<Future> {
  readonly future: Future;
  /** What the last call has failed with. */
  readonly error: FutureError | null;
  readonly isFetching: boolean;
}

/** The value of a signal, but for the name of the attempt in it. */
export interface SignalParts<Field extends string, Future> {
  errors: FormErrors<Field>;
  fetchStatus: 'idle' | 'fetching';
  future: Future;
}

/** Creates a signal and the function that sets it. */
export function createSignal<Field extends string, Future, Value>(
  first: Shown<Future>,
  fields: readonly Field[],
  toValue: (parts: SignalParts<Field, Future>) => Value,
): { read: () => Value; show: (shown: Shown<Future>) => void } {
  const source = signal(first);
  // On their own, so that they stay the same object while only the attempt changes.
  const error = computed(() => source().error);
  const errors = computed(() => parseErrors(error(), fields));
  const read = computed(() => {
    const { future, isFetching } = source();
    return toValue({ errors: errors(), fetchStatus: isFetching ? 'fetching' : 'idle', future });
  });
  return { read, show: source };
}

/** An effect whose failure stops neither the call that caused the change nor other effects. */
export function guardedEffect(callback: () => void): () => void {
  return effect(() => {
    try {
      // What it returns is not for the library, which would take a function for a clean-up.
      callback();
    } catch (error) {
      // Reaches the console and the page's error handlers.
      queueMicrotask(() => {
        throw error;
      });
    }
  });
}

export { computed } from 'alien-signals';
