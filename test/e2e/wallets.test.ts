import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import type { Manner, TestWallet, TestWalletOptions } from '../support/test-wallet.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { continueWith, enterCode, isAt, signedIn } from './steps.ts';

declare const window: { testWallet: TestWallet };

describe('a wallet in the browser', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[] = [];

  before(async () => {
    [site, browser] = await Promise.all([
      startSite(authPages({ signUp: '' }), {
        wallets: ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'],
        attributes: { web3Wallet: 'optional', password: 'optional' },
      }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens the sign-in page in a new browser with wallets. */
  const open = async (...wallets: TestWalletOptions[]): Promise<void> => {
    await page?.context().close();
    const context = await browser.newContext();
    for (const wallet of wallets) await context.addInitScript(await testWalletScript(wallet));
    page = await context.newPage();
    errors = collectErrors(page);
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('.cl-socialButtonsBlockButton__wallet').waitFor();
  };
  const start = (): Promise<void> => page.locator('.cl-socialButtonsBlockButton__wallet').click();
  const behave = (manner: Manner): Promise<void> =>
    page.evaluate((to) => {
      window.testWallet.manner = to;
    }, manner);
  const wallets = () => page.locator('.cl-alternativeMethodsBlockButton');
  const key = '44'.repeat(32);

  test('a new wallet leads to sign-up, which asks for an email address, and then signs in alone', async () => {
    await open({ privateKey: key });
    await start();
    await page.waitForURL(/\/sign-up/);
    await page.locator('input[name=emailAddress]').fill('wanda@example.com');
    await continueWith(page);
    await enterCode(page, site, 'wanda@example.com');
    await signedIn(page, site.origin);

    await open({ privateKey: key });
    await start();
    await signedIn(page, site.origin);
    assert.deepEqual(errors, []);
  });

  test('the user chooses a wallet, with the step in the path', async () => {
    await open({ name: 'Rabby', rdns: 'io.rabby' }, { privateKey: key });
    await start();
    await wallets().first().waitFor();
    await isAt(page, '/sign-in/choose-wallet');
    assert.deepEqual(await wallets().allInnerTexts(), ['Rabby', 'MetaMask']);
    await page.getByRole('button', { name: 'MetaMask' }).click();
    await signedIn(page, site.origin);
  });

  test('a refused wallet request shows an error and can be repeated', async () => {
    await open({ privateKey: key, manner: 'reject-sign' });
    await start();
    await page.locator('.cl-alertText', { hasText: 'declined in your wallet' }).waitFor();
    await behave('stranger');
    await wallets().click();
    await page.getByText('does not match this wallet').waitFor();
    await behave('honest');
    await wallets().click();
    await signedIn(page, site.origin);
  });

  test('the user leaves a wallet that does not answer with the button or the browser’s back', async () => {
    for (const leave of [() => page.locator('.cl-backLink').click(), () => page.goBack()]) {
      await open({ privateKey: key, manner: 'late' });
      await start();
      await page.getByText('If your wallet did not open by itself').waitFor();
      await leave();
      await page.locator('input[name=identifier]').waitFor();
      await isAt(page, '/sign-in');
      await page.evaluate(() => window.testWallet.release());
      await page.locator('input[name=identifier]').fill('wanda@example.com');
      await continueWith(page);
      await page.waitForURL(/factor-one/);
    }
  });

  test('a reload keeps the wallet page, and the wallet can be asked again', async () => {
    await open({ privateKey: key, manner: 'late' });
    await start();
    await page.waitForURL(/choose-wallet/);
    await page.reload();
    await wallets().click();
    await isAt(page, '/sign-in/choose-wallet');
    await page.getByText('If your wallet did not open by itself').waitFor();
    await page.waitForFunction(() => window.testWallet.requests.length > 0);
    await page.evaluate(() => {
      window.testWallet.manner = 'honest';
      window.testWallet.release();
    });
    await signedIn(page, site.origin);
  });

  test('the page says what to do without a wallet', async () => {
    await open();
    await start();
    await page.locator('.cl-headerTitle', { hasText: 'No wallet found' }).waitFor();
    assert.equal(await wallets().count(), 0);
    await page.locator('.cl-backLink').click();
    await page.locator('input[name=identifier]').waitFor();
  });
});
