import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { lastLink, ProfilePage, profilePages } from './profile-page.ts';
import { codeInput, codeSent, continueWith, isAt, signedIn } from './steps.ts';

const TEST_CODE = '424242';

describe('email links in the profile', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let profile: ProfilePage;
  let page: Page;
  let added: string;
  let count = 0;

  before(async () => {
    const config = { emailLink: true, emailCode: false, password: { breachCheck: false } } as const;
    [site, browser] = await Promise.all([startSite(profilePages, config), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext();
    added = `work${++count}@example.com`;
    page = await context.newPage();
    await page.goto(`${site.origin}/sign-up`);
    await page.locator('input[name=emailAddress]').fill(`ada${count}+clerk_test@example.com`);
    await page.locator('input[name=password]').fill('a fine long password');
    await continueWith(page);
    await codeSent(page);
    // The code in the same mail.
    await codeInput(page).fill(TEST_CODE);
    await signedIn(page, site.origin);
    profile = await new ProfilePage(page, site).open();
  });

  /** Opens the link that was sent last. */
  async function open(device: BrowserContext): Promise<Page> {
    const tab = await device.newPage();
    await tab.goto(await lastLink(site, added));
    return tab;
  }
  const done = async (): Promise<void> => {
    await profile.said(`${added} is verified.`);
    await profile.row(added).filter({ hasNotText: 'Unverified' }).waitFor();
    await profile.focusOn(profile.button('Add email address'));
  };

  test('a link opened in the same browser verifies the address, and leads to the profile', async () => {
    await profile.add(added);
    const tab = await open(context);
    await tab.getByRole('button', { name: 'Confirm' }).click();
    await tab.waitForURL(`${site.origin}/user/verify?*`);
    await tab.getByRole('heading', { name: 'That worked' }).waitFor();
    await tab.getByRole('button', { name: 'Show profile' }).click();
    await tab.locator('.cl-profileSectionItem').filter({ hasText: added }).waitFor();
    await isAt(tab, '/user');
    await page.bringToFront();
    await done();
  });

  test('a link opened on another device verifies the address by the number that the profile shows', async () => {
    await profile.add(added);
    const shown = await profile.card.locator('.cl-linkMatchNumber').innerText();
    const phone = await browser.newContext();
    const tab = await open(phone);
    await tab.getByRole('button', { name: shown, exact: true }).click();
    await tab.waitForURL(`${site.origin}/user/verify?*`);
    await tab.getByRole('heading', { name: 'That worked' }).waitFor();
    assert.equal(await tab.getByRole('button', { name: 'Show profile' }).count(), 0);
    await done();
    await phone.close();
  });

  test('the code of the same mail verifies the address as well', async () => {
    await profile.add(added);
    await profile.verify(added);
    await done();
  });

  test('no request is sent any more when the user has stopped waiting', async () => {
    await profile.add(added);
    await page.waitForRequest((request) => request.method() === 'GET' && /\/v1\/me\?/.test(request.url()));
    const asked: string[] = [];
    await profile.button('Cancel').click();
    await profile.focusOn(profile.button('Add email address'));
    page.on('request', (request) => /\/v1\/me\b/.test(request.url()) && asked.push(request.url()));
    // The next look would have come by the time that another dialog is opened and answered.
    await profile.choose(added, 'Remove email');
    await profile.card.getByRole('button', { name: 'Remove' }).click();
    await profile.said(`${added} is removed.`);
    assert.equal(asked.filter((url) => !url.includes(`/email_addresses/`)).length, 0, asked.join(' '));
  });

  test('a new link is sent after the one before has expired', async () => {
    await profile.add(added);
    const tab = await open(context);
    site.advance(3_600_000);
    await tab.getByRole('button', { name: 'Confirm' }).click();
    await tab.waitForURL(`${site.origin}/user/verify?__clerk_status=expired`);
    await tab.getByRole('heading', { name: 'This link has expired' }).waitFor();
    await page.bringToFront();
    await profile.button('Cancel').click();
    await profile.choose(added, 'Complete verification');
    await codeSent(page);
    const next = await open(context);
    await next.getByRole('button', { name: 'Confirm' }).click();
    await next.waitForURL(`${site.origin}/user/verify?*`);
    await page.bringToFront();
    await profile.said(`${added} is verified.`);
  });

  test('the profile waits for a link that was sent before, when it is too soon for another one', async () => {
    await profile.add(added);
    await profile.button('Cancel').click();
    await profile.choose(added, 'Complete verification');
    await codeSent(page);
    const tab = await open(context);
    await tab.getByRole('button', { name: 'Confirm' }).click();
    await tab.waitForURL(`${site.origin}/user/verify?*`);
    await page.bringToFront();
    await profile.said(`${added} is verified.`);
    await profile.focusOn(profile.menuOf(added));
  });
});
