import type { ReadableStore } from 'clerk-widgets/headless';
import { useSyncExternalStore } from 'react';

/** Follows a store of `clerk-widgets/headless`. */
export function useStore<Value>({ subscribe, getSnapshot, getServerSnapshot }: ReadableStore<Value>): Value {
  return useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot);
}
