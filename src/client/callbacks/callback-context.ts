import type { ClerkInstance } from '../types.ts';

/** What the callbacks of a page use of the instance. */
export interface CallbackContext {
  readonly clerk: ClerkInstance;
  /** Returns the absolute URL of the page. */
  href(): string;
}
