import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { listen } from '../support/listen.ts';
import { html, type Site, startSite } from '../support/site.ts';
import { codeSent, continueWith, signUpBefore, signedIn, userButton } from './steps.ts';

const EMAIL = 'ada@example.com';
const PASSWORD = 'a fine long password';

describe('a form before the client is known', () => {
  let pages: Server;
  let pageOrigin: string;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** While set, the API does not answer `GET /client`. */
  let held: PromiseWithResolvers<void> | undefined;

  before(async () => {
    pages = createHttpServer();
    pageOrigin = await listen(pages);
    const auth = authPages();
    site = await startSite(
      async (url, config) => {
        if (url.pathname.endsWith('/v1/client')) await held?.promise;
        return auth(url, config);
      },
      { allowedOrigins: [pageOrigin], homeUrl: pageOrigin, singleSession: true },
    );
    pages.on(
      'request',
      getRequestListener((request) => {
        const tag = new URL(request.url).pathname.slice(1) || 'clerk-user-button';
        return html(`<${tag}></${tag}><script async data-clerk-publishable-key="${site.config.publishableKey}"
          data-clerk-proxy-url="${site.origin}" src="${site.origin}/npm/clerk-widgets@1/dist/clerk.js"></script>`);
      }),
    );
    browser = await launchBrowser();
    await signUpBefore(browser, site, { emailAddress: EMAIL, password: PASSWORD });
  });
  after(async () => {
    await browser?.close();
    pages?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext();
    page = await context.newPage();
    held = undefined;
  });

  const input = (name: string) => page.locator(`input[name=${name}]`);
  const answer = () => {
    held?.resolve();
    held = undefined;
  };
  const isLoaded = () =>
    page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);

  for (const where of ['own', 'another'] as const) {
    const urlOf = (own: string, other: string) =>
      where === 'own' ? `${site.origin}/${own}` : `${pageOrigin}/${other}`;

    test(`the sign-in on ${where} origin takes what is typed, and keeps it when the client comes`, async () => {
      held = Promise.withResolvers();
      await page.goto(urlOf('sign-in', 'clerk-sign-in'));
      await input('identifier').fill(EMAIL);
      answer();
      await isLoaded();
      assert.equal(await input('identifier').inputValue(), EMAIL);
      await input('password').fill(PASSWORD);
      await continueWith(page);
      await userButton(page).waitFor();
    });

    test(`the sign-up on ${where} origin can be submitted before the client comes`, async () => {
      held = Promise.withResolvers();
      await page.goto(urlOf('sign-up', 'clerk-sign-up'));
      await input('emailAddress').fill(`${where}@example.com`);
      await input('password').fill(PASSWORD);
      await continueWith(page);
      answer();
      await codeSent(page);
    });
  }

  test('a user whose cookies are lost is led on when the client says that they are signed in', async () => {
    await page.goto(`${site.origin}/sign-in`);
    await input('identifier').fill(EMAIL);
    await input('password').fill(PASSWORD);
    await continueWith(page);
    await signedIn(page, site.origin);
    // A page of a signed-in user writes its cookies when it is left.
    await page.goto('about:blank');
    await context.clearCookies({ name: /^__(session|client_uat)/ });
    held = Promise.withResolvers();
    await page.goto(`${site.origin}/sign-in`);
    await input('identifier').fill('bo@example.com');
    answer();
    await signedIn(page, site.origin);
  });
});
