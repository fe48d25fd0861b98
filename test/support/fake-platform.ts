import { createHash } from 'node:crypto';
import type { CookieAttributes, Platform, PlatformEvent } from '../../src/client/platform/platform.ts';

interface Timer {
  at: number;
  run: () => void;
  tab: FakeTab;
}

interface StoredCookie {
  name: string;
  value: string;
  domain: string | undefined;
  attributes: CookieAttributes;
}

export interface FakeTab extends Platform {
  readonly name: string;
  visible: boolean;
  focused: boolean;
  url: string;
  /** Timers fire only at multiples of this many milliseconds, as in hidden tabs of real browsers. */
  throttle: number;
  /** Every URL that the page navigated to. */
  readonly visited: { url: string; how: 'assign' | 'replace' | 'push' | 'replaceState' }[];
  readonly logs: string[];
  readonly emitted: string[];
  readonly hooks: Record<string, (argument?: string) => unknown>;
  /** Answers requests; by default the `fetch` of the world. */
  send: (request: Request) => Promise<Response>;
  fire(event: PlatformEvent): void;
  show(focused?: boolean): void;
  hide(): void;
  /** Freezes the tab, as browsers do: until `thaw`, nothing runs and messages of other tabs are lost. */
  freeze(): void;
  thaw(): void;
  /** Ends the tab without any event. No timer, message or answer arrives after that. */
  kill(): void;
  /** Closes the tab with its usual events. */
  close(): void;
}

/**
 * One device with a clock, cookies, a storage and any number of tabs. Time passes only through `advance`, and all
 * microtasks of a callback run before the next callback.
 */
export class FakeWorld {
  /** True time, which the server has. */
  time = Date.UTC(2030, 0, 1);
  /** Milliseconds by which the device's clock is ahead of the true time. */
  clockOffset = 0;
  online = true;
  readonly cookies: StoredCookie[] = [];
  readonly storage = new Map<string, string>();
  readonly tabs: FakeTab[] = [];
  fetch: (request: Request, tab: FakeTab) => Promise<Response>;
  #timers = new Set<Timer>();
  #frozen = new Set<FakeTab>();
  #channels = new Set<{ name: string; tab: FakeTab; onMessage: (message: unknown) => void }>();
  #seed = 1;

  constructor(fetch: (request: Request, tab: FakeTab) => Promise<Response>) {
    this.fetch = fetch;
  }

  cookie(name: string): string | undefined {
    return this.cookies.find((cookie) => cookie.name === name)?.value;
  }

  /** Lets time pass and fires every timer that becomes due. */
  async advance(milliseconds: number): Promise<void> {
    await flush();
    const end = this.time + milliseconds;
    for (;;) {
      let next: Timer | undefined;
      for (const timer of this.#timers) {
        if (timer.at <= end && !this.#frozen.has(timer.tab) && (!next || timer.at < next.at)) next = timer;
      }
      if (!next) break;
      this.time = Math.max(this.time, next.at);
      this.#timers.delete(next);
      next.run();
      await flush();
    }
    this.time = end;
    await flush();
  }

  /** Puts the device to sleep: time passes and nothing runs. Overdue timers fire afterwards. */
  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    await flush();
  }

