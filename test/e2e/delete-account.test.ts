import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { mailed } from '../support/mailed.ts';
import { type Site, startSite } from '../support/site.ts';
import { actsAs, continueWith, isAt, signedIn, signUp, signUpBefore } from './steps.ts';

const PASSWORD = 'a fine long password';
const ELEVEN_MINUTES = 660_000;

declare const window: {
  Clerk: { user?: object | null; session?: { getToken(options: object): Promise<unknown> } | null };
};

const pages = authPages({
  others: (pathname) => (pathname === '/user' ? '<clerk-user-profile></clerk-user-profile>' : undefined),
});

describe('deleting an account', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(pages), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const openCard = async (page: Page): Promise<void> => {
    await page.goto(`${site.origin}/user#/security`);
    await page.locator('[data-opens=deleteAccount]').click();
    await page.locator('input[name=deleteConfirmation]:focus').waitFor();
  };

  test('a deleted account is signed out everywhere, and its owner is mailed', async () => {
    const emailAddress = 'ada@example.com';
    const laptop = await (await browser.newContext()).newPage();
    const phone = await (await browser.newContext()).newPage();
    await laptop.goto(`${site.origin}/sign-up`);
    await signUp(laptop, site, { emailAddress, password: PASSWORD });
    await signedIn(laptop, site.origin);
    await phone.goto(`${site.origin}/sign-in`);
    await phone.locator('input[name=identifier]').fill(emailAddress);
    await continueWith(phone);
    await phone.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
    await continueWith(phone);
    await signedIn(phone, site.origin);

    site.advance(ELEVEN_MINUTES);
    await openCard(laptop);
    await laptop.keyboard.type('Delete');
    await laptop.keyboard.press('Enter');
    await laptop.getByText('This does not match. Type “Delete account”.').waitFor();
    await laptop.keyboard.type(' account');
    await laptop.keyboard.press('Enter');
    // The account is still there until the owner has proven who it is.
    await laptop.locator('dialog[open] input[name=password]').fill(PASSWORD);
    await laptop.keyboard.press('Enter');
    // Where an instance goes after a sign-out.
    await laptop.waitForURL(`${site.origin}/sign-in`);
    await laptop.waitForFunction(() => window.Clerk?.user === null);
    await phone.evaluate(() => window.Clerk.session?.getToken({ skipCache: true }).catch(() => null));
    await phone.waitForFunction(() => window.Clerk.user === null);
    await mailed(site.origin, emailAddress, /account was deleted/);

    await phone.goto(`${site.origin}/sign-in`);
    await phone.locator('input[name=identifier]').fill(emailAddress);
    await continueWith(phone);
    await phone.locator('[aria-invalid=true]').waitFor();
    await Promise.all([laptop.context().close(), phone.context().close()]);
  });

  test('the next account of the browser is shown after one is deleted', async () => {
    const context = await browser.newContext();
    await signUpBefore(context, site, { emailAddress: 'bo@example.com', password: PASSWORD });
    const page = await context.newPage();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress: 'cy@example.com', password: PASSWORD });
    await signedIn(page, site.origin);
    await openCard(page);
    await page.keyboard.type('delete account');
    await page.keyboard.press('Enter');
    await actsAs(page, 'bo@example.com');
    await page.locator('.cl-profileSection__emailAddresses').getByText('bo@example.com').waitFor();
    await page.locator('.cl-headerTitle:focus').waitFor();
    await page.locator('.cl-liveRegion', { hasText: 'The account is deleted.' }).waitFor();
    await isAt(page, '/user');
    await context.close();
  });
});
