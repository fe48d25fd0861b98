import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import type { Manner, TestWallet, TestWalletOptions } from '../support/test-wallet.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { CLIENTS, named, openStock, stockPages } from './stock-page.ts';

declare const window: { Clerk: StockWeb3Clerk; testWallet: TestWallet };

/** The part of stock clerk-js that these tests use. */
interface StockWeb3Clerk {
  client: { signIn: StockWeb3Attempt; signUp: StockWeb3Attempt };
  session: { id: string } | null;
  user: {
    web3Wallets: StockWallet[];
    createWeb3Wallet(params: { web3Wallet: string }): Promise<StockWallet>;
  } | null;
  load(options: Record<string, unknown>): Promise<void>;
  setActive(params: { session: string | null }): Promise<void>;
  authenticateWithMetamask(params: Record<string, unknown>): Promise<void>;
}

interface StockWeb3Attempt {
  status: string;
  createdSessionId: string | null;
  authenticateWithMetamask(): Promise<StockWeb3Attempt>;
  authenticateWithCoinbaseWallet(): Promise<StockWeb3Attempt>;
  authenticateWithOKXWallet(): Promise<StockWeb3Attempt>;
  authenticateWithWeb3(params: Record<string, unknown>): Promise<StockWeb3Attempt>;
}

interface StockWallet {
  web3Wallet: string;
  verification: { status: string; message: string };
  prepareVerification(params: { strategy: string }): Promise<StockWallet>;
  attemptVerification(params: { signature: string; strategy: string }): Promise<StockWallet>;
  destroy(): Promise<void>;
}

