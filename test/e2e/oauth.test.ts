import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Pages, type Site, startSite } from '../support/site.ts';
import type { ClientResource } from '../../src/client/resources/types/client.ts';
import type { ClerkInstance } from '../../src/client/types.ts';
import { codeInput, enterCode, isAt, signedIn } from './steps.ts';

const STRATEGY = 'oauth_custom_loop';
const BUTTON = '.cl-socialButtonsBlockButton__custom_loop';

/** The `Clerk` object that our own script sets. */
interface Headless {
  Clerk: {
    load(): Promise<void>;
    user: ClerkInstance['user'];
    setActive: ClerkInstance['setActive'];
    client: ClientResource;
    handleRedirectCallback: ClerkInstance['handleRedirectCallback'];
  };
}
declare const window: Headless;

const pages: Pages = (url, config) => {
  const popup = url.searchParams.has('popup') ? 'oauth-flow="popup"' : '';
  return authPages({
    signIn: `routing="path" path="/sign-in" ${popup}`,
    signUp: `routing="path" path="/sign-up" ${popup}`,
    others(pathname) {
      if (pathname.startsWith('/plain')) return '';
      return pathname === '/hash' ? '<clerk-sign-in></clerk-sign-in>' : undefined;
    },
  })(url, config);
};

describe('signing in with a provider', () => {
  let idp: OpenIdProvider;
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const redirectUris: string[] = [];
    idp = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      redirectUris,
      accounts: ['ada', 'bo', 'cleo', 'dan', 'eve', 'fay', 'gil', 'hal'].map((sub) => ({
        sub,
        email: `${sub}@example.com`,
        email_verified: sub !== 'eve',
      })),
    });
    const provider = { provider: 'custom', slug: 'loop', name: 'Loop', issuer: idp.issuer } as const;
    const oauth = [{ ...provider, clientId: 'app', clientSecret: 'secret' }];
    [site, browser] = await Promise.all([startSite(pages, { oauth, secondFactors: { totp: true } }), launchBrowser()]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
  });

  /** @param script runs in every page and window before its own scripts */
  async function openForm(path: string, script?: () => void): Promise<void> {
    await page?.context().close();
    const context = await browser.newContext();
    if (script) await context.addInitScript(script);
    page = await context.newPage();
    await page.goto(site.origin + path);
    await page.locator(BUTTON).waitFor();
  }

  /** Presses the button of the provider. */
  const take = () => page.locator(BUTTON).click();

  async function atProvider(account: string | null, window = page): Promise<void> {
    await window.waitForURL(`${idp.issuer}/interaction/**`);
    if (account === null) return window.getByRole('button', { name: 'Cancel' }).click();
    await window.getByLabel('Account').fill(account);
    await window.getByRole('button', { name: 'Sign in' }).click();
  }

  for (const path of ['/sign-in', '/hash']) {
    test(`a provider creates an account for a new user from ${path}`, async () => {
      await openForm(path);
      await page.locator(BUTTON).click();
      await atProvider(path === '/hash' ? 'bo' : 'ada');
      await signedIn(page, site.origin);
    });
  }

  test('a user with an account signs in with a provider from either form', async () => {
    for (const path of ['/sign-in', '/sign-up']) {
      await openForm(path);
      await take();
      await atProvider('ada');
      await signedIn(page, site.origin);
    }
  });

  test('a user signs up at once when the provider verifies the address', async () => {
    await openForm('/sign-up');
    await take();
    await atProvider('cleo');
    await signedIn(page, site.origin);
  });

  test('a sign-up asks for a code when the provider does not verify the address', async () => {
    await openForm('/sign-in');
    await page.locator(BUTTON).click();
    await atProvider('eve');
    await page.waitForURL(/\/sign-up/);
    await enterCode(page, site, 'eve@example.com');
    await signedIn(page, site.origin);
  });

  test('the form says that the user cancelled at the provider, and the next try works', async () => {
    await openForm('/sign-in');
    await page.locator(BUTTON).click();
    await atProvider(null);
    await page.locator('.cl-alert', { hasText: 'did not allow access' }).waitFor();
    await isAt(page, '/sign-in');
    await page.locator(BUTTON).click();
    await atProvider('ada');
    await signedIn(page, site.origin);
  });

  test('the user can return from the provider with the back button', async () => {
    await openForm('/sign-in');
    await page.locator(BUTTON).click();
    await page.waitForURL(`${idp.issuer}/interaction/**`);
    await page.goBack();
    await page.locator(BUTTON).waitFor();
    await page.locator(BUTTON).click();
    await atProvider('ada');
    await signedIn(page, site.origin);
  });

  for (const [path, account] of [
    ['/sign-in', 'ada'],
    ['/sign-up', 'dan'],
  ] as const) {
    test(`the provider opens in a popup from ${path}`, async () => {
      await openForm(`${path}?popup`);
      const [window] = await Promise.all([page.waitForEvent('popup'), take()]);
      const closed = window.waitForEvent('close');
      await atProvider(account, window);
      await signedIn(page, site.origin);
      await closed;
    });
  }

  test('the form works again after the user closed the popup', async () => {
    await openForm('/sign-in?popup');
    const [window] = await Promise.all([page.waitForEvent('popup'), page.locator(BUTTON).click()]);
    await window.waitForURL(`${idp.issuer}/interaction/**`);
    await window.close();
    await page.locator(`${BUTTON}[aria-busy=false]`).waitFor();
    const [again] = await Promise.all([page.waitForEvent('popup'), page.locator(BUTTON).click()]);
    await atProvider('ada', again);
    await signedIn(page, site.origin);
  });

  test('the page accepts no message from another origin or window, even with the id of the authorization', async () => {
    await openForm('/sign-in?popup');
    const created = page.waitForRequest((request) => request.postData()?.includes('__clerk_popup') ?? false);
    const [window] = await Promise.all([page.waitForEvent('popup'), page.locator(BUTTON).click()]);
    const form = new URLSearchParams((await created).postData() ?? '');
    const id = new URL(form.get('redirect_url') ?? '').searchParams.get('__clerk_popup');
    assert.match(id ?? '', /^[\da-f-]{36}$/);
    await window.waitForURL(`${idp.issuer}/interaction/**`);
    // First the right window on the provider's origin, then the right origin in another window: the page ignores both.
    const message = { type: 'clerk:oauth-return', id };
    const arrived = page.evaluate(
      () => new Promise((done) => addEventListener('message', ({ data }) => data === 'last' && done(true))),
    );
    await window.evaluate((data) => (globalThis.opener as Window | null)?.postMessage(data, '*'), message);
    await page.evaluate((data) => globalThis.postMessage(data, location.origin), message);
    await window.evaluate(() => (globalThis.opener as Window | null)?.postMessage('last', '*'));
    await arrived;
    // A channel has no window to compare, so the id decides.
    const wrong = { ...message, id: '00000000-0000-4000-8000-000000000000' };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    await page.evaluate((data) => new BroadcastChannel('clerk:popup').postMessage(data), wrong);
    assert.equal(await page.locator(BUTTON).getAttribute('aria-busy'), 'true');
    await atProvider('ada', window);
    await signedIn(page, site.origin);
  });

  test('the popup tells only an opener of its own origin that the authorization is over', async () => {
    await openForm('/sign-in?popup', () => {
      if (!location.search.includes('__clerk_popup')) return;
      const { opener } = globalThis as unknown as { opener: Window };
      const postMessage = (message: unknown, target: string) => {
        localStorage.setItem('target', target);
        opener.postMessage(message, target);
      };
      Object.defineProperty(globalThis, 'opener', { value: { postMessage } });
    });
    const [window] = await Promise.all([page.waitForEvent('popup'), page.locator(BUTTON).click()]);
    await atProvider('ada', window);
    await signedIn(page, site.origin);
    assert.equal(await page.evaluate(() => localStorage.getItem('target')), site.origin);
  });

  describe('without forms, through the client', () => {
    async function openPlain(path = '/plain'): Promise<void> {
      await page?.context().close();
      page = await (await browser.newContext()).newPage();
      await page.goto(site.origin + path);
      await loaded();
    }

    async function loaded(): Promise<void> {
      await page.waitForFunction(() => 'Clerk' in globalThis);
      await page.evaluate(() => window.Clerk.load());
    }

    const connected = () =>
      page.evaluate(() => window.Clerk.user?.externalAccounts.map(({ providerUserId }) => providerUserId));

    test('authenticateWithRedirect() and the callback sign in and up, with a transfer', async () => {
      for (const kind of ['signIn', 'signUp'] as const) {
        await openPlain();
        await page.evaluate(
          ({ kind, strategy }) => {
            const urls = { redirectUrl: '/plain/callback', redirectUrlComplete: '/plain/complete' };
            void window.Clerk.client[kind].authenticateWithRedirect({ strategy, ...urls });
          },
          { kind, strategy: STRATEGY },
        );
        await atProvider('fay');
        await page.waitForURL(`${site.origin}/plain/callback`);
        await loaded();
        await page.evaluate(() => {
          const urls = { signInForceRedirectUrl: '/plain/in', signUpForceRedirectUrl: '/plain/up' };
          void window.Clerk.handleRedirectCallback(urls);
        });
        await page.waitForURL(`${site.origin}/plain/${kind === 'signIn' ? 'up' : 'in'}`);
        await loaded();
        assert.deepEqual(await connected(), ['fay']);
      }
    });

    test('handleRedirectCallback() throws an error that says why the authorization failed', async () => {
      await openPlain();
      await page.evaluate((strategy) => {
        const urls = { redirectUrl: '/plain/callback', redirectUrlComplete: '/plain/complete' };
        void window.Clerk.client.signIn.authenticateWithRedirect({ strategy, ...urls });
      }, STRATEGY);
      await atProvider(null);
      await page.waitForURL(`${site.origin}/plain/callback`);
      await loaded();
      const landing = page.evaluate(() => window.Clerk.handleRedirectCallback());
      await assert.rejects(landing, /Access was denied/);
    });

    test('a user connects an external account, requests more scopes and disconnects it', async () => {
      await openPlain();
      const url = await page.evaluate(
        async ({ strategy, emailAddress }) => {
          const attempt = await window.Clerk.client.signUp.create({ emailAddress, password: 'a fine long password' });
          await attempt.prepareEmailAddressVerification();
          const { createdSessionId } = await attempt.attemptEmailAddressVerification({ code: '424242' });
          await window.Clerk.setActive({ session: createdSessionId });
          const account = await window.Clerk.user?.createExternalAccount({ strategy, redirectUrl: '/plain/connected' });
          return account?.verification.externalVerificationRedirectURL?.href ?? '';
        },
        { strategy: STRATEGY, emailAddress: 'gil+clerk_test@example.com' },
      );
      await page.goto(url);
      await atProvider('gil');
      await page.waitForURL(`${site.origin}/plain/connected`);
      await loaded();
      assert.deepEqual(await connected(), ['gil']);
      const asked = await page.evaluate(async () => {
        const [account] = window.Clerk.user?.externalAccounts ?? [];
        const more = await account?.reauthorize({ redirectUrl: '/plain/more', additionalScopes: ['a', 'b'] });
        const url = more?.verification.externalVerificationRedirectURL;
        return [account?.provider, url?.searchParams.get('scope')];
      });
      assert.deepEqual(asked, ['custom_loop', 'openid email profile a b']);
      await page.evaluate(() => window.Clerk.user?.externalAccounts[0]?.destroy());
      assert.deepEqual(await connected(), []);
    });

    test('sign-in asks for the second factor after the provider', async () => {
      await openForm('/sign-in');
      await take();
      await atProvider('hal');
      await signedIn(page, site.origin);
      await page.goto(`${site.origin}/plain`);
      await loaded();
      const secret = await page.evaluate(async () => (await window.Clerk.user?.createTOTP())?.secret ?? '');
      const app = new TOTP({ secret });
      await page.evaluate((code) => window.Clerk.user?.verifyTOTP({ code }), app.generate());

      await openForm('/sign-in');
      await take();
      await atProvider('hal');
      await page.waitForURL(`${site.origin}/sign-in/factor-two`);
      // A time step is accepted once, so the code is that of the next one.
      await codeInput(page).fill(app.generate({ timestamp: Date.now() + 30_000 }));
      await signedIn(page, site.origin);
    });

    test('authenticateWithPopup() signs in through a popup, and loads no part of a form', async () => {
      await openPlain();
      const files = new Set<string>();
      page.on('request', (request) => files.add(/([a-z-]+)-\w+\.js/.exec(request.url())?.[1] ?? ''));
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        page.evaluate((strategy) => {
          const urls = { redirectUrl: '/sign-in/sso-callback', redirectUrlComplete: '/plain/complete' };
          const popup = globalThis.open('about:blank', '', 'width=500,height=600');
          void window.Clerk.client.signIn.authenticateWithPopup({ strategy, popup, ...urls });
        }, STRATEGY),
      ]);
      await atProvider('ada', popup);
      await page.waitForURL(`${site.origin}/plain/complete`);
      await loaded();
      assert.deepEqual(await connected(), ['ada']);
      assert.ok(files.has('methods'));
      for (const file of ['base', 'forms', 'steps', 'factors']) assert.ok(!files.has(file), file);
    });
  });
});
