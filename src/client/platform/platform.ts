/*
 * Everything that the client touches outside of itself. It is one interface, so that tests can replace the clock and
 * the network and simulate any number of tabs.
 */

export interface Clock {
  /** Local milliseconds since the epoch. They never go back. */
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(handle: unknown): void;
}

export interface CookieAttributes {
  /** Seconds; 0 removes the cookie. */
  maxAge: number;
  sameSite: 'Lax' | 'Strict' | 'None';
  secure: boolean;
  partitioned?: boolean;
  /** Registrable domain. Without it, the cookie belongs to the host alone. */
  domain?: string;
}

export interface CookieJar {
  get(name: string): string | undefined;
  set(name: string, value: string, attributes: CookieAttributes): void;
}

/** `localStorage`. Where the browser denies it, nothing is stored; no method throws. */
export interface KeyValueStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** Messages between the tabs of one origin. A tab does not receive its own. */
export interface TabChannel {
  post(message: unknown): void;
  close(): void;
}

export type PlatformEvent = 'focus' | 'visibilitychange' | 'online' | 'pageshow' | 'pagehide';

export interface Platform {
  fetch(url: string, init: RequestInit): Promise<Response>;
  readonly clock: Clock;
  readonly cookies: CookieJar;
  readonly storage: KeyValueStorage;
  channel(name: string, onMessage: (message: unknown) => void): TabChannel;
  /** @returns a function that removes the listener */
  on(event: PlatformEvent, listener: () => void): () => void;
  isVisible(): boolean;
  hasFocus(): boolean;
  isOnline(): boolean;
  /** Resolves once the browser has painted what the page shows, or after a while if it paints nothing. */
  painted(): Promise<void>;
  /** Returns whether the page is in a frame of another origin, where only `SameSite=None` cookies are stored. */
  isCrossOriginFrame(): boolean;
  /** Returns the absolute URL of the page. */
  href(): string;
  /** Leaves the page. If only the fragment differs, moves within the page. */
  leave(url: string, replace: boolean): void;
  /** Changes the address without loading anything. */
  pushState(url: string, replace: boolean): void;
  /** Returns a number from 0 up to, but not including, 1. */
  random(): number;
  sha1(text: string): Promise<Uint8Array>;
  /** Dispatches a plain event on the window. */
  emit(event: string): void;
  /** Calls a function that the application (a framework) set on the window, if there is one. */
  callHook(name: string, argument?: string): unknown;
  log(level: 'warn' | 'error', message: string): void;
}
