import { attempt } from './native.ts';
import type { KeyValueStorage } from './platform.ts';

/** `localStorage` of the page. Where the browser denies it, nothing is stored, and no method throws. */
export const localStore: KeyValueStorage = {
  get: (key) => attempt(() => globalThis.localStorage.getItem(key)) ?? null,
  set: (key, value) => attempt(() => globalThis.localStorage.setItem(key, value)),
};
