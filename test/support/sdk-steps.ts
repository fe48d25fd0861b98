import assert from 'node:assert/strict';
import type { Page } from 'playwright';
import { LATE_TOKEN } from './browser.ts';
import { VISITOR_PASSWORD } from './visitor.ts';

/** The code of every test address. */
export const CODE = '424242';

/** Opens a page of an app, and waits until Clerk is loaded. */
export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('#who:not(:text("loading"))').waitFor();
}

/** Signs a person up, out and in with the fields of a page. */
export async function goThroughCustomFlow(page: Page, url: string, errors: string[]): Promise<void> {
  const email = newAddress();
  await openPage(page, url);
  const fill = async (fields: Record<string, string>, button: string) => {
    for (const [name, value] of Object.entries(fields)) await page.locator(`form input[name=${name}]`).fill(value);
    await page.locator(`form button[name=${button}]`).click();
  };
  await fill({ email, password: VISITOR_PASSWORD }, 'sign-up');
  await page.locator('#finished', { hasText: 'sign-up' }).waitFor();
  await page.locator('#steps', { hasText: 'missing_requirements' }).waitFor();
  await fill({ code: '000000' }, 'verify');
  await page.locator('#error', { hasText: 'form_code_incorrect' }).waitFor();
  await fill({ code: CODE }, 'verify');
  await page.locator('#who', { hasText: 'user_' }).waitFor();
  await page.locator('#sign-out').click();
  // The app goes to its home page then.
  await page.waitForURL((target) => target.pathname === '/');
  await page.locator('#who', { hasText: 'nobody' }).waitFor();
  await openPage(page, url);
  await fill({ email, password: 'not the password' }, 'sign-in');
  await page.locator('#error', { hasText: 'form_password_incorrect' }).waitFor();
  await fill({ email, password: VISITOR_PASSWORD }, 'sign-in');
  await page.locator('#who', { hasText: 'user_' }).waitFor();
  // The browser reports each answer that refuses something.
  for (const error of errors.splice(0)) if (!LATE_TOKEN.test(error)) assert.match(error, /status of 422/);
}

export const newAddress = () => `visitor${Math.random().toString(36).slice(2)}+clerk_test@example.com`;

export async function state(page: Page): Promise<Record<string, unknown>> {
  return JSON.parse((await page.locator('#state').textContent()) ?? '{}') as Record<string, unknown>;
}

/** Follows a link of the app. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.locator(`nav a[href="${path}"]`).click();
  await page.waitForURL((url) => url.pathname === path);
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.locator('input[name=identifier]').fill(email);
  await page.locator('.cl-formButtonPrimary:visible').click();
  await fillPassword(page);
}

export async function fillPassword(page: Page): Promise<void> {
  await page.locator('.cl-signIn-password input[name=password]').fill(VISITOR_PASSWORD);
  await page.locator('.cl-signIn-password .cl-formButtonPrimary').click();
}

export async function fillSignUp(page: Page, email: string): Promise<void> {
  await page.locator('input[name=emailAddress]').fill(email);
  await page.locator('.cl-signUp-root input[name=password]').fill(VISITOR_PASSWORD);
  await page.locator('.cl-formButtonPrimary:visible').click();
}
