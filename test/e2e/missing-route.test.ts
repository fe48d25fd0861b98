import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, errorLogged, launchBrowser } from '../support/browser.ts';
import { browserArgs, createLoadSite, type LoadSite, SIGN_IN, VISITOR } from '../support/load-site.ts';
import { type Site, startSite } from '../support/site.ts';
import { startTlsHosts } from '../support/tls-hosts.ts';
import { continueWith, isAt, signedIn, signUpBefore } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'violet kettle on a northern roof' };
const RELOAD = /clerk-widgets: a reload at \/sign-in\/factor-one finds no page/;

describe('a site that serves /sign-in and nothing below it', () => {
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];

  before(async () => {
    browser = await launchBrowser();
    const pages = authPages();
    site = await startSite((url, config) =>
      url.pathname.startsWith('/sign-in/') ? new Response('Not found', { status: 404 }) : pages(url, config),
    );
    await signUpBefore(browser, site, ADA);
    context = await browser.newContext();
    page = await context.newPage();
    errors = collectErrors(page);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('a sign-in keeps its step over a reload, and signs in', async () => {
    await page.goto(`${site.origin}/sign-in?redirect_url=%2F`);
    await errorLogged(page, errors, RELOAD);
    await page.locator('input[name=identifier]').fill(ADA.emailAddress);
    await continueWith(page);
    await page.locator('.cl-signIn-password').waitFor();
    await page.waitForURL(({ pathname, hash }) => pathname === '/sign-in' && /^#\/factor-one(\?|$)/.test(hash));
    for (let reload = 0; reload < 2; reload++) {
      const before = await page.evaluate(() => location.href);
      await page.reload();
      await page.locator('.cl-signIn-password').waitFor();
      await page.waitForURL(({ href }) => href === before);
    }
    await page.goBack();
    await page.locator('.cl-signIn-start input[name=identifier]').waitFor();
    await page.goForward();
    await page.locator('.cl-signIn-password input[name=password]').fill(ADA.password);
    await continueWith(page);
    await signedIn(page, site.origin);
  });
});

describe('a page of a production instance on its own host', () => {
  let site: LoadSite;
  let tls: Awaited<ReturnType<typeof startTlsHosts>>;
  let browser: Browser;

  before(async () => {
    site = await createLoadSite(
      'live',
      (_, api) => `<clerk-sign-in routing="path" path="${SIGN_IN}"></clerk-sign-in>
        <script async src="${api}/clerk.js?elements=sign-in"></script>`,
    );
    tls = await startTlsHosts(site.hosts);
    browser = await launchBrowser(browserArgs(tls.port));
  });
  after(async () => {
    await browser?.close();
    tls?.close();
    await site?.server.close();
  });

  test('does not ask its site for pages of steps', async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const errors = collectErrors(page);
    await page.goto(`https://app.live.test${SIGN_IN}?scene=sign-in`);
    await page.locator('input[name=identifier]').fill(VISITOR.emailAddress);
    await continueWith(page);
    await page.locator('.cl-signIn-password').waitFor();
    await page.waitForLoadState('networkidle');
    await isAt(page, `${SIGN_IN}/factor-one`);
    const asked = site.seen.map(({ url }) => url.pathname);
    assert.deepEqual(
      asked.filter((path) => path.startsWith(`${SIGN_IN}/`) || path.includes('missing-route')),
      [],
    );
    assert.deepEqual(errors, []);
    await context.close();
  });
});
