import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { actsAs, continueWith, signUpBefore, signedIn, userButton } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'a fine long password' };
const BO = { emailAddress: 'bo@example.com', password: 'another fine password' };

const BUTTON = `<clerk-user-button after-switch-session-url="/">
  <clerk-user-button-link label="Orders" href="/orders"></clerk-user-button-link>
  <clerk-user-button-action label="My plan" open="plan"></clerk-user-button-action>
  <clerk-user-profile-page label="Plan" hidden><h1>Ten seats</h1><input aria-label="Note" /></clerk-user-profile-page>
</clerk-user-button>`;

const STAYS = '<clerk-user-button after-switch-session-url="#"></clerk-user-button>';

/** Several accounts in one browser, in an application that adds to the menu and the profile. */
describe('the accounts of a browser', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];

  before(async () => {
    const bodies: Record<string, string> = { '/orders': BUTTON, '/app': BUTTON, '/here': STAYS };
    const others = (pathname: string) => bodies[pathname];
    [site, browser] = await Promise.all([startSite(authPages({ others })), launchBrowser()]);
    const elsewhere = await browser.newContext();
    for (const user of [ADA, BO]) await signUpBefore(elsewhere, site, user);
    await elsewhere.close();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext();
    page = await context.newPage();
    errors = collectErrors(page);
    for (const user of [ADA, BO]) await signIn(user);
  });

  async function signIn({ emailAddress, password }: typeof ADA): Promise<void> {
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill(emailAddress);
    await typePassword(password);
    await actsAs(page, emailAddress);
  }
  async function typePassword(password: string): Promise<void> {
    await page.locator('input[name=password]:visible').fill(password);
    await continueWith(page);
    await signedIn(page, site.origin);
  }
  const item = (name: string | RegExp, on = page): Locator => on.getByRole('button', { name, exact: true });
  const signedOut = (on = page): Locator => on.locator('.cl-userButtonPopoverActionButton__signedOutAccount');

  /** Opens the menu of a page by keyboard. */
  async function openMenu(on = page, path = '/app'): Promise<void> {
    await on.goto(site.origin + path);
    await userButton(on).focus();
    await on.keyboard.press('Enter');
    await item('Manage account', on).and(on.locator(':focus')).waitFor();
  }
  /** Opens the menu, which shows itself before the client is known, and waits for the other accounts in it. */
  async function openWholeMenu(): Promise<void> {
    await openMenu();
    await item('Sign out of all accounts').waitFor();
  }
  /** Types the beginning of an item and presses Enter. */
  async function choose(letters: string, on = page): Promise<void> {
    await on.keyboard.type(letters);
    await on.keyboard.press('Enter');
  }

  test('an account that signs out stays in the list, and one click leads to its sign-in with the address filled in', async () => {
    await openMenu();
    await choose('sign out');
    await page.waitForURL(/\/sign-in#\/choose$/);
    await openMenu();
    assert.match((await signedOut().textContent()) ?? '', /bo@\s*example\.com\s*Signed out/);
    await signedOut().click();
    await page.waitForURL(/\/sign-in/);
    await page.locator('input[name=identifier]').waitFor();
    assert.equal(await page.locator('input[name=identifier]').inputValue(), BO.emailAddress);
    await page.locator('input[name=password]:visible').fill(BO.password);
    await continueWith(page);
    // Back to where the menu was.
    await page.waitForURL(`${site.origin}/app`);
    await actsAs(page, BO.emailAddress);
    await openMenu();
    await item(/ada@/).waitFor();
    assert.equal(await signedOut().count(), 0);
    assert.deepEqual(errors, []);
  });

  test('the list of accounts in another tab follows, and so does a removal from it', async () => {
    const other = await context.newPage();
    await openMenu();
    await choose('sign out');
    await page.waitForURL(/\/sign-in#\/choose$/);
    await openMenu();
    await openMenu(other);
    await signedOut(other).waitFor();
    await signedOut().waitFor();
    await item('Remove bo@example.com from this list', other).click();
    await signedOut(other).waitFor({ state: 'detached' });
    await signedOut().waitFor({ state: 'detached' });
    await item('Add account', other).and(other.locator(':focus')).waitFor();
  });

  test('a switch to another account that leads to an empty fragment stays on the page, and so does the next one', async () => {
    await openMenu(page, '/here');
    await item(/ada@/).click();
    await actsAs(page, ADA.emailAddress);
    await userButton(page).click();
    await item(/bo@/).click();
    await actsAs(page, BO.emailAddress);
    await page.waitForURL(({ href }) => href === `${site.origin}/here#`);
    assert.deepEqual(errors, []);
  });

  test('the keyboard alone reaches every item of the menu, and what it opens', async () => {
    await openMenu();
    await choose('or');
    await page.waitForURL(`${site.origin}/orders`);
    await openMenu();
    await choose('my');
    const note = page.getByRole('textbox', { name: 'Note' });
    await note.waitFor();
    await note.focus();
    await page.keyboard.type('half a');
    await page.keyboard.press('Escape');
    await userButton(page).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await item('Manage account').and(page.locator(':focus')).waitFor();
    await choose('my');
    assert.equal(await note.inputValue(), 'half a');
    await page.keyboard.press('Escape');
    await openWholeMenu();
    await choose('ada');
    await page.waitForURL(`${site.origin}/`);
    await actsAs(page, ADA.emailAddress);
    await openWholeMenu();
    await choose('ad');
    await page.waitForURL(/\/sign-in/);
    await openWholeMenu();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sign-in$/);
    await page.waitForFunction(() => (window as unknown as { Clerk?: { user?: null } }).Clerk?.user === null);
    assert.deepEqual(errors, []);
  });
});
