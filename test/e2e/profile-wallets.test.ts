import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import type { Manner, TestWallet, TestWalletOptions } from '../support/test-wallet.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { signedIn, signUp } from './steps.ts';

declare const window: { testWallet: TestWallet };

const PASSWORD = 'a fine long password';
/** Milliseconds after which a sensitive change needs reverification. */
const ELEVEN_MINUTES = 660_000;

const pages = authPages({
  others: (pathname) =>
    pathname.startsWith('/user') ? '<clerk-user-profile routing="path" path="/user"></clerk-user-profile>' : undefined,
});

describe('wallets in the profile', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let count = 0;

  before(async () => {
    [site, browser] = await Promise.all([
      startSite(pages, { wallets: ['metamask', 'coinbase_wallet'], attributes: { web3Wallet: 'optional' } }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Signs a new user up in a browser with these wallets, and opens the profile. */
  const arrive = async (...wallets: TestWalletOptions[]): Promise<void> => {
    await page?.context().close();
    const context = await browser.newContext();
    for (const wallet of wallets) await context.addInitScript(await testWalletScript(wallet));
    page = await context.newPage();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress: `user${++count}@example.com`, password: PASSWORD });
    await signedIn(page, site.origin);
    await page.goto(`${site.origin}/user`);
    await page.getByRole('button', { name: 'Connect wallet' }).click();
  };
  const section = () => page.locator('.cl-profileSection__web3Wallets');
  const rows = () => section().locator('li');
  const said = (text: string) => page.locator('.cl-liveRegion', { hasText: text }).waitFor();
  const choose = (name = 'MetaMask') => section().getByRole('button', { name, exact: true }).click();
  const behave = (manner: Manner): Promise<void> =>
    page.evaluate((to) => {
      window.testWallet.manner = to;
    }, manner);
  const menu = async (row: number, entry: string): Promise<void> => {
    await rows().nth(row).locator('.cl-menuButton').click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  const key = '51'.repeat(32);

  test('a wallet is connected, shown with the checksum of its address, and removed', async () => {
    await arrive({ privateKey: key });
    await choose();
    await said('Your wallet is connected.');
    const address = await rows().locator('bdi[title]').getAttribute('title');
    assert.match(address ?? '', /^0x(?=.*[A-F])(?=.*[a-f])[\da-fA-F]{40}$/);
    assert.equal(await rows().locator('bdi[title]').innerText(), `${address?.slice(0, 6)}…${address?.slice(-4)}`);
    await rows().getByText('MetaMask').waitFor();
    await rows().getByText('Primary').waitFor();
    await menu(0, 'Remove wallet');
    await rows().getByText('You will no longer be able to sign in with it.').waitFor();
    await section().getByRole('button', { name: 'Remove', exact: true }).click();
    await said('is removed.');
    assert.equal(await rows().count(), 0);
  });

  test('another wallet becomes the primary one', async () => {
    await arrive({ privateKey: key }, { privateKey: '52'.repeat(32), name: 'Rabby', rdns: 'io.rabby' });
    await choose('MetaMask');
    await said('Your wallet is connected.');
    await page.getByRole('button', { name: 'Connect wallet' }).click();
    await choose('Rabby');
    await rows().nth(1).waitFor();
    const second = await rows().nth(1).locator('bdi[title]').innerText();
    await menu(1, 'Set as primary');
    await said('Your primary wallet is changed.');
    // It keeps its place until the profile is opened again.
    await rows().nth(1).filter({ hasText: second }).getByText('Primary').waitFor();
    await page.reload();
    await rows().nth(0).filter({ hasText: second }).getByText('Primary').waitFor();
  });

  test('a wallet that declines or signs with another account adds nothing, and can be asked again', async () => {
    await arrive({ privateKey: '53'.repeat(32), manner: 'reject-connect' });
    await choose();
    await section().getByRole('alert').filter({ hasText: 'You declined in your wallet' }).waitFor();
    await behave('reject-sign');
    await choose();
    await section().getByRole('alert').filter({ hasText: 'You declined in your wallet' }).waitFor();
    await behave('stranger');
    await choose();
    await section().getByRole('alert').filter({ hasText: 'signed with another account' }).waitFor();
    assert.equal(await rows().count(), 0);
    await behave('honest');
    await choose();
    await said('Your wallet is connected.');
    assert.equal(await rows().count(), 1);
  });

  test('the user leaves a wallet that does not answer', async () => {
    await arrive({ privateKey: '54'.repeat(32), manner: 'late' });
    await choose();
    await section().getByText('If your wallet did not open by itself').waitFor();
    await section().getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.cl-actionCard').waitFor({ state: 'detached' });
    await page.locator('[data-opens=connectWallet]:focus').waitFor();
    await page.evaluate(() => window.testWallet.release());
    assert.equal(await rows().count(), 0);
  });

  test('a wallet of another account is refused in plain words', async () => {
    await arrive({ privateKey: '55'.repeat(32) });
    await choose();
    await said('Your wallet is connected.');
    await page.getByRole('button', { name: 'Connect wallet' }).click();
    await choose();
    const taken = () =>
      section().getByRole('alert').filter({ hasText: 'This wallet is already connected to an account.' });
    await taken().waitFor();
    await arrive({ privateKey: '55'.repeat(32) });
    await choose();
    await taken().waitFor();
  });

  test('the profile says what to do without a wallet', async () => {
    await arrive();
    await section().getByText('There is no wallet in this browser.').waitFor();
    await section().getByRole('button', { name: 'Reload page' }).click();
    await page.getByRole('button', { name: 'Connect wallet' }).waitFor();
  });

  test('a wallet is connected after a dialog has asked for the password', async () => {
    await arrive({ privateKey: '56'.repeat(32) });
    site.advance(ELEVEN_MINUTES);
    await choose();
    await page.locator('dialog[open] input[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await said('Your wallet is connected.');
    assert.equal(await rows().count(), 1);
  });
});
