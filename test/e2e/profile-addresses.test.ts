import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { ProfilePage, profilePages } from './profile-page.ts';
import { codeInput, codeSent, signUpBefore } from './steps.ts';

const PASSWORD = 'a fine long password';
const ELEVEN_MINUTES = 660_000;

describe('email addresses in the profile of a real account', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let profile: ProfilePage;
  let page: Page;
  let own: string;
  let count = 0;

  before(async () => {
    [site, browser] = await Promise.all([
      startSite(profilePages, { attributes: { username: 'optional' }, password: { breachCheck: false } }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext();
    own = `ada${++count}@example.com`;
    await signUpBefore(context, site, { emailAddress: own, password: PASSWORD });
    page = await context.newPage();
    profile = await new ProfilePage(page, site).open();
  });

  test('an address is added and verified by its code, in this tab and at once in another one', async () => {
    const errors = collectErrors(page);
    const other = await new ProfilePage(await context.newPage(), site).open();
    const added = `work${count}@example.com`;
    await profile.add(added);
    await other.row(added).filter({ hasText: 'Unverified' }).waitFor();
    await profile.verify(added);
    await profile.said(`${added} is verified.`);
    await profile.focusOn(profile.button('Add email address'));
    await other.row(added).filter({ hasNotText: 'Unverified' }).waitFor();
    assert.deepEqual(errors, []);
  });

  test('the calls on the account are loaded while the user types, and not when they send the form', async () => {
    const loaded = page.waitForRequest(/\/chunks\/methods-/);
    await profile.button('Add email address').click();
    await profile.field('emailAddress').waitFor();
    await loaded;
  });

  test('a wrong code is refused in its place, and the right one is taken after it', async () => {
    const added = `work${count}@example.com`;
    await profile.add(added);
    const right = await site.lastCode(added);
    await codeInput(page).fill(right === '111111' ? '222222' : '111111');
    await profile.card.getByText('Wrong code').waitFor();
    await profile.focusOn(codeInput(page));
    await page.keyboard.type(right);
    await profile.said(`${added} is verified.`);
  });

  test('an address that was left before it was verified is verified later, after a reload', async () => {
    const added = `work${count}@example.com`;
    await profile.add(added);
    await profile.button('Cancel').click();
    await profile.focusOn(profile.button('Add email address'));
    await profile.open();
    await profile.row(added).filter({ hasText: 'Unverified' }).waitFor();
    await profile.choose(added, 'Complete verification');
    await codeSent(page);
    // It was too soon for another code, and the first one is still valid.
    await profile.verify(added);
    await profile.said(`${added} is verified.`);
    await profile.focusOn(profile.menuOf(added));
  });

  test('a new code replaces the one before', async () => {
    const added = `work${count}@example.com`;
    await profile.add(added);
    const first = await site.lastCode(added);
    site.advance(60_000);
    await profile.button('Cancel').click();
    await profile.choose(added, 'Complete verification');
    await codeSent(page);
    assert.notEqual(await site.lastCode(added), first);
    await codeInput(page).fill(first);
    await profile.card.getByText('A newer code was sent').waitFor();
    await profile.verify(added);
    await profile.said(`${added} is verified.`);
  });

  test('the primary address changes, and the user button of another tab shows it', async () => {
    const other = await new ProfilePage(await context.newPage(), site).open();
    const added = `work${count}@example.com`;
    await profile.add(added);
    await profile.verify(added);
    await profile.choose(added, 'Set as primary');
    await profile.row(added).filter({ hasText: 'Primary' }).waitFor();
    await profile.said('Your primary email address is changed.');
    await profile.focusOn(profile.menuOf(added));
    await other.row(added).filter({ hasText: 'Primary' }).waitFor();
    await other.page.locator('.cl-userButtonTrigger').click();
    await other.page.locator('.cl-userButtonPopoverCard').getByText(added).first().waitFor();
    await profile.choose(own, 'Remove email');
    await profile.card.getByText(own).waitFor();
    await profile.card.getByRole('button', { name: 'Remove' }).click();
    await profile.said(`${own} is removed.`);
    await profile.row(own).waitFor({ state: 'detached' });
    await other.row(own).waitFor({ state: 'detached' });
    await profile.focusOn(page.locator('.cl-profileSection__emailAddresses h2'));
    // Each user needs an address, so the last one has nothing to remove it with.
    await profile.menuOf(added).waitFor({ state: 'detached' });
  });

  test('an address of somebody else is refused in the field, and what was typed stays', async () => {
    const taken = `bo${count}@example.com`;
    await signUpBefore(browser, site, { emailAddress: taken, password: PASSWORD });
    for (const address of [taken, own.toUpperCase()]) {
      await profile.button('Add email address').click();
      await profile.field('emailAddress').fill(address);
      await page.keyboard.press('Enter');
      await profile.card.getByText('This email address is already in use').waitFor();
      assert.equal(await profile.field('emailAddress').inputValue(), address);
      await profile.focusOn(profile.field('emailAddress'));
      await profile.button('Cancel').click();
    }
  });

  test('a typing mistake in the domain is pointed out, and the likely address is added instead', async () => {
    const added = `ada${count}.berg@gmail.com`;
    await profile.button('Add email address').click();
    await profile.field('emailAddress').fill(added.replace('gmail', 'gmial'));
    await page.keyboard.press('Enter');
    await profile.button(`Use ${added}`).click();
    await codeSent(page);
    await profile.verify(added);
    await profile.row(added).filter({ hasNotText: 'Unverified' }).waitFor();
  });

  test('long after the sign-in, an address is added and removed once the user has confirmed the password', async () => {
    const added = `work${count}@example.com`;
    const dialog = page.locator('dialog[open]');
    const confirm = async () => {
      await dialog.locator('input[name=password]').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
    };
    site.advance(ELEVEN_MINUTES);
    await profile.button('Add email address').click();
    await profile.field('emailAddress').fill(added);
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await profile.card.getByText('You did not confirm that it is you').waitFor();
    assert.equal(await profile.field('emailAddress').inputValue(), added);
    await profile.button('Add').click();
    await confirm();
    await codeSent(page);
    await profile.focusOn(codeInput(page));
    await profile.verify(added);
    await profile.said(`${added} is verified.`);
    site.advance(ELEVEN_MINUTES);
    await profile.choose(added, 'Remove email');
    await profile.card.getByRole('button', { name: 'Remove' }).click();
    await confirm();
    await profile.said(`${added} is removed.`);
    await profile.focusOn(page.locator('.cl-profileSection__emailAddresses h2'));
  });

  test('an address is added, made the primary one and removed with the keyboard alone', async () => {
    const added = `work${count}@example.com`;
    const { keyboard } = page;
    /** Moves on with the Tab key until an element has the focus. */
    const tabTo = async (selector: string): Promise<void> => {
      for (let steps = 0; steps < 40; steps++) {
        if (await page.evaluate((wanted) => !!document.activeElement?.matches(wanted), selector)) return;
        await keyboard.press('Tab');
      }
      assert.fail(`The focus never came to ${selector}.`);
    };
    const choose = async (presses: number): Promise<void> => {
      await tabTo(`.cl-menuButton[aria-label$="${added}"]`);
      await keyboard.press('Enter');
      await page.locator('[role=menuitem]:focus').waitFor();
      for (let press = 0; press < presses; press++) await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
    };
    await tabTo('[data-opens=emailAddress]');
    await keyboard.press('Enter');
    await profile.focusOn(profile.field('emailAddress'));
    await keyboard.type(added);
    await keyboard.press('Enter');
    await codeSent(page);
    await profile.focusOn(codeInput(page));
    await keyboard.type(await site.lastCode(added));
    await profile.focusOn(profile.button('Add email address'));
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await choose(0);
    await profile.said('Your primary email address is changed.');
    await profile.focusOn(profile.menuOf(added));
    await keyboard.press('Enter');
    await page.locator('[role=menuitem]:focus').waitFor();
    await keyboard.press('Enter');
    await profile.card.waitFor();
    await tabTo('.cl-actionCard .cl-formButtonPrimary');
    await keyboard.press('Enter');
    await profile.said(`${added} is removed.`);
    await profile.row(own).filter({ hasText: 'Primary' }).waitFor();
    await profile.focusOn(page.locator('.cl-profileSection__emailAddresses h2'));
  });
});
