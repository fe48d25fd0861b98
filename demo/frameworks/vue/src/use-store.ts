import type { ReadableStore } from 'clerk-widgets/headless';
import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef } from 'vue';

/** Follows a store of `clerk-widgets/headless` for as long as the component lives. */
export function useStore<Value>(store: ReadableStore<Value>): Readonly<ShallowRef<Value>> {
  const value = shallowRef(store.getSnapshot());
  onScopeDispose(
    store.subscribe((next) => {
      value.value = next;
    }),
  );
  return shallowReadonly(value);
}
