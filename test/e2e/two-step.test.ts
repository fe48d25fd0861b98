import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Pages, type Site, startSite } from '../support/site.ts';
import { codeInput, codeSent, continueWith, enterCode, signedIn, signUp } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'violet kettle on a northern roof' };
/** No fictional number, so its codes are real. */
const PHONE = '+12015550200';
const SHOWN = '+1 (201) 555-0200';
const STEP = 30_000;
/** Milliseconds after which a sensitive change needs reverification. */
const STALE = 700_000;

/** Allows no inline script or style, and requires Trusted Types. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https: data:",
  "style-src 'none'",
  "frame-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** Runs in each frame: keeps what the page prints in its document element, which no browser without a screen prints. */
function keepPrints(): void {
  window.print = () => {
    const { body } = document;
    (top as Window).document.documentElement.dataset['printed'] = body.innerText;
    dispatchEvent(new Event('afterprint'));
  };
}

describe('two-step verification through the elements, under a strict policy', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let secret = '';
  let codes: string[] = [];
  let ahead = 0;

  const advance = (ms: number): void => {
    ahead += ms;
    site.advance(ms);
  };
  /** Returns what the app shows now; earlier time steps are used. */
  const totp = (): string => {
    advance(2 * STEP);
    return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
  };
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const row = (text: string) => page.locator('.cl-profileSectionItem__mfa', { hasText: text });
  const choose = async (text: string, entry: string): Promise<void> => {
    await row(text).locator('.cl-menuButton').click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  const openProfile = async (): Promise<void> => {
    await page.goto(`${site.origin}/profile/security`);
    await page.locator('.cl-profileSection__mfa').waitFor();
  };
  /** Opens the sign-in page in a new browser, and types the password. */
  const typePassword = async (): Promise<void> => {
    await page.context().close();
    advance(60_000);
    await newPage();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill(ADA.emailAddress);
    await page.locator('input[name=password]').fill(ADA.password);
    await continueWith(page);
    await page.waitForURL('**/sign-in/factor-two');
  };
  const newPage = async (): Promise<void> => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    await context.addInitScript(keepPrints);
    page = await context.newPage();
    errors = collectErrors(page, site.origin);
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`policy: ${violatedDirective} ${blockedURI}`),
      );
    });
  };
  const shownCodes = async (): Promise<string[]> => {
    await page.locator('.cl-backupCodes li').first().waitFor();
    return page.locator('.cl-backupCodes li').allInnerTexts();
  };

  before(async () => {
    const inner = authPages({
      others: (pathname) =>
        pathname.startsWith('/profile')
          ? '<clerk-user-profile routing="path" path="/profile"></clerk-user-profile>'
          : undefined,
    });
    const pages: Pages = async (url, config) => {
      const response = await inner(url, config);
      response?.headers.set('content-security-policy', POLICY);
      return response;
    };
    [site, browser] = await Promise.all([
      startSite(pages, {
        attributes: { phoneNumber: 'optional' },
        sms: { countries: ['*'] },
        secondFactors: { totp: true, phoneCode: true, backupCode: true },
      }),
      launchBrowser(),
    ]);
    await newPage();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, ADA);
    await signedIn(page, site.origin);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('a user sets up an authenticator app with the key, also after a reload half-way', async () => {
    const begin = async (): Promise<string> => {
      await openProfile();
      await press('Add two-step verification');
      await page.locator('.cl-choice__totp').click();
      await page.locator('.cl-qrCode').waitFor();
      await press('Can’t scan?');
      return (await page.locator('.cl-copyableText__secret').textContent()) ?? '';
    };
    const first = await begin();
    await page.reload();
    secret = await begin();
    assert.notEqual(secret, first);
    assert.match(secret, /^[A-Z2-7]{32}$/);
    await page.locator('.cl-formButtonReset__copy_secret').click();
    await page.locator('.cl-formButtonReset__copy_secret', { hasText: 'Copied' }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
    await press('Continue');
    await codeInput(page).fill('000000');
    await page.getByText('set its time automatically').waitFor();
    await codeInput(page).fill(totp());
    codes = await shownCodes();
    assert.equal(new Set(codes).size, 10);
  });

  test('the backup codes are copied, saved as a file and printed, under the policy', async () => {
    await press('Copy all');
    await page.locator('.cl-formButtonReset__copy_codes', { hasText: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const [download] = await Promise.all([page.waitForEvent('download'), press('Download .txt')]);
    assert.match(download.suggestedFilename(), /backup-codes\.txt$/);
    const saved = await readFile(await download.path(), 'utf8');
    assert.equal(saved, copied);
    assert.deepEqual(saved.split('\n').slice(1), [ADA.emailAddress, 'Backup codes', '', ...codes, '']);
    await press('Print');
    await page.locator('html[data-printed]').waitFor();
    const printed = await page.evaluate(() => document.documentElement.dataset['printed'] ?? '');
    assert.ok(codes.every((code) => printed.includes(code)) && !printed.includes('Two-step verification'), printed);
    assert.equal(await page.locator('iframe').count(), 0);
  });

  test('the backup codes are nowhere once the card is closed', async () => {
    await page.evaluate(() => delete document.documentElement.dataset['printed']);
    await press('I have saved them');
    await row('Authenticator app').getByText('Default').waitFor();
    const everything = await page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        JSON.stringify([localStorage, sessionStorage, history.state]),
        location.href,
      ].join(),
    );
    assert.ok(!codes.some((code) => everything.includes(code) || everything.includes(code.replace('-', ''))));
    assert.ok(!everything.includes(secret));
    // The browser reports the wrong code, which the API refused.
    assert.deepEqual(
      errors.filter((error) => !error.includes('/totp/attempt_verification')),
      [],
    );
  });

  test('a user adds a phone number as second factor with a code, after a reverification', async () => {
    advance(STALE);
    await openProfile();
    await press('Add two-step verification');
    await page.locator('input[name=phoneNumber]').fill(PHONE);
    await continueWith(page);
    const dialog = page.locator('dialog[open]');
    await dialog.locator('input[name=password]').fill(ADA.password);
    await dialog.locator('.cl-formButtonPrimary').click();
    await dialog.locator('input[autocomplete=one-time-code]').fill(totp());
    await dialog.waitFor({ state: 'detached' });
    await codeSent(page);
    await enterCode(page, site, PHONE);
    await row(SHOWN).waitFor();
    assert.equal(await row(SHOWN).getByText('Default').count(), 0, 'the app is asked for first');
  });

  test('sign-in asks for the authenticator app first, and takes a backup code once', async () => {
    for (const isFirst of [true, false]) {
      await typePassword();
      await page.locator('.cl-signIn-totp2Fa').waitFor();
      await page.getByRole('link', { name: 'Use another method' }).click();
      await page.locator('.cl-alternativeMethodsBlockButton__backup_code').click();
      await page.getByLabel('Backup code').fill(codes[0] ?? '');
      await continueWith(page);
      if (isFirst) await signedIn(page, site.origin);
      else await page.getByText('Wrong code').waitFor();
    }
    await page.getByLabel('Backup code').fill(codes[1] ?? '');
    await continueWith(page);
    await signedIn(page, site.origin);
  });

  test('new backup codes replace the old ones', async () => {
    await openProfile();
    await choose('Backup codes', 'Create new codes');
    await page.getByText('The backup codes you have now stop working.').waitFor();
    await press('Create new codes');
    const fresh = await shownCodes();
    assert.ok(!fresh.some((code) => codes.includes(code)));
    await press('I have saved them');
    await typePassword();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await page.getByRole('link', { name: 'Use another method' }).click();
    await page.locator('.cl-alternativeMethodsBlockButton__backup_code').click();
    await page.getByLabel('Backup code').fill(codes[2] ?? '');
    await continueWith(page);
    await page.getByText('Wrong code').waitFor();
    await page.getByLabel('Backup code').fill(fresh[0] ?? '');
    await continueWith(page);
    await signedIn(page, site.origin);
  });

  test('after the app is removed, sign-in asks for a code by text message', async () => {
    await openProfile();
    await choose('Authenticator app', 'Remove');
    await press('Remove');
    await row(SHOWN).getByText('Default').waitFor();
    await typePassword();
    await page.locator('.cl-signIn-phoneCode2Fa').waitFor();
    await enterCode(page, site, PHONE);
    await signedIn(page, site.origin);
  });

  test('the last second factor is removed after a warning, and one step is enough then', async () => {
    await openProfile();
    await choose(SHOWN, 'Remove');
    await page.getByText('This is your only second step.').waitFor();
    await press('Remove');
    await page.getByText('Not set up yet').waitFor();
    await page.context().close();
    await newPage();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill(ADA.emailAddress);
    await page.locator('input[name=password]').fill(ADA.password);
    await continueWith(page);
    await signedIn(page, site.origin);
  });
});
