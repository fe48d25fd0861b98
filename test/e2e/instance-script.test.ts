import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright';
import { buildPublishableKey, parsePublishableKey } from '../../src/protocol/keys.ts';
import { collectErrors, errorLogged, launchBrowser } from '../support/browser.ts';
import { listen } from '../support/listen.ts';
import { html, type Site, startSite } from '../support/site.ts';
import { codeSent, continueWith } from './steps.ts';

const PASSWORD = 'a fine long password';
const FORM = '<clerk-sign-in></clerk-sign-in>';
const SIGN_UP = '<clerk-sign-up></clerk-sign-up>';
const OTHER_KEY = buildPublishableKey('production', 'clerk.other.example');

describe('the script of the instance', () => {
  let pages: Server;
  let stranger: Server;
  let pageOrigin: string;
  let strangerOrigin: string;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];
  /** Paths that the page requested of the API. */
  const requests: string[] = [];
  /** While true, the API does not answer. */
  let isDown = false;

  before(async () => {
    pages = createHttpServer();
    stranger = createHttpServer();
    [pageOrigin, strangerOrigin] = await Promise.all([listen(pages), listen(stranger)]);
    const bodies: Record<string, string> = {
      '/root': `${SIGN_UP}<script async src="/clerk.js"></script>`,
      '/proxied': `${SIGN_UP}<script async src="/__clerk/clerk.js"></script>`,
      '/sign-in': `${FORM}<script async data-clerk-sign-up-url="/join" src="/clerk.js?elements=sign-in"></script>`,
      '/other-key': `${FORM}<script async data-clerk-publishable-key="${OTHER_KEY}" src="/clerk.js"></script>`,
      '/other-proxy': `${FORM}<script async data-clerk-proxy-url="/__clerk" src="/clerk.js"></script>`,
      '/module': `${FORM}<script type="module" src="/clerk.js?elements=sign-in"></script>`,
      '/no-key-first': `${FORM}<script src="/npm/clerk-widgets@1/dist/clerk.js"></script><script src="/clerk.js?elements=sign-in"></script>`,
      '/base': `<script async src="/clerk.js"></script><base href="https://evil.example/">${FORM}`,
    };
    site = await startSite(
      ({ pathname }, { publishableKey }) => {
        if (pathname === '/both') {
          return html(`${FORM}<script src="/clerk.js"></script><script data-clerk-publishable-key="${publishableKey}"
            data-clerk-proxy-url="/__clerk" src="/npm/clerk-widgets@1/dist/clerk.js"></script>`);
        }
        if (pathname === '/host-only') {
          const host = parsePublishableKey(publishableKey).frontendApi;
          return html(`${FORM}<script async data-clerk-frontend-api="${host}" data-clerk-proxy-url="/__clerk"
            src="/npm/clerk-widgets@1/dist/clerk.js"></script>`);
        }
        if (isDown && pathname.includes('/v1/')) return new Response(null, { status: 503 });
        return bodies[pathname] === undefined ? undefined : html(bodies[pathname]);
      },
      { allowedOrigins: [pageOrigin], homeUrl: pageOrigin },
    );
    const elsewhere = getRequestListener(() => html(`${FORM}<script async src="${site.origin}/clerk.js"></script>`));
    pages.on('request', elsewhere);
    stranger.on('request', elsewhere);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    pages?.close();
    stranger?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext();
    page = await context.newPage();
    errors = collectErrors(page);
    requests.length = 0;
    isDown = false;
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.includes('/v1/')) requests.push(pathname);
    });
  });

  const identifier = () => page.locator('clerk-sign-in input[name=identifier]');
  const isLoaded = () =>
    page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
  const proxyUrl = () => page.evaluate(() => (window as unknown as { Clerk: { proxyUrl?: string } }).Clerk.proxyUrl);

  for (const [where, path, api] of [
    ['the root of the server', '/root', ''],
    ['a proxy path', '/proxied', '/__clerk'],
  ] as const) {
    test(`the tag needs no attribute when the script comes from ${where}, and no environment is requested`, async () => {
      await page.goto(`${site.origin}${path}`);
      await page.locator('input[name=emailAddress]').fill(`${api.length}@example.com`);
      await page.locator('input[name=password]').fill(PASSWORD);
      await continueWith(page);
      await codeSent(page);
      assert.equal(await proxyUrl(), `${site.origin}${api}`);
      assert.equal(requests[0], `${api}/v1/client`);
      assert.ok(!requests.some((path) => path.endsWith('/environment')), requests.join());
      assert.deepEqual(errors, []);
    });
  }

  test('a page on another origin finds the API beside the script', async () => {
    await page.goto(pageOrigin);
    await identifier().waitFor();
    await isLoaded();
    assert.equal(await proxyUrl(), site.origin);
    assert.deepEqual(requests, ['/v1/client']);
    assert.deepEqual(errors, []);
  });

  test('attributes of the tag are options as before', async () => {
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('clerk-sign-in a[href*="/join"]').waitFor();
    await page.goto(`${site.origin}/other-proxy`);
    await isLoaded();
    assert.deepEqual(new Set(requests), new Set(['/v1/client', '/__clerk/v1/client']));
  });

  test('the console says that the key of the tag is another one than that of the script, which is used', async () => {
    await page.goto(`${site.origin}/other-key`);
    await identifier().waitFor();
    await errorLogged(page, errors, /made for the instance of .*clerk\.other\.example/);
    await isLoaded();
  });

  test('a base of another origin does not decide where the API is', async () => {
    await page.goto(`${site.origin}/base`);
    await identifier().waitFor();
    assert.equal(await proxyUrl(), site.origin);
    assert.deepEqual(errors, []);
  });

  test('the first of two scripts on a page counts, of whichever kind', async () => {
    await page.goto(`${site.origin}/both`);
    await isLoaded();
    assert.deepEqual(requests, ['/v1/client']);
    assert.equal(await identifier().count(), 1);
    assert.deepEqual(errors, []);
  });

  test('a tag with the host of the API, as the oldest pages have it, needs no key', async () => {
    await page.goto(`${site.origin}/host-only`);
    await identifier().waitFor();
    await isLoaded();
    const { publishableKey } = site.config;
    assert.equal(await page.evaluate(() => window.Clerk?.publishableKey), publishableKey);
    assert.deepEqual(errors, []);
  });

  test('the console says that the script is no module', async () => {
    await page.goto(`${site.origin}/module`);
    await errorLogged(page, errors, /^clerk-widgets: load the script by a script tag without type="module"/);
  });

  test('a script that could not start does not keep a later one from working', async () => {
    await page.goto(`${site.origin}/no-key-first`);
    await identifier().fill('nobody@example.com');
    await continueWith(page);
    await page.getByText('There is no account with these details').waitFor();
    await errorLogged(page, errors, /publishable key is missing/);
  });

  test('a browser that is too old for the elements is told so without a request', async () => {
    await page.addInitScript(() => Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets'));
    await page.goto(`${site.origin}/sign-in`);
    await page.getByRole('alert').filter({ hasText: 'This browser is too old' }).waitFor();
    assert.deepEqual(requests, []);
  });

  test('the form shows while the API is down', async () => {
    isDown = true;
    await page.goto(`${site.origin}/sign-in`);
    await identifier().fill('ada@example.com');
    await isLoaded();
    assert.equal(await identifier().inputValue(), 'ada@example.com');
  });

  test('the console names the setting when the origin of the page is not allowed, and the form says it too', async () => {
    await page.goto(strangerOrigin);
    await errorLogged(page, errors, /clerk-widgets: .*http:\/\/localhost:\d+\) is not allowed.*CLERK_ALLOWED_ORIGINS/);
    await page.waitForFunction(() => (window as unknown as { Clerk: { status: string } }).Clerk.status === 'error');
    await identifier().fill('ada@example.com');
    await continueWith(page);
    await page.locator('clerk-sign-in [role=alert]', { hasText: 'not allowed' }).waitFor();
  });
});
