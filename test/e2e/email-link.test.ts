import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { codeInput, continueWith, isAt, userButton } from './steps.ts';

const EMAIL = 'dora@example.com';
const PASSWORD = 'a fine long password';
const HOUR = 3_600_000;

const pages = authPages({
  others: (pathname) => (pathname === '/hash' ? '<clerk-sign-in></clerk-sign-in>' : undefined),
});

describe('email links', () => {
  let site: Site;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  before(async () => {
    // When codes are turned off, a new address is verified by a link too.
    const config = {
      emailLink: true,
      emailCode: false,
      attributes: { password: 'optional' },
      signUp: { showOptionalFields: true },
    } as const;
    [site, browser] = await Promise.all([startSite(pages, config), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    // This passes the limits of emails to one address.
    site.advance(HOUR);
  });

  async function device(): Promise<BrowserContext> {
    const context = await browser.newContext();
    contexts.push(context);
    return context;
  }

  async function lastLink(to = EMAIL): Promise<string> {
    const answer = await fetch(`${site.origin}/__dev/messages?to=${encodeURIComponent(to)}`);
    const [message] = (await answer.json()) as { url?: string }[];
    assert.ok(message?.url, `No link was sent to ${to}.`);
    return message.url;
  }

  const number = (page: Page) => page.locator('.cl-linkMatchNumber');
  const home = (page: Page) => page.waitForURL(`${site.origin}/`);

  /** Continues with a link from any method on screen. */
  async function chooseLink(page: Page): Promise<void> {
    // The number arrives with the answer to the request that sends the link.
    const link = page.locator('.cl-signIn-emailLink');
    await link.or(page.locator('.cl-signIn-password')).waitFor();
    if (!(await link.isVisible())) {
      await page.locator('.cl-footerActionLink__alternativeMethods').click();
      await page.locator('.cl-alternativeMethodsBlockButton__email_link').click();
    }
    await number(page).waitFor();
  }

  /** Opens a tab that waits for a link to sign in. */
  async function waiting(context: BrowserContext, path = '/sign-in'): Promise<Page> {
    const page = await context.newPage();
    await page.goto(site.origin + path);
    await page.locator('input[name=identifier]').fill(EMAIL);
    await continueWith(page);
    await chooseLink(page);
    return page;
  }

  async function open(context: BrowserContext, url: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  test('a link verifies the address of a new account, and both tabs are signed in', async () => {
    const context = await device();
    const page = await context.newPage();
    const errors = collectErrors(page);
    await page.goto(`${site.origin}/sign-up`);
    await page.locator('input[name=emailAddress]').fill(EMAIL);
    await page.locator('input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await number(page).waitFor();
    await isAt(page, '/sign-up/verify-email-address');
    const tab = await open(context, await lastLink());
    await tab.getByRole('button', { name: 'Confirm' }).click();
    await Promise.all([home(tab), home(page)]);
    await userButton(page).waitFor();
    assert.deepEqual(errors, []);
  });

  test('a link signs in the same browser after a mail scanner with scripts opened it', async () => {
    const context = await device();
    const page = await waiting(context);
    await isAt(page, '/sign-in/factor-one');
    const link = await lastLink();
    const scanner = await device();
    for (let i = 0; i < 3; i++) {
      const seen = await open(scanner, link);
      await seen.waitForLoadState('networkidle');
      await seen.getByRole('heading', { name: /Which number/ }).waitFor();
    }
    assert.deepEqual(await scanner.cookies(), []);
    const tab = await open(context, link);
    const violations = collectErrors(tab);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await Promise.all([home(tab), home(page)]);
    await userButton(tab).waitFor();
    assert.deepEqual(violations, []);
  });

  test('a link that another device opens signs in by its number', async () => {
    const page = await waiting(await device());
    const shown = await number(page).innerText();
    const phone = await device();
    const tab = await open(phone, await lastLink());
    assert.match(await tab.locator('dl').innerText(), /Chrom/);
    await tab.getByRole('button', { name: shown, exact: true }).click();
    await tab.getByRole('heading', { name: 'That worked', exact: true }).waitFor();
    await home(page);
    await userButton(page).waitFor();
    assert.equal((await phone.cookies()).find(({ name }) => name === '__client_uat')?.value ?? '0', '0');
  });

  test('a wrong number ends a link, and the waiting tab says so and can send another one', async () => {
    const context = await device();
    const page = await waiting(context);
    const shown = await number(page).innerText();
    const tab = await open(await device(), await lastLink());
    await tab.locator('button.number').filter({ hasNotText: shown }).first().click();
    await tab.getByRole('heading', { name: 'The link no longer works', exact: true }).waitFor();
    await page.locator('[role=alert]').waitFor();
    await number(page).waitFor({ state: 'detached' });
    site.advance(HOUR);
    await page.reload();
    await chooseLink(page);
    const second = await open(context, await lastLink());
    await second.getByRole('button', { name: 'Sign in' }).click();
    await home(page);
  });

  for (const path of ['/sign-in', '/hash']) {
    test(`a link survives a reload of the waiting tab, which accepts the code, too (${path})`, async () => {
      const page = await waiting(await device(), path);
      const shown = await number(page).innerText();
      await page.reload();
      await number(page).waitFor();
      assert.equal(await number(page).innerText(), shown);
      await codeInput(page).fill(await site.lastCode(EMAIL));
      await home(page);
    });
  }

  test('a link leads back to a step in the hash', async () => {
    const context = await device();
    const page = await waiting(context, '/hash');
    const tab = await open(context, await lastLink());
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await Promise.all([home(tab), home(page)]);
  });

  test('the landing page of a link says what happened, also after a reload, and offers to start again', async () => {
    const page = await (await device()).newPage();
    await page.goto(`${site.origin}/sign-in/verify?__clerk_status=expired`);
    for (let i = 0; i < 2; i++) {
      await page.locator('.cl-signIn-verify .cl-headerTitle', { hasText: 'This link has expired' }).waitFor();
      await page.reload();
    }
    await page.locator('.cl-signIn-verify').waitFor();
    await continueWith(page);
    await page.locator('input[name=identifier]').waitFor();
  });
});
