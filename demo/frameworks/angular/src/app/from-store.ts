import { DestroyRef, inject, type Signal, signal } from '@angular/core';
import type { ReadableStore } from 'clerk-widgets/headless';

/** Follows a store of `clerk-widgets/headless` for as long as the component lives. */
export function fromStore<Value>(store: ReadableStore<Value>): Signal<Value> {
  const value = signal(store.getSnapshot());
  inject(DestroyRef).onDestroy(store.subscribe((next) => value.set(next)));
  return value.asReadonly();
}
