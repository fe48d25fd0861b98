import assert from 'node:assert/strict';
import type { Page } from 'playwright';
import { codeInput, codeSent, continueWith, leaving, signedIn, userButton } from '../steps.ts';
import { type ElementName, PATHS, type Story, type World } from './world.ts';

const NEW_NAME = 'Augusta';

/** Checks that the page is no wider than its window, so that no user has to scroll sideways. */
async function assertFits(page: Page): Promise<void> {
  const { wide, window } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= window, `the page is ${wide} px wide in a window of ${window} px`);
}

/** Checks that the card is as wide as its container and its own maximum allow. */
async function assertNatural(page: Page): Promise<void> {
  const room = await page.evaluate(() => document.documentElement.clientWidth);
  const box = await page.locator('.cl-cardBox').boundingBox();
  assert.ok(box && box.width >= Math.min(360, room - 80), `the card is ${box?.width} px wide in ${room} px`);
}

async function typeCode({ page, site, type, emailAddress }: World): Promise<void> {
  await codeSent(page);
  await type(codeInput(page), await site.lastCode(emailAddress));
}

/** What a user does with each element. The stories run in this order, since one page leads to the next. */
export const STORIES: Record<ElementName, Story> = {
  async 'clerk-sign-up'(world) {
    const { page, goto, type, emailAddress, password, site } = world;
    await goto(PATHS['clerk-sign-up']);
    const email = page.locator('input[name=emailAddress]');
    await email.waitFor();
    await assertNatural(page);
    await type(email, 'not an address');
    await type(page.locator('input[name=password]'), password);
    await continueWith(page);
    await page.locator('.cl-formFieldErrorText__emailAddress', { hasText: /\S/ }).waitFor();
    await email.fill('');
    await type(email, emailAddress);
    await continueWith(page);
    await typeCode(world);
    await signedIn(page, site.origin);
    await assertFits(page);
  },
  async 'clerk-user-button'({ page, goto }) {
    await goto(PATHS['clerk-user-button']);
    await userButton(page).click();
    const manage = page.locator('.cl-userButtonPopoverMenu button').first();
    await manage.waitFor();
    await assertFits(page);
    await page.keyboard.press('Escape');
    await manage.waitFor({ state: 'hidden' });
    await userButton(page).click();
    await manage.waitFor();
  },
  async 'clerk-user-profile'({ page, goto, type }) {
    await goto(PATHS['clerk-user-profile']);
    await page.locator('.cl-profileSectionPrimaryButton__profile').click();
    const name = page.locator('input[name=firstName]');
    await name.fill('');
    await type(name, NEW_NAME);
    await page.locator('.cl-profileSection__profile .cl-formButtonPrimary').click();
    await page.locator('.cl-profileSection__profile', { hasText: NEW_NAME }).waitFor();
    await name.waitFor({ state: 'hidden' });
    await assertFits(page);
  },
  async 'clerk-signed-in'({ page, goto }) {
    await goto(PATHS['clerk-signed-in']);
    await page.getByText('inside').waitFor();
    await page.getByText('outside').waitFor({ state: 'hidden' });
  },
  async 'clerk-sign-in'({ page, goto, type, emailAddress, password, site }) {
    await goto(PATHS['clerk-user-button']);
    await userButton(page).click();
    await leaving(page, () => page.locator('.cl-userButtonPopoverActionButton__signOut').click());
    await goto(PATHS['clerk-sign-in']);
    const identifier = page.locator('input[name=identifier]');
    await identifier.waitFor();
    await assertNatural(page);
    await type(identifier, emailAddress);
    await continueWith(page);
    const field = page.locator('.cl-signIn-password input[name=password]');
    await type(field, 'not the password');
    await continueWith(page);
    await page.locator('.cl-formFieldErrorText__password', { hasText: /\S/ }).waitFor();
    await assertFits(page);
    await field.fill('');
    await type(field, password);
    await continueWith(page);
    await signedIn(page, site.origin);
  },
};
