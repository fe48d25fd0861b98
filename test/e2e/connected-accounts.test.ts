import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type HostileProvider, startHostileProvider } from '../support/hostile-provider.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { isAt, signedIn, signUp } from './steps.ts';

const PASSWORD = 'a fine long password';
/** Milliseconds after which a sensitive change needs reverification. */
const ELEVEN_MINUTES = 660_000;
const CLIENT = { clientId: 'app', clientSecret: 'secret' };

const pages = authPages({
  others(pathname) {
    if (pathname.startsWith('/user')) return '<clerk-user-profile routing="path" path="/user"></clerk-user-profile>';
    if (pathname === '/hash') return '<clerk-user-profile></clerk-user-profile>';
    if (pathname !== '/scopes') return undefined;
    return `<clerk-user-profile></clerk-user-profile>
      <script>document.querySelector('clerk-user-profile').additionalOAuthScopes = { custom_loop: ['calendar'] };</script>`;
  },
});

describe('connected accounts', () => {
  let idp: OpenIdProvider;
  let hostile: HostileProvider;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let count = 0;

  before(async () => {
    const redirectUris: string[] = [];
    idp = await startOpenIdProvider({
      ...CLIENT,
      redirectUris,
      moreScopes: ['calendar'],
      accounts: ['ada', 'bo', 'cleo', 'dan', 'eve', 'fay', 'gil', 'hal', 'ida', 'jo', 'kim', 'lee'].map((sub) => ({
        sub,
        email: `${sub}@loop.example`,
        email_verified: true,
      })),
    });
    hostile = await startHostileProvider(CLIENT.clientId);
    const custom = { provider: 'custom', ...CLIENT } as const;
    const oauth = [
      { ...custom, slug: 'loop', name: 'Loop', issuer: idp.issuer },
      { ...custom, slug: 'odd', name: 'Odd', issuer: hostile.issuer },
    ];
    [site, browser] = await Promise.all([startSite(pages, { oauth }), launchBrowser()]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
    await hostile?.close();
  });

  const section = (at = page) => at.locator('.cl-profileSection__connectedAccounts');
  const rows = (at = page) => section(at).locator('li');
  const said = (text: string, at = page) =>
    at.locator('clerk-user-profile .cl-liveRegion', { hasText: text }).waitFor();
  const dialog = () => page.locator('dialog[open]');

  /** Signs a new user up in a new browser and opens a page. */
  const arrive = async (path: string): Promise<void> => {
    await context?.close();
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress: `user${++count}@example.com`, password: PASSWORD });
    await signedIn(page, site.origin);
    if (path !== '/') await page.goto(site.origin + path);
  };
  const choose = async (name = 'Loop', at = page): Promise<void> => {
    await at.getByRole('button', { name: 'Connect account' }).click();
    await at.getByRole('button', { name, exact: true }).click();
  };
  const atProvider = async (account: string | null): Promise<void> => {
    await page.waitForURL(`${idp.issuer}/interaction/**`);
    if (account === null) return page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByLabel('Account').fill(account);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const menu = async (entry: string): Promise<void> => {
    await rows().locator('.cl-menuButton').click();
    await page.getByRole('menuitem', { name: entry }).click();
  };

  for (const [path, account] of [
    ['/user', 'ada'],
    ['/hash', 'bo'],
    ['/user?from=home#/', 'cleo'],
  ] as const) {
    test(`an account is connected from the profile at ${path}, which says so and keeps the focus there`, async () => {
      await arrive(path);
      await choose();
      await atProvider(account);
      await rows()
        .filter({ hasText: `${account}@loop.example` })
        .waitFor();
      await said('Loop is connected.');
      await section().locator('.cl-menuButton:focus').waitFor();
      await page.waitForURL((url) => !url.href.includes('__clerk'));
      await isAt(page, new URL(path, site.origin).pathname);
      // Only the other provider is left.
      await page.getByRole('button', { name: 'Connect account' }).click();
      await section().locator('.cl-choiceName').first().waitFor();
      assert.deepEqual(await section().locator('.cl-choiceName').allInnerTexts(), ['Odd']);
      // A reload says nothing again.
      await page.reload();
      await rows().waitFor();
      assert.equal(await page.locator('clerk-user-profile .cl-liveRegion').innerText(), '');
    });
  }

  test('the profile says that the user cancelled at the provider, and the next try works', async () => {
    await arrive('/user');
    await choose();
    await atProvider(null);
    await section().getByRole('alert').filter({ hasText: 'You did not allow access at Loop.' }).waitFor();
    assert.equal(await rows().count(), 0);
    await page.getByRole('button', { name: 'Loop', exact: true }).click();
    await atProvider('dan');
    await said('Loop is connected.');
  });

  test('the profile says that an account belongs to another user', async () => {
    await arrive('/hash');
    await choose();
    await atProvider('ada');
    await section().getByRole('alert').filter({ hasText: 'already connected to another account here' }).waitFor();
    assert.equal(await rows().count(), 0);
  });

  test('a provider that breaks the protocol connects nothing, and the profile says so', async () => {
    await arrive('/user');
    hostile.misdeed = 'wrong_nonce';
    await page.route(`${hostile.issuer}/authorize**`, async (route) => {
      const location = (await hostile.authorize(route.request().url())).href;
      await route.fulfill({ status: 302, headers: { location } });
    });
    await choose('Odd');
    await section().getByRole('alert').filter({ hasText: 'The provider could not complete this' }).waitFor();
    assert.equal(await rows().count(), 0);
    hostile.misdeed = 'none';
    await page.getByRole('button', { name: 'Odd', exact: true }).click();
    await said('Odd is connected.');
  });

  test('the dialog of the profile is open again after the user was at the provider', async () => {
    await arrive('/');
    const open = async () => {
      await page.locator('.cl-userButtonTrigger').click();
      await page.getByText('Manage account').click();
      await dialog().waitFor();
    };
    await open();
    await choose();
    await atProvider(null);
    await dialog().getByRole('alert').filter({ hasText: 'You did not allow access at Loop.' }).waitFor();
    await page.waitForURL(`${site.origin}/`);
    await dialog().getByRole('button', { name: 'Loop', exact: true }).click();
    await atProvider('eve');
    await dialog().locator('li', { hasText: 'eve@loop.example' }).waitFor();
    await said('Loop is connected.');
    await section().locator('.cl-menuButton:focus').waitFor();
    await page.waitForURL(`${site.origin}/`);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.cl-userButtonTrigger').waitFor();
    assert.equal(await dialog().count(), 0);
  });

  test('an account is connected after a dialog has asked for the password', async () => {
    await arrive('/user');
    site.advance(ELEVEN_MINUTES);
    await choose();
    await dialog().locator('input[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await atProvider('fay');
    await said('Loop is connected.');
  });

  test('an account that lacks scopes is asked for them, and stays connected when the user refuses', async () => {
    await arrive('/user');
    await choose();
    await atProvider('gil');
    await said('Loop is connected.');
    await page.goto(`${site.origin}/scopes`);
    const give = section().getByRole('button', { name: 'Reconnect to give access: Loop' });
    await rows().getByText('Action needed').waitFor();
    await context.clearCookies({ domain: '127.0.0.1' });
    await give.click();
    await atProvider(null);
    await rows().getByRole('alert').filter({ hasText: 'You did not allow access at Loop.' }).waitFor();
    await give.click();
    await atProvider('gil');
    await said('Loop is connected.');
    assert.equal(await give.count(), 0);
    assert.equal(await rows().getByText('Action needed').count(), 0);
  });

  test('an account is not exchanged for another one of the same provider', async () => {
    await arrive('/user');
    await choose();
    await atProvider('hal');
    await said('Loop is connected.');
    await context.clearCookies({ domain: '127.0.0.1' });
    await page.goto(`${site.origin}/scopes`);
    await section().getByRole('button', { name: 'Reconnect to give access: Loop' }).click();
    await atProvider('ida');
    await rows().getByRole('alert').filter({ hasText: 'You chose another Loop account' }).waitFor();
    await rows().getByText('hal@loop.example').waitFor();
  });

  test('an account is disconnected after a question that names it', async () => {
    await arrive('/user');
    await choose();
    await atProvider('jo');
    await said('Loop is connected.');
    await menu('Disconnect');
    await page.getByRole('heading', { name: 'Disconnect Loop?' }).waitFor();
    await rows().getByText('jo@loop.example will no longer be connected').waitFor();
    await section().getByRole('button', { name: 'Disconnect', exact: true }).click();
    await said('Loop is disconnected.');
    assert.equal(await rows().count(), 0);
  });

  test('the page can be used after the user came back with the back button', async () => {
    await arrive('/user');
    await choose();
    await page.waitForURL(`${idp.issuer}/interaction/**`);
    await page.goBack();
    // The browser may have kept the page as it was, or loads it again.
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const [connect, loop] = [button('Connect account'), button('Loop')];
    await loop.or(connect).first().waitFor();
    if (!(await loop.isVisible())) await connect.click();
    await loop.click();
    await atProvider('kim');
    await said('Loop is connected.');
  });

  test('another tab shows the account, and a second attempt there is refused in plain words', async () => {
    await arrive('/user');
    const other = await context.newPage();
    await other.goto(`${site.origin}/user`);
    await other.getByRole('button', { name: 'Connect account' }).click();
    await other.getByRole('button', { name: 'Loop', exact: true }).waitFor();
    await choose();
    await atProvider('lee');
    await said('Loop is connected.');
    await other.getByRole('button', { name: 'Loop', exact: true }).click();
    await section(other)
      .getByRole('alert')
      .filter({ hasText: 'An account of this provider is already connected.' })
      .waitFor();
    // A browser without windows does not tell a page that it has the focus.
    await other.evaluate(() => globalThis.dispatchEvent(new Event('focus')));
    await rows(other).filter({ hasText: 'lee@loop.example' }).waitFor();
  });
});
