import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { codeInput, codeSent, continueWith, enterCode, signedIn } from './steps.ts';

const PASSWORD = 'a fine long password';
const EMAIL = 'ada.field@gmail.com';
const pages = authPages({ signIn: 'path="/sign-in"', signUp: 'path="/sign-up"' });

interface WithUser {
  Clerk: { user: { firstName: string | null; lastName: string | null; passwordEnabled: boolean } };
}

describe('the fields of a sign-up', () => {
  let browser: Browser;
  let site: Site;
  let page: Page;
  /** Paths of what was posted. */
  const sent: string[] = [];

  before(async () => {
    const attributes = { firstName: 'optional', lastName: 'optional' } as const;
    [site, browser] = await Promise.all([startSite(pages, { attributes }), launchBrowser()]);
    page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname.replace(/^.*\/v1\/client/, ''));
    });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const email = () => page.locator('input[name=emailAddress]');
  const password = () => page.locator('input[name=password]');
  const kept = () => page.getByText('Your password is set.');

  test('a mistyped address is corrected with one press, before anything is sent', async () => {
    await page.goto(`${site.origin}/sign-up`);
    await email().pressSequentially(EMAIL.replace('gmail', 'gmial'));
    await page.keyboard.press('Tab');
    await page.getByText(`Did you mean ${EMAIL}?`).waitFor();
    await password().fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.name === 'emailAddress');
    assert.deepEqual(sent, []);
    await page.getByRole('button', { name: `Use ${EMAIL}` }).click();
    await codeSent(page);
    assert.equal(await page.locator('.cl-identityPreviewText').textContent(), EMAIL);
    assert.equal(sent.filter((each) => each === '/sign_ups').length, 1);
  });

  test('the way back, and a reload there, say that the password is set', async () => {
    await page.locator('.cl-identityPreviewEditButton').click();
    await kept().waitFor();
    assert.equal(await email().inputValue(), EMAIL);
    assert.equal(await password().isVisible(), false);
    await page.reload();
    await kept().waitFor();
    assert.equal(
      await page.evaluate(
        (secret) => JSON.stringify({ ...localStorage, ...sessionStorage }).includes(secret),
        PASSWORD,
      ),
      false,
    );
  });

  test('optional details that are given on the way back belong to the account', async () => {
    assert.equal(await page.locator('input[name=firstName]').isVisible(), false);
    await page.locator('summary', { hasText: 'Optional details' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Field');
    await page.keyboard.press('Enter');
    await codeInput(page).waitFor();
    await page.locator('.cl-identityPreviewEditButton').click();
    await kept().waitFor();
    await continueWith(page);
    await enterCode(page, site, EMAIL);
    await signedIn(page, site.origin);
    const user = await page.evaluate(() => {
      const { firstName, lastName, passwordEnabled } = (window as unknown as WithUser).Clerk.user;
      return { firstName, lastName, passwordEnabled };
    });
    assert.deepEqual(user, { firstName: 'Ada', lastName: 'Field', passwordEnabled: true });
  });

  test('a password that is changed on the way back is the one that signs in', async () => {
    const [address, other] = ['bo.field@example.com', 'another long password'];
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    page = await context.newPage();
    await page.goto(`${site.origin}/sign-up`);
    await email().fill(address);
    await password().fill(PASSWORD);
    await continueWith(page);
    await codeSent(page);
    await page.goBack();
    await kept().click();
    await password().fill(other);
    await continueWith(page);
    await enterCode(page, site, address);
    await signedIn(page, site.origin);
    await context.clearCookies();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill(address);
    await password().fill(other);
    await continueWith(page);
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in') || url.pathname.includes('factor'));
    assert.doesNotMatch(page.url(), /factor-one/);
  });
});
