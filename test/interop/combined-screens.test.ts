import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/site.ts';
import { SCREENS, ScreenPage, type ScreensVersion, startScreens, TEST_CODE } from './screens-page.ts';

/** Clerk's sign-in with sign-up inside: an unknown user continues to sign-up. */
describe('Clerk’s sign-in and sign-up in one', () => {
  let browser: Browser;
  const sites: Site[] = [];

  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await Promise.all(sites.map((site) => site.close()));
  });

  for (const version of Object.keys(SCREENS) as ScreensVersion[]) {
    const address = `ada.${version[0]}+clerk_test@example.com`;

    test(`Clerk’s combined screens ${version} sign a new user up with a password`, async () => {
      const site = await startScreens({ password: { breachCheck: false } });
      sites.push(site);
      const screen = await ScreenPage.open(browser, site.origin, version);
      await screen.go('SignIn', '?withSignUp');
      await screen.type('identifier', address);
      await screen.next();
      await screen.type('password', 'quite a fine long phrase');
      await screen.next();
      await screen.code(TEST_CODE);
      await screen.isIn();
      await screen.close('422 /client/sign_ins');
    });

    test(`Clerk’s combined screens ${version} sign a new user up with a code alone, and then in again`, async () => {
      const site = await startScreens({ attributes: { password: 'off' } });
      sites.push(site);
      const screen = await ScreenPage.open(browser, site.origin, version);
      for (let round = 0; round < 2; round++) {
        await screen.go('SignIn', '?withSignUp');
        await screen.type('identifier', address);
        await screen.next();
        await screen.code(TEST_CODE);
        await screen.isIn();
        await screen.signOut();
      }
      await screen.close('422 /client/sign_ins');
    });
  }
});
