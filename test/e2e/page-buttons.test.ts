import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser, withoutLateTokens } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { continueWith, signedIn, signUpBefore } from './steps.ts';

const USER = { emailAddress: 'ada@example.com', password: 'a fine long password' };
const CLIENT = { clientId: 'app', clientSecret: 'secret' };
const PROVIDER = '<clerk-authenticate-with-redirect-button strategy="oauth_custom_loop"';

/** Where an attribute leads that holds what a visitor may choose, such as a parameter of the page. */
const TO_EVIL = ['', 'sign-up-']
  .map((kind) => `${kind}force-redirect-url="https://evil.example/" ${kind}fallback-redirect-url="javascript:alert(1)"`)
  .join(' ');

const pages = authPages({
  others: (pathname) =>
    ({
      '/buttons': `<clerk-sign-in-button></clerk-sign-in-button>
        <clerk-sign-in-button mode="modal"><button>Log in here</button></clerk-sign-in-button>
        <clerk-sign-up-button></clerk-sign-up-button>
        <clerk-sign-out-button redirect-url="/"></clerk-sign-out-button>
        <clerk-sign-in-with-metamask redirect-url="/"></clerk-sign-in-with-metamask>
        ${PROVIDER}></clerk-authenticate-with-redirect-button>
        <p class="who"></p>`,
      '/popup': `${PROVIDER} oauth-flow="popup" fallback-redirect-url="/?from=popup"></clerk-authenticate-with-redirect-button>`,
      '/hostile': `<clerk-sign-in-button mode="modal" ${TO_EVIL}></clerk-sign-in-button>
        <clerk-sign-out-button redirect-url="javascript:document.title='taken'"></clerk-sign-out-button>
        ${PROVIDER} ${TO_EVIL}></clerk-authenticate-with-redirect-button>`,
      '/hostile-back': `${PROVIDER} redirect-url="https://evil.example/"></clerk-authenticate-with-redirect-button>`,
      '/foreign':
        '<clerk-authenticate-with-redirect-button strategy="oauth_google"></clerk-authenticate-with-redirect-button>',
    })[pathname],
});

