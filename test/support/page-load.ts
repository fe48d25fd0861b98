import type { Browser, CDPSession } from 'playwright';

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
  /** Milliseconds from the start of the navigation until the target is shown, enabled and takes focus. */
  readyMs: number;
  /** Requests that began before that moment. */
  requests: LoadedRequest[];
  /** CORS preflights among all requests of the page. */
  preflights: number;
  /** Uncaught errors and console errors. */
  errors: string[];
}

export interface LoadOptions {
  url: string;
  /** Selector of the element that makes the page usable. */
  target: string;
  /** CPU slowdown; 1 means none. */
  cpu?: number;
  /** Milliseconds until the load counts as failed. */
  timeoutMs?: number;
  /** Called as soon as the target is usable. */
  onUsable?: () => void;
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
    await cdp.send('Runtime.addBinding', { name: '__usable' });
    await page.addInitScript(reportUsable, options.target);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: options.cpu ?? 1 });
    await page.goto(options.url, { waitUntil: 'commit', timeout: options.timeoutMs ?? 60_000 });
    const { readyMs, timeOrigin } = await Promise.race([ready, expire(options, errors)]);
    options.onUsable?.();
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.waitForLoadState('networkidle');
    const requests = [...seen.values()]
      .filter((r) => !r.url.endsWith('/favicon.ico'))
      .map((r) => ({ ...r, startMs: r.startMs - timeOrigin }));
    return {
      readyMs,
      requests: requests.filter((r) => r.startMs <= readyMs),
      preflights: requests.filter((r) => r.type === 'Preflight' || r.method === 'OPTIONS').length,
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
function reportUsable(selector: string): void {
  const look = (): void => {
    const target = document.querySelector<HTMLInputElement>(selector);
    if (target && !target.disabled && target.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      target.focus({ preventScroll: true });
      if (document.activeElement === target) {
        (window as unknown as { __usable(json: string): void }).__usable(
          JSON.stringify({ readyMs: performance.now(), timeOrigin: performance.timeOrigin }),
        );
        return;
      }
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
