import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { actsAs, codeInput, codeSent, continueWith, isAt, signedIn, signUp, userButton } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'a fine long password' };
const BO = { emailAddress: 'bo@example.com', password: 'another fine password' };

describe('the story of a new user in the demo', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    context = await browser.newContext();
    page = await context.newPage();
    errors = collectErrors(page);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  test('a new user signs up with an email address and a password', async () => {
    await page.goto(`${demo.origin}/`);
    await page.getByRole('link', { name: 'Sign up' }).first().click();
    await page.locator('input[name=emailAddress]').fill(ADA.emailAddress);
    await page.locator('input[name=password]').fill(ADA.password);
    await continueWith(page);
    await page.waitForURL('**/sign-up/verify-email-address');
    await codeSent(page);
  });

  test('a reload keeps the step of the sign-up', async () => {
    await page.reload();
    await codeInput(page).waitFor();
    await isAt(page, '/sign-up/verify-email-address');
    await page.locator('clerk-sign-up', { hasText: 'ada@example.com' }).waitFor();
  });

  test('the user gets an error for a wrong code, and signs in with the right one', async () => {
    const code = await demo.lastCode(ADA.emailAddress);
    await codeInput(page).fill(code === '000000' ? '111111' : '000000');
    await page.locator('.cl-formFieldErrorText').waitFor();
    await codeInput(page).fill(code);
    await signedIn(page, demo.origin);
  });

  test('the user edits the profile, and every element updates at once', async () => {
    await page.goto(`${demo.origin}/user`);
    await page.getByRole('button', { name: 'Update profile' }).click();
    await page.locator('input[name=firstName]').fill('Ada');
    await page.locator('input[name=lastName]').fill('Berg');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.cl-profileSection__profile', { hasText: 'Ada Berg' }).waitFor();
    await page.evaluate(() => (window as unknown as Page$).Clerk.user.update({ firstName: 'Augusta' }));
    await page.locator('.cl-profileSection__profile', { hasText: 'Augusta Berg' }).waitFor();
  });

  test('the page refreshes the token in the background', async () => {
    await page.clock.install();
    await page.goto(`${demo.origin}/`);
    await userButton(page).waitFor();
    const before = await cookie(context, '__session');
    const refresh = page.waitForResponse((r) => /\/tokens\b/.test(r.url()) && r.request().method() === 'POST');
    await page.clock.fastForward(51_000);
    assert.equal((await refresh).status(), 200);
    await page.waitForFunction((old) => !document.cookie.includes(old), before);
    await page.clock.resume();
  });

  test('the user adds a second account', async () => {
    await openMenu(page);
    await page.getByRole('button', { name: 'Add account' }).click();
    await page.waitForURL('**/sign-in**');
    await page.locator('input[name=identifier]').waitFor();
    await page.getByRole('link', { name: 'Sign up' }).click();
    await signUp(page, demo, BO);
    await page.waitForURL(`${demo.origin}/`);
    await actsAs(page, BO.emailAddress);
  });

  test('the user switches between two accounts', async () => {
    await openMenu(page);
    await page.getByRole('button', { name: /Augusta Berg/ }).click();
    await actsAs(page, ADA.emailAddress);
  });

  test('the user signs out of one account and stays signed in with the other', async () => {
    await openMenu(page);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    // The page navigates by itself to the page on which the user chooses the next account.
    await page.waitForURL(/\/sign-in#\/choose$/);
    await holdsSessions(page, 1);
    await page.goto(`${demo.origin}/`);
    await actsAs(page, BO.emailAddress);
  });

  test('the user signs in again with the password', async () => {
    await page.goto(`${demo.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill(ADA.emailAddress);
    await page.locator('input[name=password]:visible').fill('not the password');
    await continueWith(page);
    await page.locator('.cl-formFieldErrorText__password').waitFor();
    await page.locator('input[name=password]:visible').fill(ADA.password);
    await continueWith(page);
    await page.waitForURL(`${demo.origin}/`);
    await holdsSessions(page, 2);
  });

  test('the demo logged only the errors that the test provoked', () => {
    assert.deepEqual(
      errors.filter((e) => !/status of 422/.test(e)),
      [],
    );
  });
});

interface Page$ {
  Clerk: {
    user: { update(params: object): Promise<unknown> };
    client?: { signedInSessions: unknown[] };
  };
}

async function openMenu(page: Page): Promise<void> {
  await userButton(page).click();
  await page.locator('.cl-userButtonPopoverCard').waitFor();
}

/** Waits until this many users are signed in; a loading page does not know yet. */
async function holdsSessions(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => (window as unknown as Partial<Page$>).Clerk?.client?.signedInSessions.length === wanted,
    count,
  );
}

async function cookie(context: BrowserContext, name: string): Promise<string> {
  return (await context.cookies()).find((c) => c.name === name)?.value ?? '';
}
