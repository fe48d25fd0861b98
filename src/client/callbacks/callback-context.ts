import type { Platform } from '../platform/platform.ts';
import type { ClerkInstance } from '../types.ts';

/** What the callbacks of a page use of the instance. */
export interface CallbackContext {
  readonly clerk: ClerkInstance;
  readonly platform: Pick<Platform, 'href' | 'pushState'>;
}
