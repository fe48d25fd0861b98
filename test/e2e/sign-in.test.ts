import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { codeInput, codeSent, continueWith, enterCode, isAt, signedIn, signUp } from './steps.ts';

const EMAIL = 'cleo@example.com';
const PASSWORD = 'a fine long password';
const IDENTIFIER = 'input[name=identifier]';

const OTHERS: Record<string, string> = {
  '/hash': '<clerk-sign-in></clerk-sign-in>',
  '/virtual': '<clerk-sign-in routing="virtual"></clerk-sign-in>',
  '/guarded': '<clerk-redirect-to-sign-in></clerk-redirect-to-sign-in>',
};
const pages = authPages({ others: (pathname) => OTHERS[pathname] });

describe('sign-in', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [site, browser] = await Promise.all([startSite(pages), launchBrowser()]);
    page = await fresh();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress: EMAIL, password: PASSWORD });
    await signedIn(page, site.origin);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  const fresh = async (): Promise<Page> => {
    await page?.context().close();
    return (await browser.newContext()).newPage();
  };
  /** Types the address and continues to the email code. */
  const askForCode = async (path: string): Promise<void> => {
    // This passes the limits of emails to one address.
    site.advance(3_600_000);
    page = await fresh();
    await page.goto(site.origin + path);
    await page.locator(IDENTIFIER).fill(EMAIL);
    await continueWith(page);
    await page.locator('.cl-signIn-password input[name=password]').waitFor();
    await page.getByRole('link', { name: 'Use another method' }).click();
    await page.getByRole('button', { name: /Email code to/ }).click();
    await codeSent(page);
  };

  test('sign-in shows the step in the path, and the email code completes it', async () => {
    await askForCode('/sign-in');
    await isAt(page, '/sign-in/factor-one');
    await enterCode(page, site, EMAIL);
    await signedIn(page, site.origin);
  });

  test('sign-in shows the step in the hash', async () => {
    await askForCode('/hash');
    await page.waitForURL(({ hash }) => hash === '#/factor-one');
  });

  test('sign-in keeps the step in memory', async () => {
    await askForCode('/virtual');
    assert.equal(page.url(), `${site.origin}/virtual`);
  });

  test('a reload keeps the sign-in and sends no second code', async () => {
    await askForCode('/sign-in');
    const code = await site.lastCode(EMAIL);
    await page.reload();
    await codeSent(page);
    assert.equal(await site.lastCode(EMAIL), code);
    await codeInput(page).fill(code);
    await page.waitForURL(`${site.origin}/`);
  });

  test('the user goes back to the start with the typed address, and forward again', async () => {
    await askForCode('/sign-in');
    await page.goBack();
    await page.waitForURL(`${site.origin}/sign-in`);
    assert.equal(await page.locator(IDENTIFIER).inputValue(), EMAIL);
    await page.goForward();
    await page.waitForURL(`${site.origin}/sign-in/factor-one`);
    await page.locator('.cl-signIn-root form').waitFor();
  });

  test('a second tab continues the sign-in, and the first tab follows', async () => {
    await askForCode('/sign-in');
    const second = await page.context().newPage();
    await second.goto(`${site.origin}/sign-in/factor-one`);
    await enterCode(second, site, EMAIL);
    await second.waitForURL(`${site.origin}/`);
    await page.bringToFront();
    await page.waitForURL(`${site.origin}/`);
  });

  test('a URL of a step without an attempt leads to the start', async () => {
    page = await fresh();
    await page.goto(`${site.origin}/sign-in/factor-one`);
    await page.locator(IDENTIFIER).waitFor();
    await isAt(page, '/sign-in');
  });

  test('sign-in returns to the page that requested it', async () => {
    page = await fresh();
    await page.goto(`${site.origin}/guarded`);
    await page.waitForURL(/\/sign-in/);
    await page.locator(IDENTIFIER).fill(EMAIL);
    await continueWith(page);
    await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await page.waitForURL(`${site.origin}/guarded`);
  });

  for (const target of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
    test(`sign-in never redirects to ${target}`, async () => {
      page = await fresh();
      await page.goto(`${site.origin}/sign-in?redirect_url=${encodeURIComponent(target)}`);
      await page.locator(IDENTIFIER).fill(EMAIL);
      await continueWith(page);
      await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
      await continueWith(page);
      await page.waitForURL(`${site.origin}/`);
    });
  }

  test('two clicks on a slow network send one request', async () => {
    page = await fresh();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator(IDENTIFIER).fill(EMAIL);
    await continueWith(page);
    await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/sign_ins')) sent.push(request.url());
    });
    const network = await page.context().newCDPSession(page);
    const [latency, throughput] = [400, 50_000 / 8];
    const slow = { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput };
    await network.send('Network.emulateNetworkConditions', slow);
    await page.getByRole('button', { name: 'Continue', exact: true }).dblclick();
    await signedIn(page, site.origin);
    assert.equal(sent.length, 1, sent.join());
  });

  test('the form keeps what the user typed while the API is down, and continues afterwards', async () => {
    page = await fresh();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator(IDENTIFIER).fill(EMAIL);
    await clientLoaded(page);
    let isDown = true;
    await page.route('**/v1/**', (route) => (isDown ? route.abort('internetdisconnected') : route.continue()));
    await continueWith(page);
    await page.locator('.cl-alert').waitFor();
    assert.equal(await page.locator(IDENTIFIER).inputValue(), EMAIL);
    isDown = false;
    await continueWith(page);
    await page.locator('.cl-signIn-password').waitFor();
  });

  for (const path of ['/sign-in', '/hash']) {
    test(`a lost part of the screen reloads the page at its step (${path})`, async () => {
      page = await fresh();
      let isBroken = true;
      await page.route(/\/chunks\/steps-/, (route) => (isBroken ? route.abort() : route.continue()));
      const lost = page.waitForEvent('requestfailed');
      await page.goto(site.origin + path);
      await page.locator(IDENTIFIER).waitFor();
      await lost;
      // Requests that are pending on a removed route get no answer.
      isBroken = false;
      await page.locator(IDENTIFIER).fill(EMAIL);
      await continueWith(page);
      await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
      await continueWith(page);
      await signedIn(page, site.origin);
    });
  }

  test('the form reads values that a password manager sets without any event', async () => {
    page = await fresh();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator(IDENTIFIER).evaluate((input: HTMLInputElement, value) => {
      input.value = value;
    }, EMAIL);
    await continueWith(page);
    await page.locator('.cl-signIn-password input[name=password]').evaluate((input: HTMLInputElement, value) => {
      input.value = value;
    }, PASSWORD);
    await continueWith(page);
    await page.waitForURL(`${site.origin}/`);
  });

  test('the password step has one form with a real username field', async () => {
    page = await fresh();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator(IDENTIFIER).fill(EMAIL);
    await continueWith(page);
    const password = page.locator('.cl-signIn-password input[name=password]');
    await password.waitFor();
    const form = await password.evaluate((input: HTMLInputElement) => {
      const username = input.form?.querySelector<HTMLInputElement>('input[autocomplete~=username]');
      return {
        method: input.form?.method,
        autocomplete: input.autocomplete,
        username: username?.value,
        forms: document.forms.length,
      };
    });
    assert.deepEqual(form, { method: 'post', autocomplete: 'current-password', username: EMAIL, forms: 1 });
  });
});

async function clientLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
}
