import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { CLIENTS, named, openStock, stockPages, type StockWindow } from './stock-page.ts';

const STRATEGY = 'oauth_custom_loop';

interface Verification {
  status: string | null;
  error: { code: string } | null;
  externalVerificationRedirectURL: URL | null;
}

interface OAuthAttempt {
  firstFactorVerification: Verification;
  authenticateWithRedirect(params: Record<string, unknown>): Promise<void>;
}

interface OAuthUser {
  id: string;
  externalAccounts: { provider: string; providerUserId: string; verification: Verification }[];
  createExternalAccount(params: Record<string, unknown>): Promise<{ verification: Verification }>;
}

interface OAuthWindow extends StockWindow {
  Clerk: StockWindow['Clerk'] & {
    client: StockWindow['Clerk']['client'] & { signIn: OAuthAttempt; signUp: OAuthAttempt };
    user: (StockWindow['Clerk']['user'] & OAuthUser) | null;
    handleRedirectCallback(params: Record<string, unknown>): Promise<void>;
  };
}
declare const window: OAuthWindow;

for (const version of CLIENTS) {
  describe(`${named(version)} with a provider`, () => {
    let idp: OpenIdProvider;
    let site: Site;
    let browser: Browser;
    let page: Page;
    let base: string;

    before(async () => {
      const redirectUris: string[] = [];
      idp = await startOpenIdProvider({
        clientId: 'app',
        clientSecret: 'secret',
        redirectUris,
        accounts: [
          { sub: 'ada', email: 'ada@example.com', email_verified: true, given_name: 'Ada' },
          { sub: 'bo', email: 'bo@example.com', email_verified: true },
          { sub: 'work', email: 'work@example.com', email_verified: true },
        ],
      });
      const provider = { provider: 'custom', slug: 'loop', name: 'Loop', issuer: idp.issuer } as const;
      const oauth = [{ ...provider, clientId: 'app', clientSecret: 'secret' }];
      [site, browser] = await Promise.all([startSite(stockPages, { oauth }), launchBrowser()]);
      redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
      base = `${site.origin}/stock/${version}`;
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      await idp?.close();
    });

    /** Opens the stock page in a new browser, signs in at the provider and returns. */
    async function authorize(kind: 'signIn' | 'signUp', account: string | null): Promise<void> {
      await page?.context().close();
      page = await openStock(await browser.newContext(), site.origin, version);
      await page.evaluate(
        ({ kind, strategy, base }) => {
          const urls = { redirectUrl: `${base}?callback`, redirectUrlComplete: `${base}?complete` };
          void window.Clerk.client[kind].authenticateWithRedirect({ strategy, ...urls });
        },
        { kind, strategy: STRATEGY, base },
      );
      await atProvider(account);
    }

    async function atProvider(account: string | null): Promise<void> {
      await page.waitForURL(`${idp.issuer}/interaction/**`);
      if (account === null) await page.getByRole('button', { name: 'Cancel' }).click();
      else {
        await page.getByLabel('Account').fill(account);
        await page.getByRole('button', { name: 'Sign in' }).click();
      }
      await page.waitForURL(`${base}?**`);
      await page.evaluate(() => window.Clerk.load({ telemetry: false }));
    }

    /** Handles the callback as its page does. */
    async function land(): Promise<void> {
      await page.evaluate((done) => {
        const targets = { signInForceRedirectUrl: done, signUpForceRedirectUrl: done, signInUrl: `${done}&sign-in` };
        void window.Clerk.handleRedirectCallback({ ...targets, signUpUrl: `${done}&sign-up` });
      }, `${base}?done`);
      await page.waitForURL(`${base}?done`);
      await page.evaluate(() => window.Clerk.load({ telemetry: false }));
    }

    const userId = () => page.evaluate(() => window.Clerk.user?.id ?? null);

    test(`${named(version)} signs up and in with a provider by redirect`, async () => {
      await authorize('signUp', 'ada');
      assert.equal(page.url(), `${base}?complete`);
      const id = await userId();
      assert.notEqual(id, null);
      await authorize('signIn', 'ada');
      assert.equal(page.url(), `${base}?complete`);
      assert.equal(await userId(), id);
    });

    test(`${named(version)} transfers a provider sign-in to a sign-up, and back`, async () => {
      await authorize('signIn', 'bo');
      assert.equal(page.url(), `${base}?callback`);
      await land();
      const id = await userId();
      assert.notEqual(id, null);
      await authorize('signUp', 'bo');
      assert.equal(page.url(), `${base}?callback`);
      await land();
      assert.equal(await userId(), id);
    });

    test(`${named(version)} shows why an authorization failed`, async () => {
      await authorize('signIn', null);
      assert.equal(page.url(), `${base}?callback`);
      const error = await page.evaluate(() => window.Clerk.client.signIn.firstFactorVerification.error?.code);
      assert.equal(error, 'oauth_access_denied');
    });

    test(`${named(version)} connects an external account to a user with a password`, async () => {
      await page.context().close();
      page = await openStock(await browser.newContext(), site.origin, version);
      const url = await page.evaluate(
        async ({ emailAddress, strategy, redirectUrl }) => {
          const attempt = await window.Clerk.client.signUp.create({ emailAddress, password: 'a fine long password' });
          await attempt.prepareEmailAddressVerification();
          const done = await attempt.attemptEmailAddressVerification({ code: '424242' });
          await window.Clerk.setActive({ session: done.createdSessionId });
          const account = await window.Clerk.user?.createExternalAccount({ strategy, redirectUrl });
          return account?.verification.externalVerificationRedirectURL?.href ?? '';
        },
        {
          emailAddress: `cleo.${version}+clerk_test@example.com`,
          strategy: STRATEGY,
          redirectUrl: `${base}?connected`,
        },
      );
      await page.goto(url);
      await atProvider('work');
      assert.equal(page.url(), `${base}?connected`);
      const accounts = await page.evaluate(() =>
        window.Clerk.user?.externalAccounts.map(({ provider, providerUserId, verification }) => [
          provider,
          providerUserId,
          verification.status,
        ]),
      );
      assert.deepEqual(accounts, [['custom_loop', 'work', 'verified']]);
    });
  });
}
