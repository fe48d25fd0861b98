import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { type MemberRead, USER, VISITOR } from './member-reads.ts';
import { CLIENTS, openStock, stockPages, type StockWindow } from './stock-page.ts';

type Client = (typeof CLIENTS)[number];
declare const window: StockWindow;

const PASSWORD = 'a fine Long password 1';

describe('members of our client, next to those of unmodified clerk-js', () => {
  let site: Site;
  let browser: Browser;
  const pages = new Map<Client, Page>();

  before(async () => {
    [site, browser] = await Promise.all([
      startSite(stockPages, {
        attributes: { firstName: 'optional', phoneNumber: 'optional', username: 'optional', web3Wallet: 'optional' },
        password: { breachCheck: false, requireUppercase: true, requireNumbers: true },
        passkeys: { enabled: true },
        wallets: ['metamask'],
      }),
      launchBrowser(),
    ]);
    for (const client of CLIENTS) {
      pages.set(client, await openStock(await browser.newContext(), site.origin, client));
    }
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const compare = (reads: MemberRead[]): void => {
    for (const { name, run, since } of reads) {
      test(`our client shows the same as clerk-js: ${name}`, async () => {
        const seen = new Map<Client, unknown>();
        for (const [client, page] of pages) {
          if (!since || client !== '5.128.0') seen.set(client, await page.evaluate(run));
        }
        const ours = seen.get('ours');
        assert.notEqual(ours, null);
        for (const [client, theirs] of seen) {
          assert.deepEqual(ours, theirs, `clerk-js ${client} has ${JSON.stringify(theirs)}`);
        }
      });
    }
  };

  compare(VISITOR);

  test('our client and both releases of clerk-js sign up', async () => {
    for (const [client, page] of pages) {
      const status = await page.evaluate(
        async (form) => {
          const attempt = await window.Clerk.client.signUp.create(form);
          await attempt.prepareEmailAddressVerification();
          const done = await attempt.attemptEmailAddressVerification({ code: '424242' });
          await window.Clerk.setActive({ session: done.createdSessionId });
          return done.status;
        },
        { emailAddress: `ada.${client}+clerk_test@example.com`, password: PASSWORD, firstName: 'Ada' },
      );
      assert.equal(status, 'complete');
    }
  });

  compare(USER);
});
