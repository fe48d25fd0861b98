import type { Locator, Page } from 'playwright';
import type { Site } from '../support/site.ts';

export const codeInput = (page: Page): Locator => page.locator('input[autocomplete=one-time-code]');

/** Presses the primary button of the step. */
export async function continueWith(page: Page): Promise<void> {
  await page.locator('.cl-formButtonPrimary:visible').click();
}

/** Fills in the sign-up form that is on screen and confirms the mailed code. */
export async function signUp(
  page: Page,
  site: Pick<Site, 'lastCode'>,
  user: { emailAddress: string; password: string },
): Promise<void> {
  await page.locator('input[name=emailAddress]').fill(user.emailAddress);
  await page.locator('input[name=password]').fill(user.password);
  await continueWith(page);
  await codeInput(page).waitFor();
  await codeInput(page).fill(await site.lastCode(user.emailAddress));
}

/** Waits until somebody is signed in at the start page of the site. */
export async function signedIn(page: Page, origin: string): Promise<void> {
  await page.waitForURL(`${origin}/`);
  // Until the client is loaded its place is held by something that is no button.
  await page.locator('button.cl-userButtonTrigger').waitFor();
}
