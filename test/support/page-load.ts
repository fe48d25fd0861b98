import type { Browser, CDPSession, Page } from 'playwright';

export interface LoadedRequest {
  method: string;
  url: string;
  /** Resource type as DevTools names it: Document, Script, Fetch, Preflight, … */
  type: string;
  /** Bytes on the wire, including headers; 0 until the request has finished. */
  bytes: number;
  /** Milliseconds from the start of the navigation. */
  startMs: number;
}

export interface PageLoad {
  /** Milliseconds from the start of the navigation until the target is shown, enabled and, if it can, takes focus. */
  readyMs: number;
  /** Milliseconds of JavaScript until that moment. */
  scriptMs: number;
  /** Requests that began before that moment. Their bytes are complete only after `settled`. */
  requests: LoadedRequest[];
  /** Requests that began after it; none without `settled`. */
  later: LoadedRequest[];
  /** Uncaught errors and console errors. */
  errors: string[];
}

export interface LoadOptions {
  url: string;
  /** Selector of the element that makes the page usable. */
  target: string;
  /** The target must take focus. */
  focus: boolean;
  /** Cookies that the visitor has from before, by URL. */
  cookies?: { name: string; value: string; url: string }[];
  /** CPU slowdown; 1 means none. */
  cpu?: number;
  /** Milliseconds until the load counts as failed. */
  timeoutMs?: number;
  /** Called with the page before it is loaded. */
  opened?: (page: Page) => void;
  /** Called as soon as the target is usable. */
  onUsable?: () => void;
  /** Called when the page has settled, that is, when the network was idle for a while after the target was usable. */
  settled?: (page: Page) => Promise<void> | void;
}

/** Loads a page in a fresh browser context (cold cache, no connections) and observes it through DevTools. */
export async function loadPage(browser: Browser, options: LoadOptions): Promise<PageLoad> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1000, height: 800 } });
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (e) => errors.push(e.message));
    page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
    const cdp = await context.newCDPSession(page);
    const seen = await observeRequests(cdp);
    const ready = new Promise<{ readyMs: number; timeOrigin: number }>((resolve) => {
      cdp.on('Runtime.bindingCalled', (e) => e.name === '__usable' && resolve(JSON.parse(e.payload)));
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Performance.enable');
    await cdp.send('Runtime.addBinding', { name: '__usable' });
    await page.addInitScript(reportUsable, { selector: options.target, focus: options.focus });
    if (options.cookies?.length) await context.addCookies(options.cookies);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: options.cpu ?? 1 });
    options.opened?.(page);
    await page.goto(options.url, { waitUntil: 'commit', timeout: options.timeoutMs ?? 60_000 });
    const { readyMs, timeOrigin } = await Promise.race([ready, expire(options, errors)]);
    options.onUsable?.();
    const { metrics } = await cdp.send('Performance.getMetrics');
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    if (options.settled) {
      await page.waitForLoadState('networkidle');
      await options.settled(page);
    }
    const requests = [...seen.values()]
      .filter((r) => !r.url.endsWith('/favicon.ico'))
      .map((r) => ({ ...r, startMs: r.startMs - timeOrigin }));
    return {
      readyMs,
      scriptMs: (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1000,
      requests: requests.filter((r) => r.startMs <= readyMs),
      later: requests.filter((r) => r.startMs > readyMs),
      errors,
    };
  } finally {
    await context.close();
  }
}

/** Collects all requests. `startMs` counts from the epoch, as the page's `timeOrigin` does. */
async function observeRequests(cdp: CDPSession): Promise<Map<string, LoadedRequest>> {
  const seen = new Map<string, LoadedRequest>();
  cdp.on('Network.requestWillBeSent', (e) => {
    if (!/^https?:/.test(e.request.url)) return;
    // A redirect is a second event with the same id. It counts as a separate request.
    const id = e.redirectResponse ? `${e.requestId}>${e.request.url}` : e.requestId;
    const { method, url } = e.request;
    seen.set(id, { method, url, type: e.type ?? 'Other', bytes: 0, startMs: e.wallTime * 1000 });
  });
  cdp.on('Network.loadingFinished', (e) => {
    const request = seen.get(e.requestId);
    if (request) request.bytes = e.encodedDataLength;
  });
  await cdp.send('Network.enable');
  return seen;
}

/** Runs in the page and checks once per frame. */
function reportUsable({ selector, focus }: { selector: string; focus: boolean }): void {
  // Frames inside the page are not measured.
  if (window !== window.top) return;
  const isUsable = (target: HTMLInputElement): boolean => {
    const { width, height } = target.getBoundingClientRect();
    if (!width || !height || !target.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    if (!focus) return true;
    target.focus({ preventScroll: true });
    return document.activeElement === target;
  };
  const look = (): void => {
    const target = document.querySelector<HTMLInputElement>(selector);
    if (target && !target.disabled && isUsable(target)) {
      (window as unknown as { __usable(json: string): void }).__usable(
        JSON.stringify({ readyMs: performance.now(), timeOrigin: performance.timeOrigin }),
      );
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function expire({ url, target, timeoutMs = 60_000 }: LoadOptions, errors: string[]): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`${url}: ${target} was not usable within ${timeoutMs} ms. ${errors.join(' | ')}`)),
      timeoutMs,
    ).unref();
  });
}
