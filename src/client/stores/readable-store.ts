import type { ClerkInstance } from '../types.ts';
import { watch } from './watch.ts';

/** What the stores read and call of an instance. */
export type StoreHost = Pick<
  ClerkInstance,
  'addListener' | 'client' | 'loaded' | 'off' | 'on' | 'session' | 'setActive' | 'signOut' | 'status' | 'user'
>;

/**
 * A value that follows an instance. It is a store of Svelte (`$store`), and its functions are what React's
 * `useSyncExternalStore` takes. The functions need no `this`.
 */
export interface ReadableStore<Value> {
  /**
   * Calls `run` at once with the present value, and with each new one.
   *
   * @param invalidate called before `run`, when all stores that a change concerns have not run yet. Svelte's `derived`
   *   uses it, so that it never combines an old value with a new one
   * @returns a function that ends it
   */
  readonly subscribe: (run: (value: Value) => void, invalidate?: () => void) => () => void;
  /** Returns the present value: the same object as long as nothing in it has changed. */
  readonly getSnapshot: () => Value;
  /** Returns the value that a server renders: that of an instance that is not loaded. */
  readonly getServerSnapshot: () => Value;
}

const stores = new WeakMap<StoreHost, Map<unknown, ReadableStore<unknown>>>();

/**
 * Returns the store of an instance that `select` makes: the same one each time.
 *
 * @param clerk nothing on a server: the value is then always `initial`
 * @param select reads the value. Fields that are the same as before count as no change
 * @param initial what `select` returns before the instance is loaded
 */
export function storeOf<Value>(
  clerk: StoreHost | null | undefined,
  select: (clerk: StoreHost) => Value,
  initial: Value,
): ReadableStore<Value> {
  const known = (clerk && stores.get(clerk)) ?? new Map<unknown, ReadableStore<unknown>>();
  if (clerk) stores.set(clerk, known);
  const store = (known.get(select) ?? createStore(clerk, select, initial)) as ReadableStore<Value>;
  known.set(select, store);
  return store;
}

function createStore<Value>(
  clerk: StoreHost | null | undefined,
  select: (clerk: StoreHost) => Value,
  initial: Value,
): ReadableStore<Value> {
  let value = initial;
  const getSnapshot = () => {
    const next = clerk ? select(clerk) : initial;
    if (!isSame(value, next)) value = next;
    return value;
  };
  return {
    getSnapshot,
    getServerSnapshot: () => initial,
    subscribe: (run, invalidate) => watch(clerk, getSnapshot, run, invalidate),
  };
}

/** Returns whether two values are the same, or two objects whose fields are. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return Object.is(one, other);
  return Object.entries(one).every(([key, field]) => Object.is(field, (other as Record<string, unknown>)[key]));
}
