import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { mailed } from '../support/mailed.ts';
import { type Site, startSite } from '../support/site.ts';
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { codeInput, continueWith, signedIn, signUp } from './steps.ts';

const PASSWORD = 'a fine long password';
const OTHER = 'another fine long password';
const ELEVEN_MINUTES = 660_000;
/** Longer than the pause between two mails to one address. */
const PAUSE = 61_000;

declare const window: {
  Clerk: { user?: object | null; session?: { getToken(options: object): Promise<unknown> } | null };
};

const pages = authPages({
  others(pathname) {
    if (pathname === '/user') return '<clerk-user-profile></clerk-user-profile>';
    return pathname.startsWith('/account') ? '<clerk-user-profile path="/account"></clerk-user-profile>' : undefined;
  },
});

describe('the security page', () => {
  let site: Site;
  let browser: Browser;
  let laptop: Page;
  let authenticator: VirtualAuthenticator;
  const errors: string[] = [];

  const section = (page: Page, name: string): Locator => page.locator(`.cl-profileSection__${name}`);
  const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
  const card = (page: Page): Locator => page.locator('.cl-actionCard');
  const save = (page: Page): Promise<void> => card(page).locator('.cl-formButtonPrimary').click();
  const closed = (page: Page): Promise<void> => card(page).waitFor({ state: 'detached' });
  const choose = async (page: Page, name: string, entry: string): Promise<void> => {
    await section(page, name).locator('.cl-menuButton').click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  const openSecurity = async (page: Page): Promise<void> => {
    await page.goto(`${site.origin}/user#/security`);
    await section(page, 'activeDevices').locator('li').first().waitFor();
  };
  const newPage = async (userAgent?: string): Promise<Page> =>
    (await browser.newContext({ ...(userAgent && { userAgent }) })).newPage();
  const signIn = async (page: Page, identifier: string, password: string): Promise<void> => {
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill(identifier);
    await continueWith(page);
    await page.locator('.cl-signIn-password input[name=password]').fill(password);
    await continueWith(page);
  };
  /** Signs a new user up on a laptop with an authenticator. */
  const arrive = async (emailAddress: string): Promise<void> => {
    await laptop?.context().close();
    laptop = await newPage();
    errors.push(...collectErrors(laptop, site.origin));
    authenticator = await addVirtualAuthenticator(laptop);
    await laptop.goto(`${site.origin}/sign-up`);
    await signUp(laptop, site, { emailAddress, password: PASSWORD });
    await signedIn(laptop, site.origin);
  };
  /** Opens the start page in another browser of the user. */
  const another = async (emailAddress: string, password: string, userAgent?: string): Promise<Page> => {
    const page = await newPage(userAgent);
    await signIn(page, emailAddress, password);
    await signedIn(page, site.origin);
    return page;
  };
  /** Lets a page refresh its token, as it does every minute, and waits until it shows that nobody is signed in. */
  const signedOut = async (page: Page): Promise<void> => {
    await page.evaluate(() => window.Clerk.session?.getToken({ skipCache: true }).catch(() => null));
    await page.waitForFunction(() => window.Clerk.user === null);
  };

  before(async () => {
    [site, browser] = await Promise.all([
      startSite(pages, {
        attributes: { password: 'optional' },
        signUp: { showOptionalFields: true },
        passkeys: { enabled: true, autofill: false },
        password: { showStrength: true, minStrength: 2 },
      }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('the address of the page leads to it, in the hash and in the path', async () => {
    await arrive('ada@example.com');
    for (const address of ['/user#/security', '/account/security']) {
      await laptop.goto(`${site.origin}${address}`);
      await section(laptop, 'activeDevices').getByText('This device').waitFor();
      await button(laptop, 'Security').and(laptop.locator('[aria-current=page]')).waitFor();
    }
  });

  test('a new password signs the other browser out, and the owner is mailed', async () => {
    const phone = await another('ada@example.com', PASSWORD);
    await openSecurity(laptop);
    await button(laptop, 'Update password').click();
    assert.equal(await card(laptop).locator('input[autocomplete=username]').inputValue(), 'ada@example.com');
    await card(laptop).locator('input[name=newPassword]').pressSequentially('password1');
    await card(laptop).getByText('This is a common password').waitFor();
    await save(laptop);
    await card(laptop).locator('.cl-formFieldErrorText__newPassword', { hasText: /\w/ }).waitFor();
    await card(laptop).locator('input[name=newPassword]').fill(OTHER);
    await save(laptop);
    await closed(laptop);
    await laptop.locator('[data-opens=password]:focus').waitFor();
    await section(laptop, 'activeDevices').locator('li').nth(1).waitFor({ state: 'detached' });
    await signedOut(phone);
    await mailed(site.origin, 'ada@example.com', /password was changed/);
    await signIn(phone, 'ada@example.com', PASSWORD);
    await phone.locator('.cl-formFieldErrorText__password', { hasText: /\w/ }).waitFor();
    await phone.locator('.cl-signIn-password input[name=password]').fill(OTHER);
    await continueWith(phone);
    await signedIn(phone, site.origin);
    await phone.context().close();
  });

  test('a password is removed and set again with the keyboard alone, after a reverification', async () => {
    await openSecurity(laptop);
    const press = (key: string): Promise<void> => laptop.keyboard.press(key);
    const focused = (selector: string): Promise<void> => laptop.locator(`${selector}:focus`).waitFor();
    const walk = async (selector: string): Promise<void> => {
      const isThere = () => laptop.evaluate((wanted) => !!document.activeElement?.matches(wanted), selector);
      for (let steps = 0; steps < 20 && !(await isThere()); steps++) await press('Tab');
      await focused(selector);
    };
    site.advance(ELEVEN_MINUTES);
    await walk('.cl-profileSection__password .cl-menuButton');
    await press('Enter');
    await focused('.cl-menuItem__remove');
    await press('Enter');
    await focused('.cl-actionCard .cl-formButtonReset');
    await press('Tab');
    await press('Enter');
    await focused('dialog[open] input[name=password]');
    await laptop.keyboard.type(OTHER);
    await press('Enter');
    await section(laptop, 'password').getByText('No password yet').waitFor();
    await focused('.cl-profileSection__password h2');
    await mailed(site.origin, 'ada@example.com', /password was removed/);
    await walk('[data-opens=password]');
    await press('Enter');
    await focused('input[name=newPassword]');
    await laptop.keyboard.type(PASSWORD);
    await press('Enter');
    await focused('[data-opens=password]');
    await mailed(site.origin, 'ada@example.com', /password was set/);
    await button(laptop, 'Update password').waitFor();
  });

  test('a passkey is added, renamed and removed, and a closed dialog is no error', async () => {
    await arrive('bea@example.com');
    await openSecurity(laptop);
    await button(laptop, 'Add a passkey').click();
    await section(laptop, 'passkeys').getByText('Chrome on Linux').waitFor();
    await laptop.locator('[data-opens=addPasskey]:focus').waitFor();
    assert.equal(await authenticator.count(), 1);
    await mailed(site.origin, 'bea@example.com', /passkey was added/);

    await choose(laptop, 'passkeys', 'Rename');
    await laptop.locator('input[name=name]:focus').fill('My laptop');
    await save(laptop);
    await section(laptop, 'passkeys').getByText('My laptop').waitFor();
    await section(laptop, 'passkeys').locator('.cl-menuButton:focus').waitFor();

    // The device has a passkey already.
    await button(laptop, 'Add a passkey').click();
    await card(laptop).getByText('has a passkey for your account already').waitFor();
    await button(laptop, 'Close').click();

    await choose(laptop, 'passkeys', 'Remove');
    await card(laptop).getByText('My laptop will be removed from your account').waitFor();
    await save(laptop);
    await section(laptop, 'passkeys').getByText('No passkey yet').waitFor();
    await mailed(site.origin, 'bea@example.com', /passkey was removed/);

    await authenticator.setVerified(false);
    await button(laptop, 'Add a passkey').click();
    await card(laptop).getByText('No passkey was created').waitFor();
    assert.equal(await card(laptop).locator('[role=alert]').count(), 0);
    await authenticator.setVerified(true);
    await button(laptop, 'Try again').click();
    await section(laptop, 'passkeys').getByText('Chrome on Linux').waitFor();
  });

  test('a passkey that a password reset switched off is marked', async () => {
    site.advance(PAUSE);
    const phone = await newPage();
    await phone.goto(`${site.origin}/sign-in`);
    await phone.locator('input[name=identifier]').fill('bea@example.com');
    await continueWith(phone);
    await phone.locator('.cl-signIn-passkey').waitFor();
    await phone.getByRole('link', { name: 'Use another method' }).click();
    await phone.locator('.cl-alternativeMethodsBlockButton__password').click();
    await phone.getByRole('link', { name: 'Forgot password?' }).click();
    await codeInput(phone).waitFor();
    await phone.locator('.cl-formResendCodeLink[aria-disabled=true]').waitFor();
    await codeInput(phone).fill(await site.lastCode('bea@example.com'));
    await phone.locator('.cl-signIn-resetPassword input[name=password]').fill(OTHER);
    await continueWith(phone);
    // The list of what the reset switched off comes first.
    await phone.waitForURL(/reset-password-success/);
    await button(phone, 'Continue').click();
    await signedIn(phone, site.origin);
    await openSecurity(phone);
    await section(phone, 'passkeys').getByText('Unverified').waitFor();
    await section(phone, 'passkeys').getByText('Confirm it at the top of this page').waitFor();
    await choose(phone, 'passkeys', 'Remove');
    await save(phone);
    await section(phone, 'passkeys').getByText('No passkey yet').waitFor();
    await section(phone, 'suspendedMethods').waitFor({ state: 'detached' });
    await phone.context().close();
  });

  test('a revoked device is signed out there, and then all others are', async () => {
    await arrive('cy@example.com');
    const iPad =
      'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
    const tablet = await another('cy@example.com', PASSWORD, iPad);
    const others = [await another('cy@example.com', PASSWORD), await another('cy@example.com', PASSWORD)];
    await openSecurity(laptop);
    const rows = section(laptop, 'activeDevices').locator('.cl-activeDeviceListItem');
    await rows.nth(3).waitFor();
    assert.equal(await rows.count(), 4);
    await rows
      .filter({ has: laptop.locator('.cl-activeDeviceIcon__tablet') })
      .getByText('Safari 17 on iPad')
      .waitFor();
    await button(laptop, 'Sign out: Safari 17 on iPad').click();
    await save(laptop);
    await rows.nth(3).waitFor({ state: 'detached' });
    await signedOut(tablet);
    await mailed(site.origin, 'cy@example.com', /device was signed out/);

    await button(laptop, 'Sign out of all other devices').click();
    await save(laptop);
    await rows.nth(1).waitFor({ state: 'detached' });
    await laptop.locator('.cl-profileSection__activeDevices h2:focus').waitFor();
    assert.equal(await rows.count(), 1);
    for (const page of others) await signedOut(page);
    await Promise.all([tablet, ...others].map((page) => page.context().close()));
  });

  test('the security page logs no error', () => {
    assert.deepEqual(errors, []);
  });
});

describe('the password of an instance without reverification', () => {
  test('a change needs the current password, and says so at its field when it is wrong', async () => {
    const [site, browser] = await Promise.all([
      startSite(pages, {
        reverification: false,
        attributes: { password: 'optional' },
        signUp: { showOptionalFields: true },
      }),
      launchBrowser(),
    ]);
    try {
      const page = await browser.newPage();
      await page.goto(`${site.origin}/sign-up`);
      await signUp(page, site, { emailAddress: 'dee@example.com', password: PASSWORD });
      await signedIn(page, site.origin);
      await page.goto(`${site.origin}/user#/security`);
      await page.getByRole('button', { name: 'Update password' }).click();
      await page.locator('input[name=currentPassword]').fill('not my password');
      await page.locator('input[name=newPassword]').fill(OTHER);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.locator('input[name=currentPassword][aria-invalid=true]:focus').waitFor();
      assert.equal(await page.locator('input[name=newPassword]').inputValue(), OTHER);
      await page.locator('input[name=currentPassword]').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator('.cl-actionCard').waitFor({ state: 'detached' });
      await mailed(site.origin, 'dee@example.com', /password was changed/);
    } finally {
      await browser.close();
      await site.close();
    }
  });
});
