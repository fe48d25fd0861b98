import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { continueWith, isAt, signedIn, signUp } from './steps.ts';

const EMAIL = 'dora@example.com';
const PASSWORD = 'a fine long password';
const IDENTIFIER = 'input[name=identifier]';

declare const window: { Clerk: { user: { createPasskey(): Promise<{ name: string }> } } };

for (const autofill of [false, true]) {
  describe(`passkeys ${autofill ? 'in the identifier field' : 'from a button'}`, () => {
    let site: Site;
    let browser: Browser;
    let page: Page;
    let authenticator: VirtualAuthenticator;

    before(async () => {
      const config = { passkeys: { enabled: true, autofill } };
      [site, browser] = await Promise.all([startSite(authPages(), config), launchBrowser()]);
      page = await (await browser.newContext()).newPage();
      authenticator = await addVirtualAuthenticator(page);
      await page.goto(`${site.origin}/sign-up`);
      await signUp(page, site, { emailAddress: EMAIL, password: PASSWORD });
      await signedIn(page, site.origin);
      await page.evaluate(() => window.Clerk.user.createPasskey());
      assert.equal(await authenticator.count(), 1);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    /** Opens the sign-in page in a signed-out browser. */
    const openSignIn = async (): Promise<void> => {
      // Pending requests of the last page would set its cookies again.
      await page.goto('about:blank');
      await page.context().clearCookies();
      await page.goto(`${site.origin}/sign-in`);
    };

    if (autofill) {
      test('a passkey in the identifier field signs in with its suggestion alone', async () => {
        await openSignIn();
        await signedIn(page, site.origin);
      });

      test('a user who types an identifier is not disturbed by the passkey in the field', async () => {
        await authenticator.setPresent(false);
        await openSignIn();
        await page.locator(`${IDENTIFIER}[autocomplete="username webauthn"]`).fill(EMAIL);
        await continueWith(page);
        await page.locator('.cl-signIn-passkey').waitFor();
        await page.getByRole('link', { name: 'Use another method' }).click();
        await page.locator('.cl-alternativeMethodsBlockButton__password').click();
        await page.locator('input[name=password]').fill(PASSWORD);
        await continueWith(page);
        await signedIn(page, site.origin);
        await authenticator.setPresent(true);
      });
      return;
    }

    test('a passkey button signs in without an identifier', async () => {
      await openSignIn();
      await page.getByRole('button', { name: 'Use passkey instead' }).click();
      await signedIn(page, site.origin);
    });

    test('a passkey signs in after an identifier, also after a reload', async () => {
      await openSignIn();
      await page.locator(IDENTIFIER).fill(EMAIL);
      await continueWith(page);
      await page.locator('.cl-signIn-passkey').waitFor();
      await page.reload();
      await page.locator('.cl-signIn-passkey').waitFor();
      await isAt(page, '/sign-in/factor-one');
      await continueWith(page);
      await signedIn(page, site.origin);
    });

    test('a refused passkey keeps the form and shows the reason', async () => {
      await authenticator.setVerified(false);
      await openSignIn();
      await page.locator(IDENTIFIER).fill(EMAIL);
      await page.getByRole('button', { name: 'Use passkey instead' }).click();
      await page.getByText('No passkey was used').waitFor();
      assert.equal(await page.locator(IDENTIFIER).inputValue(), EMAIL);
      await authenticator.setVerified(true);
      await page.getByRole('button', { name: 'Use passkey instead' }).click();
      await signedIn(page, site.origin);
    });
  });
}
