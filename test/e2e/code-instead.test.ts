import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { continueWith, enterCode, isAt, signedIn, signUpBefore } from './steps.ts';

const USER = { emailAddress: 'cleo@example.com', password: 'a fine long password' };
const WRONG = 'not that one at all';

describe('a code instead of a wrong password', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  /** Paths of what was posted to sign-ins, without their ids. */
  let posted: string[] = [];

  before(async () => {
    [site, browser] = await Promise.all([startSite(authPages()), launchBrowser()]);
    await signUpBefore(browser, site, USER);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const open = async (): Promise<void> => {
    // This passes the pause between two emails to one address.
    site.advance(61_000);
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    posted = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'POST' && pathname.includes('/sign_ins')) {
        posted.push(pathname.replace(/^.*\/client/, '').replace(/sia_\w+/, 'ID'));
      }
    });
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill(USER.emailAddress);
  };
  const password = () => page.locator('input[name=password]:visible');
  const instead = () => page.getByRole('button', { name: 'Email me a code instead' });

  test('one press on the first screen sends a code, which signs in', async () => {
    await open();
    await password().fill(WRONG);
    await continueWith(page);
    await instead().waitFor();
    await isAt(page, '/sign-in');
    assert.equal(await password().inputValue(), WRONG, 'what was typed');
    await instead().click();
    await enterCode(page, site, USER.emailAddress);
    await signedIn(page, site.origin);
    assert.deepEqual(posted, ['/sign_ins', '/sign_ins', '/sign_ins/ID/attempt_first_factor']);
  });

  test('one press on the password screen sends a code, by the keyboard, which signs in', async () => {
    await open();
    await continueWith(page);
    // The screen before has a password field as well.
    await page.locator('.cl-signIn-password input[name=password]').fill(WRONG);
    await page.keyboard.press('Enter');
    await instead().waitFor();
    await instead().focus();
    await page.keyboard.press('Enter');
    await enterCode(page, site, USER.emailAddress);
    await signedIn(page, site.origin);
    assert.deepEqual(posted, [
      '/sign_ins',
      '/sign_ins/ID/attempt_first_factor',
      '/sign_ins/ID/prepare_first_factor',
      '/sign_ins/ID/attempt_first_factor',
    ]);
  });

  test('a right password after a wrong one signs in, and no code is sent', async () => {
    await open();
    await password().fill(WRONG);
    await continueWith(page);
    await instead().waitFor();
    // The wrong one is selected.
    await page.keyboard.type(USER.password);
    await page.keyboard.press('Enter');
    await signedIn(page, site.origin);
    assert.deepEqual(posted, ['/sign_ins', '/sign_ins']);
  });
});

test('with enumeration protection, a wrong password offers no code', async () => {
  const [site, browser] = await Promise.all([startSite(authPages(), { enumerationProtection: true }), launchBrowser()]);
  try {
    await signUpBefore(browser, site, USER);
    for (const address of [USER.emailAddress, 'nobody@example.com']) {
      const page = await browser.newPage();
      await page.goto(`${site.origin}/sign-in`);
      await page.locator('input[name=identifier]').fill(address);
      await page.locator('input[name=password]').fill(WRONG);
      await continueWith(page);
      await page.getByText('These details do not match an account.').waitFor();
      assert.equal(await page.getByRole('button', { name: /instead/ }).count(), 0, address);
      await page.close();
    }
  } finally {
    await browser.close();
    await site.close();
  }
});
