import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { ProfilePage, profilePages } from './profile-page.ts';
import { codeInput, codeSent, signUpBefore } from './steps.ts';

/** The code that every fictional number gets. */
const TEST_CODE = '424242';

/** Returns a number that instances in test mode reach, whatever their countries are. */
function fictional(line: number): { typed: string; shown: string; e164: string } {
  return { typed: `(201) 555-01${line}`, shown: `+1 (201) 555-01${line}`, e164: `+120155501${line}` };
}

describe('phone numbers in the profile of a real account', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let profile: ProfilePage;
  let page: Page;
  let first = fictional(10);
  let second = fictional(11);
  let count = 0;

  before(async () => {
    const config = {
      attributes: { phoneNumber: 'optional' as const },
      phoneCode: true,
      sms: { countries: ['PT'] },
      secondFactors: { phoneCode: true },
      password: { breachCheck: false },
    } satisfies Partial<ConfigInput>;
    [site, browser] = await Promise.all([startSite(profilePages, config), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext({ locale: 'en-US' });
    const emailAddress = `ada${++count}@example.com`;
    // A number that is verified belongs to one account.
    [first, second] = [fictional(10 + 2 * count), fictional(11 + 2 * count)];
    await signUpBefore(context, site, { emailAddress, password: 'a fine long password' });
    page = await context.newPage();
    profile = await new ProfilePage(page, site).open();
  });

  const type = async (number: string): Promise<void> => {
    await profile.button('Add phone number').click();
    await profile.field('phoneNumber').fill(number);
    await page.keyboard.press('Enter');
  };
  const add = async ({ typed, shown }: typeof first): Promise<void> => {
    await type(typed);
    await codeSent(page);
    await profile.card.getByText(shown).waitFor();
    await profile.focusOn(codeInput(page));
    await page.keyboard.type(TEST_CODE);
    await profile.said(`${shown} is verified.`);
    await profile.focusOn(profile.button('Add phone number'));
  };

  test('numbers are added, one becomes the primary one, and the other is removed, also in another tab', async () => {
    const other = await new ProfilePage(await context.newPage(), site).open();
    await add(first);
    await other.row(first.shown).filter({ hasText: 'Primary' }).waitFor();
    await add(second);
    await profile.choose(second.shown, 'Set as primary');
    await profile.row(second.shown).filter({ hasText: 'Primary' }).waitFor();
    await other.row(second.shown).filter({ hasText: 'Primary' }).waitFor();
    await profile.focusOn(profile.menuOf(second.shown));
    await profile.choose(first.shown, 'Remove phone number');
    await profile.card.getByText('You will no longer be able to sign in with it.').waitFor();
    await profile.card.getByRole('button', { name: 'Remove' }).click();
    await profile.said(`${first.shown} is removed.`);
    await other.row(first.shown).waitFor({ state: 'detached' });
  });

  test('a number that was left before it was verified is verified later', async () => {
    await type(first.typed);
    await codeSent(page);
    await profile.button('Cancel').click();
    await profile.row(first.shown).filter({ hasText: 'Unverified' }).waitFor();
    await profile.choose(first.shown, 'Complete verification');
    await codeSent(page);
    await codeInput(page).fill(TEST_CODE);
    await profile.said(`${first.shown} is verified.`);
  });

  test('a number of a country that gets no messages is refused in the field, and stays there', async () => {
    await type('+49 30 901820');
    await profile.card.getByText('Text messages cannot be sent to this number').waitFor();
    await profile.focusOn(profile.field('phoneNumber'));
    assert.equal((await profile.field('phoneNumber').inputValue()).replace(/\D/g, ''), '4930901820');
    await profile.field('phoneNumber').fill('12');
    await page.keyboard.press('Enter');
    await profile.card.getByText('Check the country and the digits').waitFor();
  });

  test('a number for two-step verification is marked, and is no primary one', async () => {
    await add(first);
    await add(second);
    await page.evaluate(async (number) => {
      const { user } = (window as never as { Clerk: { user: { phoneNumbers: Reserved[] } } }).Clerk;
      await user.phoneNumbers
        .find(({ phoneNumber }) => phoneNumber === number)
        ?.setReservedForSecondFactor({ reserved: true });
    }, first.e164);
    await profile.row(first.shown).filter({ hasText: 'Two-step verification' }).waitFor();
    await profile.row(second.shown).filter({ hasText: 'Primary' }).waitFor();
    await profile.choose(first.shown, 'Remove phone number');
    await profile.card.getByText('You will no longer be able to use it for two-step verification.').waitFor();
  });
});

interface Reserved {
  phoneNumber: string;
  setReservedForSecondFactor(params: { reserved: boolean }): Promise<unknown>;
}
