import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { FaultId } from '../../src/protocol/diagnosis/fault-table.ts';
import { html, type Pages, type Site, startSite } from './site.ts';

/** A way to break a healthy page with `<clerk-devtools>`. */
export interface DevtoolsCase {
  name: string;
  /** What is found: exactly these, in any order. */
  ids: FaultId[];
  /** What the panel says besides. */
  says?: RegExp;
  /** Answers in place of the site; undefined is the site's own answer. */
  answer?: Pages;
  /** Attributes of the script tag, in place of those of a healthy page. */
  script?: (config: { key: string; origin: string }) => string;
  /** What is in the page besides. */
  body?: string;
  headers?: Record<string, string>;
  /** Seconds by which the clock of the page's server is ahead. */
  ahead?: number;
  /** Host of the page. Default: `localhost`, which is that of the API. */
  host?: string;
  /** Breaks the browser before the page is opened. */
  before?: (context: BrowserContext, page: Page) => Promise<unknown>;
  /** Does something in the page before the panel is opened. */
  inPage?: (page: Page) => Promise<unknown>;
}

/** A site of a development instance, whose pages each have the element. A case may break it. */
export async function startDevtoolsSite(): Promise<Site & { broken: DevtoolsCase | undefined }> {
  const site: { broken: DevtoolsCase | undefined } = { broken: undefined };
  const started = await startSite(
    async (url, config) => {
      const { broken } = site;
      const given = await broken?.answer?.(url, config);
      if (given) return given;
      if (!/^\/($|sign-in(\/|$))/.test(url.pathname)) return undefined;
      const { publishableKey: key } = config;
      const origin = `http://localhost:${url.port}`;
      const attributes =
        broken?.script?.({ key, origin }) ??
        `data-clerk-publishable-key="${key}" data-clerk-proxy-url="/__clerk" src="/__clerk/npm/clerk-widgets@1/dist/clerk.js"`;
      const page = html(
        `<clerk-devtools></clerk-devtools>${broken?.body ?? ''}<script async crossorigin="anonymous" ${attributes}></script>`,
      );
      for (const [name, value] of Object.entries(broken?.headers ?? {})) page.headers.set(name, value);
      if (broken?.ahead) page.headers.set('date', dateIn(broken.ahead));
      return page;
    },
    { instanceType: 'development', applicationName: 'Fieldnotes' },
  );
  return Object.assign(site, started);
}

/** Returns the header `Date` of a clock that is ahead. */
const dateIn = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();

/** Opens the panel of a broken page, and tests what it names. */
export async function findsFaults(
  browser: Browser,
  site: Awaited<ReturnType<typeof startDevtoolsSite>>,
  broken: DevtoolsCase,
): Promise<void> {
  site.broken = broken;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await broken.before?.(context, page);
    await page.goto(`${site.origin.replace('localhost', broken.host ?? 'localhost')}/sign-in`);
    await page.locator('.cl-devtoolsBadge').waitFor();
    await broken.inPage?.(page);
    await page.locator('.cl-devtoolsBadge').click();
    await examined(page);
    const found = page.locator('.cl-devtoolsFaultLink');
    // A file or a policy is noticed when the browser tells of it.
    for (const id of broken.ids) await found.filter({ hasText: id }).first().waitFor();
    assert.deepEqual((await found.allInnerTexts()).map((text) => text.trim()).sort(), [...broken.ids].sort());
    const text = await page.locator('.cl-devtoolsBody').innerText();
    assert.match(text, broken.says ?? /./);
    assert.doesNotMatch(text, /\{\w+\}/, 'a slot is not filled');
    assert.doesNotMatch(text, /sk_test_0/, 'a secret is repeated');
  } finally {
    site.broken = undefined;
    await context.close();
  }
}

/** Resolves when the page was examined. */
export async function examined(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      !document.querySelector('.cl-devtoolsButton[aria-busy]') &&
      document.querySelector('.cl-devtoolsPassed, .cl-devtoolsFault'),
  );
}

/** Forwards a request for the API to its other address, at the root or below the proxy path. */
export async function forwarded(url: URL): Promise<Response> {
  const { pathname, search, origin } = url;
  const path = pathname.startsWith('/__clerk/') ? pathname.slice('/__clerk'.length) : `/__clerk${pathname}`;
  const answer = await fetch(new URL(path + search, origin));
  return new Response(await answer.text(), {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? '' },
  });
}

/** Changes the answer to the environment that the panel asks for, on its way to the browser. */
export async function changeEnvironment(
  context: BrowserContext,
  change: (json: { publishable_key: string; display_config: Record<string, unknown> }) => void,
): Promise<void> {
  await context.route(
    ({ pathname }) => pathname === '/__clerk/v1/environment',
    async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      const response = await route.fetch();
      const json = await response.json();
      change(json);
      return route.fulfill({ response, body: JSON.stringify(json) });
    },
  );
}
