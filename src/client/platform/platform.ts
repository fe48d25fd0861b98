/*
 * Everything the client touches outside of itself. One interface so that tests own the clock, the
 * network and any number of simulated tabs.
 */

export interface Clock {
  /** Local milliseconds since the epoch, which never go back. */
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
  /** Registrable domain; absent = host-only. */
  domain?: string;
}

export interface CookieJar {
  get(name: string): string | undefined;
  set(name: string, value: string, attributes: CookieAttributes): void;
}

/** `localStorage`, or nothing at all where it is denied: no method throws. */
export interface KeyValueStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** Messages between the tabs of one origin; a tab does not hear itself. */
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
  on(event: PlatformEvent, listener: () => void): () => void;
  isVisible(): boolean;
  hasFocus(): boolean;
  isOnline(): boolean;
  /** Resolves once the page had the time to show what it has, or when it shows nothing anyway. */
  painted(): Promise<void>;
  /** Inside a frame of another origin, where only `SameSite=None` cookies are stored. */
  isCrossOriginFrame(): boolean;
  /** Absolute URL of the page. */
  href(): string;
  /** Leaves the page, or moves within it when only the fragment differs. */
  leave(url: string, replace: boolean): void;
  /** Changes the address without loading anything. */
  pushState(url: string, replace: boolean): void;
  /** A number from 0 up to 1. */
  random(): number;
  sha1(text: string): Promise<Uint8Array>;
  /** Dispatches a plain event on the window. */
  emit(event: string): void;
  /** Calls a function the page (a framework) left on the window, if there is one. */
  callHook(name: string, argument?: string): unknown;
  log(level: 'warn' | 'error', message: string): void;
}
