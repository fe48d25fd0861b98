import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { authPages } from '../../support/auth-pages.ts';
import { ENGINE_NAMES, enginesFor } from '../../support/engines.ts';
import { type Site, startSite } from '../../support/site.ts';
import { launchEngine } from '../../support/story-browser.ts';
import type { StoryBrowser, StoryContext, StoryPage } from '../../support/story-page.ts';
import { actsAs } from '../steps.ts';
import { createAccount, loaded, signedOut } from './account.ts';
import { KeyboardUser } from './keyboard-user.ts';

const ADA = 'ada+clerk_test@example.com';
const BO = 'bo+clerk_test@example.com';
const ITEM = '.cl-userButtonPopoverActionButton';

for (const engine of enginesFor('The stories of the user button')) {
  const name = ENGINE_NAMES[engine];

  describe(`the menu of a user with two accounts in ${name}`, () => {
    let site: Site;
    let browser: StoryBrowser;
    let context: StoryContext;
    let page: StoryPage;
    let user: KeyboardUser;

    before(async () => {
      [site, browser] = await Promise.all([startSite(authPages()), launchEngine(engine)]);
      context = await browser.newContext();
      page = await context.newPage();
      user = new KeyboardUser(page);
      await page.goto(`${site.origin}/`);
      for (const each of [ADA, BO]) await createAccount(page, each);
      await actsAs(page, BO);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    const focusedText = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

    test(`the menu opens in the top layer, and the keyboard moves in it, in ${name}`, async () => {
      await user.walkTo('.cl-userButtonTrigger');
      await user.press('Enter');
      await user.isAt(ITEM);
      assert.ok(
        await page.evaluate(() =>
          document.querySelector('.cl-userButtonPopoverCard')?.matches(':popover-open *, :popover-open'),
        ),
      );
      // The other account comes with the client.
      await page.getByRole('button', { name: /ada/ }).waitFor();
      const first = await focusedText();
      await user.press('ArrowDown');
      const second = await focusedText();
      assert.notEqual(second, first);
      await user.press('End');
      const last = await focusedText();
      assert.match(last, /Sign out of all/);
      await user.press('ArrowDown');
      assert.equal(await focusedText(), first, 'the last item leads to the first');
      await user.press('ArrowUp');
      assert.equal(await focusedText(), last);
      await user.press('Home');
      assert.equal(await focusedText(), first);
    });

    test(`Escape closes the menu and gives the focus back in ${name}`, async () => {
      await user.press('Escape');
      await user.isAt('.cl-userButtonTrigger');
      await page.locator('.cl-userButtonPopoverCard').waitFor({ state: 'hidden' });
    });

    test(`a click beside the menu closes it in ${name}`, async () => {
      await page.locator('.cl-userButtonTrigger').click();
      await page.locator('.cl-userButtonPopoverCard').waitFor();
      await page.locator('html').click();
      await page.locator('.cl-userButtonPopoverCard').waitFor({ state: 'hidden' });
    });

    test(`a second tab follows a switch of accounts and a sign-out in ${name}`, async () => {
      const other = await context.newPage();
      await other.goto(`${site.origin}/`);
      await actsAs(other, BO);
      await page.bringToFront();
      await page.locator('.cl-userButtonTrigger').click();
      await page.getByRole('button', { name: /ada/ }).click();
      await actsAs(page, ADA);
      await actsAs(other, ADA);
      await loaded(page);
      await page.locator('.cl-userButtonTrigger').click();
      await page.getByRole('button', { name: 'Sign out of all accounts' }).click();
      await signedOut(page);
      await signedOut(other);
      await other.close();
    });
  });
}