  openTab(options: { visible?: boolean; url?: string } = {}): FakeTab {
    const { visible = true, url = 'https://app.acme.example/' } = options;
    // oxlint-disable-next-line no-this-alias -- the tab's own members are found through `this` below
    const world = this;
    const listeners = new Map<PlatformEvent, Set<() => void>>();
    let alive = true;
    let thawed: Promise<void> | undefined;
    let wake = () => {};
    const tab: FakeTab = {
      name: `tab ${this.tabs.length + 1}`,
      visible,
      focused: visible,
      url,
      throttle: 0,
      visited: [],
      logs: [],
      emitted: [],
      hooks: {},
      send: (request) => world.fetch(request, tab),
      async fetch(target, init) {
        if (!world.online) throw new TypeError('Failed to fetch');
        const request = new Request(target, { ...init, headers: { origin: new URL(tab.url).origin } });
        const response = await tab.send(request);
        await thawed;
        return alive ? response : new Promise<Response>(() => {});
      },
      clock: {
        now: () => world.time + world.clockOffset,
        setTimeout(run, milliseconds) {
          const due = world.time + Math.max(0, milliseconds);
          const at = tab.throttle ? Math.ceil(due / tab.throttle) * tab.throttle : due;
          const timer = { at, run, tab };
          if (alive) world.#timers.add(timer);
          return timer;
        },
        clearTimeout: (timer) => void world.#timers.delete(timer as Timer),
      },
      cookies: {
        get: (name) => world.cookie(name),
        set: (name, value, attributes) => world.#setCookie(tab, name, value, attributes),
      },
      storage: {
        get: (key) => world.storage.get(key) ?? null,
        set: (key, value) => void world.storage.set(key, value),
      },
      channel(name, onMessage) {
        const channel = { name, tab, onMessage };
        world.#channels.add(channel);
        return {
          post(message) {
            const copy: unknown = structuredClone(message);
            for (const other of world.#channels) {
              if (alive && other !== channel && other.name === name && !world.#frozen.has(other.tab)) {
                queueMicrotask(() => world.#channels.has(other) && other.onMessage(copy));
              }
            }
          },
          close: () => void world.#channels.delete(channel),
        };
      },
      on(event, listener) {
        const set = listeners.get(event) ?? new Set();
        listeners.set(event, set.add(listener));
        return () => set.delete(listener);
      },
      isVisible: () => tab.visible,
      hasFocus: () => tab.focused,
      painted: async () => {},
      isOnline: () => world.online,
      isCrossOriginFrame: () => false,
      href: () => tab.url,
      leave(target, replace) {
        tab.visited.push({ url: target, how: replace ? 'replace' : 'assign' });
        tab.url = target;
      },
      pushState(target, replace) {
        tab.url = new URL(target, tab.url).href;
        tab.visited.push({ url: tab.url, how: replace ? 'replaceState' : 'push' });
      },
      // A small deterministic generator (Park-Miller).
      random() {
        world.#seed = (world.#seed * 48271) % 2147483647;
        return world.#seed / 2147483647;
      },
      async sha1(text) {
        return new Uint8Array(createHash('sha1').update(text).digest());
      },
      emit: (event) => void tab.emitted.push(event),
      callHook: (name, argument) => tab.hooks[name]?.(argument),
      log: (level, message) => void tab.logs.push(`${level}: ${message}`),
      fire(event) {
        if (alive) for (const listener of Array.from(listeners.get(event) ?? [])) listener();
      },
      show(focus = true) {
        for (const other of world.tabs) other.focused &&= !focus;
        tab.visible = true;
        tab.throttle = 0;
        tab.fire('visibilitychange');
        tab.focused = focus;
        if (focus) tab.fire('focus');
      },
      hide() {
        tab.visible = false;
        tab.focused = false;
        tab.fire('visibilitychange');
      },
      freeze() {
        world.#frozen.add(tab);
        thawed ??= new Promise((resolve) => (wake = resolve));
      },
      thaw() {
        world.#frozen.delete(tab);
        wake();
        thawed = undefined;
      },
      kill() {
        alive = false;
        for (const timer of world.#timers) if (timer.tab === tab) world.#timers.delete(timer);
        for (const channel of world.#channels) if (channel.tab === tab) world.#channels.delete(channel);
      },
      close() {
        tab.fire('pagehide');
        tab.kill();
      },
    };
    this.tabs.push(tab);
    return tab;
  }

  #setCookie(tab: FakeTab, name: string, value: string, attributes: CookieAttributes): void {
    const host = new URL(tab.url).hostname;
    const { domain, secure } = attributes;
    // Browsers refuse cookies for foreign and public-suffix domains, and Secure cookies over plain http.
    if (domain && !(host === domain || host.endsWith(`.${domain}`))) return;
    if (domain && !domain.includes('.')) return;
    if (secure && !tab.url.startsWith('https:')) return;
    this.storeCookie(name, value, attributes);
  }

  /** Stores a cookie that a page or a server sets. */
  storeCookie(name: string, value: string, attributes: CookieAttributes): void {
    const { domain, maxAge } = attributes;
    const at = this.cookies.findIndex((cookie) => cookie.name === name && cookie.domain === domain);
    if (at >= 0) this.cookies.splice(at, 1);
    if (maxAge > 0) this.cookies.push({ name, value, domain, attributes });
  }
}

/** Runs everything that is ready: promise chains and the deferred work of `fetch` and `Response`. */
export async function flush(): Promise<void> {
  for (let round = 0; round < 5; round++) await new Promise((resolve) => setImmediate(resolve));
}