describe('buttons on a page', () => {
  let idp: OpenIdProvider;
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[] = [];

  before(async () => {
    const redirectUris: string[] = [];
    const accounts = ['bo', 'cleo'].map((sub) => ({ sub, email: `${sub}@loop.example`, email_verified: true }));
    idp = await startOpenIdProvider({ ...CLIENT, redirectUris, accounts });
    const oauth = [{ provider: 'custom', ...CLIENT, slug: 'loop', name: 'Loop', issuer: idp.issuer } as const];
    [site, browser] = await Promise.all([
      startSite(pages, {
        oauth,
        wallets: ['metamask'],
        attributes: { web3Wallet: 'optional', password: 'optional' },
        signUp: { showOptionalFields: true },
      }),
      launchBrowser(),
    ]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
    await signUpBefore(browser, site, USER);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
  });

  /** Opens a page in a new browser. */
  const open = async (path: string, script?: string): Promise<void> => {
    await page?.context().close();
    const context = await browser.newContext();
    if (script) await context.addInitScript(script);
    page = await context.newPage();
    errors = collectErrors(page);
    await page.goto(site.origin + path);
  };
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const isSignedIn = () =>
    page.waitForFunction(() => !!(window as unknown as { Clerk?: { user?: unknown } }).Clerk?.user);
  const signIn = async (): Promise<void> => {
    await page.locator('input[name=identifier]').fill(USER.emailAddress);
    await page.locator('input[name=password]').fill(USER.password);
    await continueWith(page);
  };
  const atProvider = async (account: string, at: Page): Promise<void> => {
    await at.waitForURL(`${idp.issuer}/interaction/**`);
    await at.getByLabel('Account').fill(account);
    await at.getByRole('button', { name: 'Sign in' }).click();
  };

  test('the sign-in button leads to the sign-in page, and that leads back', async () => {
    await open('/buttons?from=mail');
    await button('Sign in').click();
    await page.waitForURL('**/sign-in**');
    await signIn();
    await page.waitForURL(`${site.origin}/buttons?from=mail`);
    await isSignedIn();
    assert.deepEqual(withoutLateTokens(errors), []);
  });

  test('a button of the page opens the form in a dialog, and the page stays', async () => {
    await open('/buttons');
    await button('Log in here').click();
    await page.locator('dialog[open] clerk-sign-in').waitFor();
    await signIn();
    await isSignedIn();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    assert.equal(page.url(), `${site.origin}/buttons`);
  });

  test('the sign-up button leads to the sign-up page', async () => {
    await open('/buttons');
    await button('Sign up').click();
    await page.waitForURL('**/sign-up**');
    await page.locator('input[name=emailAddress]').waitFor();
  });

  test('the sign-out button ends the session', async () => {
    await open('/sign-in');
    await signIn();
    await signedIn(page, site.origin);
    await page.goto(`${site.origin}/buttons`);
    await isSignedIn();
    await button('Sign out').click();
    await page.waitForURL(`${site.origin}/`);
    await page.waitForFunction(() => (window as unknown as { Clerk?: { user?: unknown } }).Clerk?.user === null);
  });

  test('the button of a provider creates an account, and signs in to it the next time', async () => {
    for (const round of ['creates', 'signs in']) {
      await open('/buttons');
      await button('Continue with Loop').click();
      await atProvider('bo', page);
      await signedIn(page, site.origin);
      assert.equal(page.url(), `${site.origin}/`, round);
    }
  });

  test('no attribute of a button, and no parameter of its page, leads to another site or runs a script', async () => {
    const evil = 'redirect_url=https://evil.example/&sign_in_force_redirect_url=javascript:alert(1)';
    await open(`/hostile?${evil}`);
    await button('Sign in').click();
    await page.locator('dialog[open] clerk-sign-in').waitFor();
    await signIn();
    await page.waitForURL(`${site.origin}/`);
    await isSignedIn();
    await page.goto(`${site.origin}/hostile?${evil}`);
    await isSignedIn();
    await button('Sign out').click();
    await page.waitForURL(`${site.origin}/`);
    assert.notEqual(await page.title(), 'taken');
    await page.goto(`${site.origin}/hostile?${evil}`);
    await button('Continue with Loop').click();
    await atProvider('bo', page);
    await signedIn(page, site.origin);
    assert.equal(page.url(), `${site.origin}/`);
    // The provider leads back to the application.
    await open('/hostile-back');
    await button('Continue with Loop').click();
    await atProvider('bo', page);
    await page.waitForURL(`${site.origin}/**`);
  });

  test('the button of a provider opens a popup, and the page goes on', async () => {
    await open('/popup');
    const opened = page.waitForEvent('popup');
    await button('Continue with Loop').click();
    await atProvider('cleo', await opened);
    await page.waitForURL(`${site.origin}/?from=popup`);
    await isSignedIn();
  });

  test('the button of a provider that the instance does not have says so', async () => {
    await open('/foreign');
    await button('Continue with Google').click();
    await page.getByRole('alert').waitFor();
    await button('Continue with Google').and(page.locator(':not([aria-busy])')).waitFor();
  });

  test('MetaMask begins a sign-up, which asks for what is missing', async () => {
    await open('/buttons', await testWalletScript({ rdns: 'io.metamask', name: 'MetaMask' }));
    await button('Continue with MetaMask').click();
    await page.waitForURL('**/sign-up/continue');
    await page.locator('input[name=emailAddress]').waitFor();
  });

  test('the button says that the browser has no MetaMask', async () => {
    await open('/buttons');
    await button('Continue with MetaMask').click();
    await page.getByRole('alert').filter({ hasText: 'There is no such wallet in this browser.' }).waitFor();
  });
});
