import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { clerk, createPageObjects } from '../support/clerk-testing.ts';
import { startTestingSite } from '../support/testing-site.ts';
import { ADA, answerGuarded, backendOf, BEA, PAGES, settings, setUp } from './testing-pages.ts';

/** A secret key of a production instance. */
const SECRET_KEY = `sk_live_${randomBytes(24).toString('hex')}`;

/** Declares the tests of page objects that need an instance of their own. */
export function describeOtherInstances(): void {
  describe('@clerk/testing with other instances', { concurrency: 1 }, () => {
    test('a visitor joins the waitlist', async () => {
      const write = PAGES['our script tag and elements']!;
      const site = await startTestingSite(write, () => ({ signUp: { mode: 'waitlist' } }));
      const browser = await launchBrowser();
      try {
        await setUp(site);
        const context = await browser.newContext({ ignoreHTTPSErrors: true });
        const { page, waitlist } = createPageObjects(await context.newPage(), site.origin);
        await waitlist.goTo();
        await waitlist.joinWaitlist({ email: ADA });
        await page.locator('.cl-waitlist-success').waitFor();
        await waitlist.goTo();
        await waitlist.setEmailAddress(BEA);
        await waitlist.joinWaitlistContinue();
        await page.locator('.cl-waitlist-success').waitFor();
      } finally {
        await browser.close();
        await site.close();
      }
    });

    test('a page of a production instance renews its session, and has the cookies of it', async () => {
      const write = PAGES['our script tag and elements']!;
      const production = { instanceType: 'production', forceTestMode: true, secretKey: SECRET_KEY } as const;
      const site = await startTestingSite(write, (origin) => ({ ...settings(origin), ...production }), answerGuarded);
      const browser = await launchBrowser();
      try {
        await setUp(site);
        const context = await browser.newContext({ ignoreHTTPSErrors: true });
        const backend = backendOf(site);
        const user = { emailAddress: [ADA], skipPasswordRequirement: true, skipLegalChecks: true };
        const { id } = await backend.users.createUser(user);
        const { page } = createPageObjects(await context.newPage(), site.origin);
        await page.goToAppHome();
        await clerk.signIn({ page, signInParams: { strategy: 'email_code', identifier: ADA } });
        await page.goToRelative('/guarded');
        assert.equal(await page.locator('body').innerText(), id);
        await page.waitForAppUrl('/guarded');
        assert.ok((await page.cookies()).get('__session'));
        await context.clearCookies({ name: /^__session/ });
        const answer = await page.goToRelative('/guarded');
        assert.ok(answer);
        assert.equal(await page.locator('body').innerText(), id);
      } finally {
        await browser.close();
        await site.close();
      }
    });
  });
}
