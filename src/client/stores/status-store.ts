import type { ClerkStatus } from '../types.ts';
import { type ReadableStore, storeOf, type StoreHost } from './readable-store.ts';

/**
 * Returns a store of `clerk.status`: `loading`, `ready`, `degraded` when the API cannot be reached and is asked again, or
 * `error` when the instance could not be loaded.
 *
 * @param clerk the instance; nothing on a server
 */
export function statusStore(clerk: StoreHost | null | undefined): ReadableStore<ClerkStatus> {
  return storeOf(clerk, statusOf, 'loading');
}

function statusOf({ status }: StoreHost): ClerkStatus {
  return status;
}
