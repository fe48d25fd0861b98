import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Pages, type Site, startSite } from '../support/site.ts';
import { codeInput, enterCode, signedIn, signUp } from './steps.ts';

const PASSWORD = 'a fine long password';
const STEP = 30_000;
const ELEVEN_MINUTES = 660_000;
const CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:";

interface App {
  secret: string;
}

declare const window: {
  Clerk: {
    user: {
      createTOTP(): Promise<App>;
      verifyTOTP(params: { code: string }): Promise<App>;
    };
    __internal_openReverification(props: object): Promise<void>;
  };
};

const build = authPages({
  others: (pathname) => (pathname === '/user' ? '<clerk-user-profile></clerk-user-profile>' : undefined),
});

/** Pages that allow no style and no script of their own. */
const pages: Pages = async (url, config) => {
  const page = await build(url, config);
  page?.headers.set('content-security-policy', CSP);
  return page;
};

describe('a change in the profile, long after the sign-in', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let ahead = 0;
  const complaints: string[] = [];

  const advance = (ms: number): void => {
    ahead += ms;
    site.advance(ms);
  };
  const dialog = () => page.locator('dialog[open]');
  const username = () => page.locator('.cl-profileSection__username .cl-profileSectionItemText');

  /** Signs a new user up in a new browser. */
  const arrive = async (emailAddress: string): Promise<void> => {
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && complaints.push(message.text()));
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress, password: PASSWORD });
    await signedIn(page, site.origin);
    await page.goto(`${site.origin}/user`);
    await page.getByRole('button', { name: 'Set username' }).waitFor();
  };
  const saveUsername = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: /(Set|Update) username/ }).click();
    await page.locator('input[name=username]:not([readonly])').fill(name);
    await page.getByRole('button', { name: 'Save' }).click();
  };

  before(async () => {
    [site, browser] = await Promise.all([
      startSite(pages, { attributes: { username: 'optional' }, secondFactors: { totp: true } }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('a change is saved after a dialog asks for the password', async () => {
    await arrive('ada@example.com');
    advance(ELEVEN_MINUTES);
    await saveUsername('augusta');
    await dialog().locator('input[name=password]').fill('not my password');
    await dialog().locator('.cl-formButtonPrimary').click();
    await dialog().locator('[aria-invalid=true]').waitFor();
    await dialog().locator('input[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await username().filter({ hasText: 'augusta' }).waitFor();
    await dialog().waitFor({ state: 'detached' });
  });

  test('a change is not saved when the user closes the dialog, and the form keeps its values', async () => {
    advance(ELEVEN_MINUTES);
    await saveUsername('countess');
    await dialog().locator('input[name=password]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('You did not confirm that it is you').waitFor();
    assert.equal(await page.locator('input[name=username]').inputValue(), 'countess');
    await page.locator('button:focus', { hasText: 'Save' }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await dialog().getByRole('link', { name: 'Use another method' }).click();
    await dialog()
      .getByRole('button', { name: /^Email code to a/ })
      .click();
    await enterCode(page, site, 'ada@example.com');
    await username().filter({ hasText: 'countess' }).waitFor();
  });

  test('the dialog asks for the authenticator app, too', async () => {
    await arrive('bo@example.com');
    const secret = await page.evaluate(async () => (await window.Clerk.user.createTOTP()).secret);
    const code = (): string => {
      advance(2 * STEP);
      return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
    };
    await page.evaluate((typed) => window.Clerk.user.verifyTOTP({ code: typed }), code());
    advance(ELEVEN_MINUTES);
    await saveUsername('bobby');
    await dialog().locator('input[name=password]').fill(PASSWORD);
    await continueIn();
    await dialog().locator('.cl-userVerification-totp2Fa').waitFor();
    await codeInput(page).fill(code());
    await username().filter({ hasText: 'bobby' }).waitFor();

    // Both factors are fresh now, so the dialog does not open.
    await saveUsername('bobbin');
    await username().filter({ hasText: 'bobbin' }).waitFor();
  });

  test('an application opens the same reverification dialog', async () => {
    advance(ELEVEN_MINUTES);
    const outcome = page.evaluate(
      () =>
        new Promise((resolve) => {
          void window.Clerk.__internal_openReverification({
            level: 'first_factor',
            afterVerification: () => resolve('verified'),
            afterVerificationCancelled: () => resolve('cancelled'),
          });
        }),
    );
    await dialog().locator('input[name=password]').fill(PASSWORD);
    await continueIn();
    assert.equal(await outcome, 'verified');
  });

  test('reverification violates no strict Content-Security-Policy', () => {
    assert.deepEqual(complaints, []);
  });

  async function continueIn(): Promise<void> {
    await dialog().locator('.cl-formButtonPrimary').click();
  }
});