for (const version of CLIENTS) {
  describe(`wallets with ${named(version)}`, () => {
    let site: Site;
    let browser: Browser;
    let page: Page | undefined;

    before(async () => {
      const config = {
        wallets: ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'],
        attributes: { emailAddress: 'off', password: 'off', web3Wallet: 'required' },
      } as const;
      [site, browser] = await Promise.all([
        startSite(stockPages, { ...config, wallets: [...config.wallets] }),
        launchBrowser(),
      ]);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    /** Opens a new browser with a wallet. */
    const open = async (wallet: TestWalletOptions = {}, more = ''): Promise<Page> => {
      await page?.context().close();
      const context: BrowserContext = await browser.newContext();
      await context.addInitScript(`${await testWalletScript(wallet)};${more}`);
      page = await openStock(context, site.origin, version);
      return page;
    };
    const behave = (at: Page, manner: Manner): Promise<void> =>
      at.evaluate((to) => {
        window.testWallet.manner = to;
      }, manner);

    const key = '11'.repeat(32);

    test(`${named(version)} signs up with a wallet, then in again in another browser`, async () => {
      const first = await open({ privateKey: key });
      const status = await first.evaluate(async () => {
        const done = await window.Clerk.client.signUp.authenticateWithMetamask();
        await window.Clerk.setActive({ session: done.createdSessionId });
        return done.status;
      });
      assert.equal(status, 'complete');
      const address = await first.evaluate(() => window.Clerk.user?.web3Wallets[0]?.web3Wallet);
      assert.equal(address?.toLowerCase(), await first.evaluate(() => window.testWallet.address));

      const second = await open({ privateKey: key });
      const again = await second.evaluate(async () => {
        const done = await window.Clerk.client.signIn.authenticateWithMetamask();
        return [done.status, typeof done.createdSessionId];
      });
      assert.deepEqual(again, ['complete', 'string']);
    });

    test(`${named(version)} signs in or up with authenticateWithMetamask()`, async () => {
      const at = await open();
      const redirectUrl = `/stock/${version}?done`;
      await Promise.all([
        at.waitForURL((url) => url.search === '?done'),
        // It leaves the page, so nobody waits for its answer there.
        at.evaluate((to) => void window.Clerk.authenticateWithMetamask({ redirectUrl: to }), redirectUrl),
      ]);
      await at.waitForLoadState();
      await at.evaluate(() => window.Clerk.load({ telemetry: false }));
      assert.equal(await at.evaluate(() => window.Clerk.user?.web3Wallets.length), 1);
    });

    test(`${named(version)} signs up with OKX Wallet, found by its announced name`, async () => {
      const at = await open({ name: 'OKX Wallet', rdns: 'com.okex.wallet' });
      const status = await at.evaluate(
        async () => (await window.Clerk.client.signUp.authenticateWithOKXWallet()).status,
      );
      assert.equal(status, 'complete');
    });

    test(`${named(version)} signs up with Coinbase Wallet`, async () => {
      const extension = `Object.assign(window.testWallet.provider, { on() {}, setAppInfo() {} });
        window.coinbaseWalletExtension = window.testWallet.provider;`;
      // Clerk's client has the wallet's own kit, which finds the extension. Ours finds wallets that announce themselves.
      const at =
        version === 'ours'
          ? await open({ name: 'Coinbase Wallet', rdns: 'com.coinbase.wallet' })
          : await open({ announces: false }, extension);
      const status = await at.evaluate(
        async () => (await window.Clerk.client.signUp.authenticateWithCoinbaseWallet()).status,
      );
      assert.equal(status, 'complete');
    });

    test(`${named(version)} signs in with a signature that the application makes, as for Base`, async () => {
      const at = await open({ privateKey: key });
      const status = await at.evaluate(async () => {
        const done = await window.Clerk.client.signIn.authenticateWithWeb3({
          identifier: window.testWallet.address,
          strategy: 'web3_base_signature',
          generateSignature: async ({ nonce }: { nonce: string }) => window.testWallet.sign(nonce),
        });
        return done.status;
      });
      assert.equal(status, 'complete');
    });

    test(`${named(version)} does not sign in when the owner refuses, and signs in at the next try`, async () => {
      const at = await open({ privateKey: key });
      await behave(at, 'reject-sign');
      const refused = await at.evaluate(() =>
        window.Clerk.client.signIn.authenticateWithMetamask().then(
          () => 'signed in',
          (error: { code: number | string }) => error.code,
        ),
      );
      // Clerk's client passes the wallet's own code on.
      assert.equal(refused, version === 'ours' ? 'web3_signature_request_rejected' : 4001);
      for (const [manner, code] of [
        ['stranger', 'web3_signature_invalid'],
        ['twin', 'web3_signature_invalid'],
      ] as const) {
        await behave(at, manner);
        const answer = await at.evaluate(() =>
          window.Clerk.client.signIn.authenticateWithMetamask().then(
            () => 'signed in',
            (error: { errors: { code: string }[] }) => error.errors[0]?.code,
          ),
        );
        assert.equal(answer, code, manner);
      }
      await behave(at, 'honest');
      const status = await at.evaluate(
        async () => (await window.Clerk.client.signIn.authenticateWithMetamask()).status,
      );
      assert.equal(status, 'complete');
    });

    test(`${named(version)} adds a second wallet to the account and removes it`, async () => {
      const at = await open();
      await at.evaluate(async () => {
        const done = await window.Clerk.client.signUp.authenticateWithMetamask();
        await window.Clerk.setActive({ session: done.createdSessionId });
      });
      await at.addScriptTag({ content: await testWalletScript({ announces: false }) });
      const state = await at.evaluate(async () => {
        const strategy = 'web3_metamask_signature';
        const user = window.Clerk.user;
        const added = await user?.createWeb3Wallet({ web3Wallet: window.testWallet.address });
        const prepared = await added?.prepareVerification({ strategy });
        const signature = window.testWallet.sign(prepared?.verification.message ?? '');
        const proven = await prepared?.attemptVerification({ signature, strategy });
        const before = [proven?.verification.status, window.Clerk.user?.web3Wallets.length];
        await proven?.destroy();
        return [...before, window.Clerk.user?.web3Wallets.length];
      });
      assert.deepEqual(state, ['verified', 2, 1]);
    });
  });
}
