import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright';
import { createClerkClient } from '../../src/entries/backend.ts';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/site.ts';
import { SCREENS, ScreenPage, type ScreensVersion, startScreens } from './screens-page.ts';

describe('Clerk’s own note that somebody acts as a user', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startScreens()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const version of Object.keys(SCREENS) as ScreensVersion[]) {
    test(`version ${version} shows it for a session of our server, and its button signs out`, async () => {
      const own = await ScreenPage.open(browser, site.origin, version);
      const address = `ada.${version[0]}+clerk_test@example.com`;
      await own.signUp(address, 'quite a fine long phrase');
      const userId = await own.page.evaluate(
        () => (window as unknown as { Clerk: { user: { id: string } } }).Clerk.user.id,
      );
      const { key: secretKey } = await site.tickets.secretKeys.create({ name: 'support' });
      const { publishableKey } = site.config;
      const clerk = createClerkClient({ publishableKey, secretKey, apiUrl: site.origin });
      const { token } = await clerk.actorTokens.create({ userId, actor: { sub: 'user_kim' } });

      const screen = await ScreenPage.open(browser, site.origin, version);
      await screen.page.goto(`${site.origin}/screens/${version}/SignIn?__clerk_ticket=${token}`);
      await screen.page.waitForURL(`**/screens/${version}/home*`);
      const note = screen.page.locator('.cl-impersonationFab');
      await note.waitFor();
      await note.getByText(address).waitFor({ state: 'attached' });
      assert.equal(await own.page.locator('.cl-impersonationFab').count(), 0);
      await note.focus();
      await note.getByText('Sign out').click();
      await screen.page.waitForURL(`**/screens/${version}/SignIn*`);
    });
  }
});
