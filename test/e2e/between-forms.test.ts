import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { continueWith } from './steps.ts';

const EMAIL = 'nobody@example.com';
const OTHERS: Record<string, string> = {
  '/dialogs': '<p>A page</p>',
  '/invited': `<clerk-sign-in initial-values='{"emailAddress":"guest@example.com"}'></clerk-sign-in>`,
};

interface WithDialogs {
  Clerk: { openSignIn(): void };
}

describe('what was typed goes along between sign-in and sign-up', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const attributes = { phoneNumber: 'optional', username: 'optional' } as const;
    const pages = authPages({ others: (pathname) => OTHERS[pathname] });
    [site, browser] = await Promise.all([startSite(pages, { attributes }), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens a page in a new browser. */
  const open = async (path: string): Promise<void> => {
    await page?.context().close();
    page = await (await browser.newContext({ locale: 'en-US' })).newPage();
    await page.goto(site.origin + path);
    if (path !== '/dialogs') await ready();
  };
  /** Waits for the code that follows the first screen. It also says that Caps Lock is on, and so answers to a key. */
  const ready = () =>
    page.waitForFunction(() => {
      const password = document.querySelector('input[name=password]');
      password?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, key: 'Shift' }));
      return !!document.querySelector('.cl-formFieldCapsLock');
    });
  const identifier = () => page.locator('input[name=identifier]');
  const field = (name: string) => page.locator(`input[name=${name}]`);
  const follow = async (name: 'Sign in' | 'Sign up'): Promise<void> => {
    const link = page.locator('a.cl-footerActionLink', { hasText: name });
    await Promise.all([page.waitForURL(name === 'Sign in' ? /\/sign-in/ : /\/sign-up/), link.click()]);
    await ready();
  };

  test('an address goes to the sign-up by the link, and back, and is in no URL', async () => {
    await open('/sign-in');
    await identifier().fill(EMAIL);
    await follow('Sign up');
    await field('emailAddress').waitFor();
    assert.equal(await field('emailAddress').inputValue(), EMAIL);
    assert.ok(!page.url().includes('nobody'), page.url());
    await field('emailAddress').fill('else@example.com');
    await follow('Sign in');
    await identifier().waitFor();
    assert.equal(await identifier().inputValue(), 'else@example.com');
    assert.ok(!page.url().includes('else'), page.url());
  });

  test('an address without an account goes to the sign-up by the link in the error', async () => {
    await open('/sign-in');
    await identifier().fill(EMAIL);
    await field('password').fill('a fine long password');
    await continueWith(page);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.waitForURL(/\/sign-up/);
    await field('emailAddress').waitFor();
    assert.equal(await field('emailAddress').inputValue(), EMAIL);
    assert.equal(await field('password').inputValue(), '');
  });

  test('a phone number goes to the sign-up, which shows it although it is optional, and back', async () => {
    await open('/sign-in');
    await page.getByRole('link', { name: 'Use phone' }).click();
    await page.locator('input[name=identifier][type=tel]').pressSequentially('2015550200');
    await follow('Sign up');
    await field('phoneNumber').waitFor();
    assert.match(await field('phoneNumber').inputValue(), /201.*555.*0200/);
    await follow('Sign in');
    await page.locator('input[name=identifier][type=tel]').waitFor();
    assert.match(await identifier().inputValue(), /201.*555.*0200/);
  });

  test('a user name goes to the sign-up, which shows it although it is optional, and back', async () => {
    await open('/sign-in');
    await identifier().fill('bobby_tables');
    await follow('Sign up');
    await field('username').waitFor();
    assert.equal(await field('username').inputValue(), 'bobby_tables');
    await follow('Sign in');
    await identifier().waitFor();
    assert.equal(await identifier().inputValue(), 'bobby_tables');
  });

  test('what the user typed wins over what the page begins with', async () => {
    await open('/invited');
    assert.equal(await identifier().inputValue(), 'guest@example.com');
    await identifier().fill(EMAIL);
    await follow('Sign up');
    await field('emailAddress').waitFor();
    assert.equal(await field('emailAddress').inputValue(), EMAIL);
  });

  test('an address goes from one dialog to the other, and back', async () => {
    await open('/dialogs');
    await page.waitForFunction(() => !!(window as unknown as Partial<WithDialogs>).Clerk);
    await page.evaluate(() => (window as unknown as WithDialogs).Clerk.openSignIn());
    await ready();
    await identifier().fill(EMAIL);
    await page.locator('dialog a.cl-footerActionLink').click();
    await page.locator('dialog clerk-sign-up input[name=emailAddress]').waitFor();
    assert.equal(await field('emailAddress').inputValue(), EMAIL);
    await ready();
    await field('emailAddress').fill('else@example.com');
    await page.locator('dialog a.cl-footerActionLink').click();
    await page.locator('dialog clerk-sign-in input[name=identifier]').waitFor();
    assert.equal(await identifier().inputValue(), 'else@example.com');
    assert.equal(page.url(), `${site.origin}/dialogs`);
  });
});
