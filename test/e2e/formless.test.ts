import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { signedIn } from './steps.ts';

const BUTTON = '.cl-socialButtonsBlockButton__custom_loop';

describe('an instance with providers alone', () => {
  let idp: OpenIdProvider;
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const redirectUris: string[] = [];
    const accounts = ['ada', 'bo'].map((sub) => ({ sub, email: `${sub}@example.com`, email_verified: true }));
    idp = await startOpenIdProvider({ clientId: 'app', clientSecret: 'secret', redirectUris, accounts });
    const provider = { provider: 'custom', slug: 'loop', name: 'Loop', issuer: idp.issuer } as const;
    const config: Partial<ConfigInput> = {
      oauth: [{ ...provider, clientId: 'app', clientSecret: 'secret' }],
      attributes: { password: 'off' },
      emailCode: false,
      signUp: { legalConsent: true },
    };
    [site, browser] = await Promise.all([startSite(authPages(), config), launchBrowser()]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
  });

  /** Opens a form in a new browser, checks that it has only a button, and signs in at the provider. */
  async function take(path: string, account: string): Promise<void> {
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    await page.goto(site.origin + path);
    await page.locator(BUTTON).waitFor();
    assert.equal(await page.locator('form, input, .cl-dividerRow, .cl-formButtonPrimary').count(), 0);
    await page.locator(BUTTON).click();
    await page.waitForURL(`${idp.issuer}/interaction/**`);
    await page.getByLabel('Account').fill(account);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  for (const [path, account] of [
    ['/sign-up', 'ada'],
    ['/sign-in', 'bo'],
  ] as const) {
    test(`a provider alone creates an account from ${path}, asks only for what the provider does not tell, and signs in again`, async () => {
      await take(path, account);
      await page.waitForURL(/\/sign-up.*continue/);
      await page.getByRole('checkbox').check();
      assert.equal(await page.locator('input').count(), 1);
      await page.locator('.cl-formButtonPrimary').click();
      await signedIn(page, site.origin);
      await take('/sign-in', account);
      await signedIn(page, site.origin);
    });
  }
});
