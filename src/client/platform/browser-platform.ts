import { localStore } from './local-storage.ts';
import { attempt, ownGlobal, page } from './native.ts';
import type { CookieAttributes, Platform, TabChannel } from './platform.ts';
import { steadyNow } from './steady-now.ts';

/** Milliseconds after which `painted` stops waiting for a frame. */
const NO_FRAME = 1000;
/** Milliseconds in which the user can already use what was painted, before anything else is loaded. */
const AFTER_FRAME = 50;

/** Creates the platform of the browser. Without a DOM (in a worker, on a server) it is a page that never changes. */
export function createBrowserPlatform(): Platform {
  const root = globalThis as typeof globalThis & Record<string, unknown>;
  return {
    fetch: (url, init) => root.fetch(url, init),
    clock: {
      now: steadyNow,
      setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
      clearTimeout: (handle) => clearTimeout(handle as number),
    },
    cookies: {
      get: (name) => readCookie(attempt(() => page?.cookie) ?? '', name),
      set(name, value, attributes) {
        attempt(() => {
          if (page) page.cookie = writeCookie(name, value, attributes);
        });
      },
    },
    storage: localStore,
    channel: openChannel,
    on(event, listener) {
      const target: EventTarget | undefined = event === 'visibilitychange' ? page : page && root;
      target?.addEventListener(event, listener);
      return () => target?.removeEventListener(event, listener);
    },
    isVisible: () => page?.visibilityState !== 'hidden',
    hasFocus: () => page?.hasFocus() ?? false,
    painted: () =>
      new Promise((resolve) => {
        if (!page) return resolve();
        // A page in the background has no frames.
        setTimeout(resolve, NO_FRAME);
        requestAnimationFrame(() => setTimeout(resolve, AFTER_FRAME));
      }),
    isOnline: () => root.navigator?.onLine !== false,
    isCrossOriginFrame: () =>
      !!page && root.top !== root.self && attempt(() => root.top?.location.origin === root.origin) !== true,
    href: () => root.location?.href ?? 'about:blank',
    leave(url, replace) {
      root.location[replace ? 'replace' : 'assign'](url);
    },
    pushState(url, replace) {
      const { history, location } = root;
      // Safari refuses after a hundred calls. Then only the address stays as it was; the step is still shown.
      attempt(() => history[replace ? 'replaceState' : 'pushState'](history.state, '', new URL(url, location.href)));
    },
    random: () => Math.random(),
    async sha1(text) {
      const bytes = new TextEncoder().encode(text);
      // Insecure origins have no crypto.subtle.
      if (!root.crypto?.subtle) return (await import('./sha1.ts')).sha1(bytes);
      return new Uint8Array(await root.crypto.subtle.digest('SHA-1', bytes));
    },
    emit(event) {
      if (page) root.dispatchEvent(new Event(event));
    },
    callHook(name, argument) {
      const hook = ownGlobal(name);
      return typeof hook === 'function' ? hook(argument) : undefined;
    },
    log: (level, message) => console[level](`clerk-widgets: ${message}`),
  };
}

function openChannel(name: string, onMessage: (message: unknown) => void): TabChannel {
  // Old browsers do not have it. Firefox has it but throws when cookies are blocked.
  const channel = attempt(() => new BroadcastChannel(name));
  if (!channel) return { post() {}, close() {} };
  channel.addEventListener('message', (event) => onMessage(event.data));
  // In Node, an open channel must not keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return {
    // oxlint-disable-next-line require-post-message-target-origin -- a channel stays within its origin
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}

function readCookie(jar: string, name: string): string | undefined {
  for (const pair of jar.split('; ')) {
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return undefined;
}

function writeCookie(name: string, value: string, { maxAge, sameSite, secure, partitioned, domain }: CookieAttributes) {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; SameSite=${sameSite}${secure ? '; Secure' : ''}${
    partitioned ? '; Partitioned' : ''
  }${domain ? `; Domain=${domain}` : ''}`;
}
