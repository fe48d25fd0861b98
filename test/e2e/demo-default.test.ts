import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { actsAs, continueWith, enterCode, leaving, signedIn } from './steps.ts';

describe('the demo without a flag', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const errors: string[][] = [];

  before(async () => {
    [demo, browser] = await Promise.all([startDemo({ DEMO_WITH: undefined }), launchBrowser()]);
    await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  /** A browser that the demo has never seen. */
  const openBrowser = async () => {
    context = await browser.newContext();
    page = await context.newPage();
    errors.push(collectErrors(page, demo.origin));
  };
  const dialog = () => page.locator('dialog.wallet');
  const press = (name: string) => dialog().getByRole('button', { name }).click();
  const address = async () => (await dialog().locator('.wallet-address').textContent()) ?? '';
  const startWallet = async () => {
    await page.goto(`${demo.origin}/sign-in`);
    await page.getByRole('button', { name: /^Continue with .*wallet$/i }).click();
    await dialog().waitFor();
  };

  test('the demo without a flag offers every sign-in method on its sign-in page and its start page', async () => {
    for (const path of ['/sign-in', '/']) {
      await page.goto(demo.origin + path);
      for (const name of ['Continue with Notary', 'Continue with a wallet', 'Use passkey instead']) {
        await page.getByRole('button', { name }).waitFor();
      }
      await page.getByRole('link', { name: 'Use phone' }).waitFor();
      await page.getByLabel('Email address or username').waitFor();
      await page.getByLabel('Password', { exact: true }).waitFor();
    }
  });

  test('a visitor without a wallet signs up with the demo wallet, after a dialog with the message', async () => {
    await startWallet();
    const first = await address();
    assert.match(first, /^0x[0-9a-f]{40}$/);
    await press('Make a new account');
    assert.notEqual(await address(), first);
    const chosen = await address();
    await press('Connect');
    await dialog().locator('.wallet-message').waitFor();
    assert.equal(await address(), chosen);
    assert.match((await dialog().locator('.wallet-message').textContent()) ?? '', /localhost:\d+ wants you to sign in/);
    await press('Sign');
    await page.waitForURL(/\/sign-up/);
    await page.locator('input[name=emailAddress]').fill('wanda@example.com');
    await page.locator('input[name=legalAccepted]').check();
    await continueWith(page);
    await enterCode(page, demo, 'wanda@example.com');
    await signedIn(page, demo.origin);
  });

  test('the key of the demo wallet stays in the browser, and signs in alone', async () => {
    await context.clearCookies();
    await startWallet();
    await press('Connect');
    await press('Sign');
    await signedIn(page, demo.origin);
  });

  test('a request that the visitor rejects in the demo wallet can be repeated', async () => {
    await context.clearCookies();
    await startWallet();
    await page.keyboard.press('Escape');
    await page.locator('.cl-alertText', { hasText: 'declined in your wallet' }).waitFor();
    await page.getByRole('button', { name: 'Demo wallet' }).click();
    await press('Connect');
    await press('Reject');
    await page.locator('.cl-alertText', { hasText: 'declined in your wallet' }).waitFor();
    await page.getByRole('button', { name: 'Demo wallet' }).click();
    await press('Connect');
    await press('Sign');
    await signedIn(page, demo.origin);
  });

  test('the OpenID provider of the demo takes any name, and its user signs up with it', async () => {
    // Whether the sign-in page greets the last user depends on how long that user's page was open.
    await context.close();
    await openBrowser();
    await page.goto(`${demo.origin}/sign-in`);
    await page.getByRole('button', { name: 'Continue with Notary' }).click();
    await page.locator('input[name=login]').fill('grace');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('input[name=legalAccepted]').check();
    await continueWith(page);
    await signedIn(page, demo.origin);
    await actsAs(page, 'grace@example.com');
  });

  test('the form of the demo for emailed links signs in when the link was followed', async () => {
    await page.goto(`${demo.origin}/elements`);
    await leaving(page, () => page.locator('.cl-signOutButton').click());
    await page.locator('#email-link-address').fill('grace@example.com');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    const link = await context.newPage();
    await link.goto(`${demo.origin}/__dev/inbox?to=grace@example.com`);
    await link.getByRole('link', { name: 'Open the link' }).first().click();
    await link.getByRole('button').first().click();
    await page.locator('#email-link [role=status]', { hasText: 'You are signed in.' }).waitFor();
    await link.close();
  });

  test('the demo without a flag offers every second factor', async () => {
    await page.goto(`${demo.origin}/user/security`);
    await page.locator('.cl-profileSection__passkeys').waitFor();
    await page.locator('.cl-profileSection__mfa').getByRole('button').first().click();
    for (const name of ['totp', 'phone_code']) await page.locator(`.cl-choice__${name}`).waitFor();
  });

  test('the demo wallet keeps quiet when the browser has a wallet', async () => {
    const other = await browser.newContext();
    await other.addInitScript(() => {
      const detail = {
        info: { uuid: 'a', name: 'Rabby', rdns: 'io.rabby', icon: 'data:image/svg+xml,' },
        provider: { request: () => new Promise(() => {}) },
      };
      const announce = () => dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
      addEventListener('eip6963:requestProvider', announce);
      announce();
    });
    const theirs = await other.newPage();
    await theirs.goto(`${demo.origin}/sign-in`);
    await theirs.locator('input[name=identifier]').waitFor();
    const names = await theirs.evaluate(() => {
      const found: string[] = [];
      addEventListener('eip6963:announceProvider', (event) =>
        found.push((event as CustomEvent<{ info: { name: string } }>).detail.info.name),
      );
      dispatchEvent(new Event('eip6963:requestProvider'));
      return found;
    });
    assert.deepEqual(names, ['Rabby']);
    await other.close();
  });

  test('the demo without a flag logs only that the wallet had no account', () => {
    assert.deepEqual(
      errors.flat().filter((error) => !/status of 422.*\/sign_ins\?/.test(error)),
      [],
    );
  });
});
