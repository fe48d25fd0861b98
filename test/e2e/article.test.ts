import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { html, type Pages, type Site, startSite } from '../support/site.ts';
import { signUpBefore, signedIn, userButton } from './steps.ts';

const EMAIL = 'ada@example.com';
const PASSWORD = 'a fine long password';

/** Answers the image of an article, which holds its load event back. */
let answerImage = (): void => {};

const auth = authPages();

/** Pages with the script. An article has no element; the script of a manual one waits for the page. */
const pages: Pages = async (url, config) => {
  const script = (attributes = '') =>
    `<script async crossorigin="anonymous" data-clerk-publishable-key="${config.publishableKey}" data-clerk-proxy-url="/__clerk"
      ${attributes} src="/__clerk/npm/clerk-widgets@1/dist/clerk.js"></script>`;
  switch (url.pathname) {
    case '/article':
      return html(`<article></article>${script()}`);
    case '/slow-article':
      return html(`<img src="/image.svg" alt="">${script()}`);
    case '/image.svg':
      await new Promise<void>((resolve) => (answerImage = resolve));
      return new Response('<svg xmlns="http://www.w3.org/2000/svg"/>', {
        headers: { 'content-type': 'image/svg+xml' },
      });
    case '/manual':
      return html(`<clerk-user-button></clerk-user-button>${script('data-clerk-load="manual"')}`);
    default:
      return auth(url, config);
  }
};

describe('a page with the script and without an element', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Paths of what the page requested besides itself and clerk.js. */
  const requests: string[] = [];

  before(async () => {
    [site, browser] = await Promise.all([startSite(pages), launchBrowser()]);
    await signUpBefore(browser, site, { emailAddress: EMAIL, password: PASSWORD });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext();
    page = await context.newPage();
    requests.length = 0;
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/\/v1\/|\/chunks\//.test(pathname)) requests.push(pathname);
    });
  });

  /** Signs this browser in, in a tab that is closed then. */
  async function signInElsewhere(): Promise<void> {
    const other = await context.newPage();
    await other.goto(`${site.origin}/sign-in`);
    await other.locator('input[name=identifier]').fill(EMAIL);
    await other.locator('input[name=password]').fill(PASSWORD);
    await other.locator('.cl-formButtonPrimary').click();
    await signedIn(other, site.origin);
    await other.close();
  }
  const hasScript = () => page.waitForFunction(() => 'Clerk' in window);
  const isLoaded = () => page.waitForFunction(() => (window as unknown as { Clerk?: { user?: unknown } }).Clerk?.user);
  /** Waits until the page has done what it does when it is idle. */
  const idle = () => page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())));

  test('the session token of a signed-in visitor is refreshed', async () => {
    await signInElsewhere();
    await page.clock.install();
    await page.goto(`${site.origin}/article`);
    await isLoaded();
    const before = await sessionToken();
    const refresh = page.waitForResponse((r) => /\/tokens\b/.test(r.url()) && r.request().method() === 'POST');
    await page.clock.fastForward(51_000);
    assert.equal((await refresh).status(), 200);
    await page.waitForFunction((old) => !document.cookie.includes(old), before);
    assert.ok(await sessionToken());
  });

  test('a signed-out visitor requests nothing', async () => {
    await page.goto(`${site.origin}/article`);
    await hasScript();
    await idle();
    assert.deepEqual(requests, []);
  });

  test('nothing is requested before the page has loaded', async () => {
    await signInElsewhere();
    await page.goto(`${site.origin}/slow-article`, { waitUntil: 'commit' });
    await hasScript();
    await idle();
    assert.deepEqual(requests, []);
    answerImage();
    await isLoaded();
  });

  test('a page that comes back from the back/forward cache loads when the visitor has signed in meanwhile', async () => {
    await page.goto(`${site.origin}/article`);
    await hasScript();
    await signInElsewhere();
    await idle();
    assert.deepEqual(requests, []);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await isLoaded();
  });

  test('a page that is prerendered, or opened in the background, loads when it is shown', async () => {
    await signInElsewhere();
    await page.addInitScript(() => {
      Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'hidden', configurable: true });
    });
    await page.goto(`${site.origin}/article`);
    await hasScript();
    await idle();
    assert.deepEqual(requests, []);
    await page.evaluate(() => {
      Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'visible' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await isLoaded();
  });

  test('a browser that does not say when it is idle loads as well', async () => {
    await signInElsewhere();
    await page.addInitScript(() => Reflect.deleteProperty(window, 'requestIdleCallback'));
    await page.goto(`${site.origin}/article`);
    await isLoaded();
  });

  test('data-clerk-load="manual" leaves everything to Clerk.load(), elements too', async () => {
    await signInElsewhere();
    await page.goto(`${site.origin}/manual`);
    await hasScript();
    await idle();
    assert.deepEqual(requests, []);
    await page.evaluate(() =>
      (window as unknown as { Clerk: { load(options: object): Promise<void> } }).Clerk.load({
        localization: { userButton: { action__openUserMenu: 'My menu' } },
      }),
    );
    await userButton(page).waitFor();
    await userButton(page).locator('.cl-liveRegion').getByText('My menu', { exact: true }).waitFor();
    await isLoaded();
    assert.equal(requests.join('\n').match(/\/v1\/client$/gm)?.length, 1);
  });

  async function sessionToken(): Promise<string> {
    const cookies = await context.cookies();
    return cookies.find(({ name }) => name === '__session')?.value ?? '';
  }
});
