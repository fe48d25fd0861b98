import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { GOOGLE_CLIENT_ID, startGoogle, type TestGoogle, withOneTap } from '../support/google.ts';
import { type Site, startSite } from '../support/site.ts';
import { CLIENTS, named, openStock, stockPages, type StockWindow } from './stock-page.ts';

interface Environment {
  displayConfig: { googleOneTapClientId: string };
}

interface OneTapWindow extends StockWindow {
  Clerk: StockWindow['Clerk'] & {
    __unstable__environment?: Environment;
    __internal_environment?: Environment;
    authenticateWithGoogleOneTap(params: { token: string }): Promise<unknown>;
    handleGoogleOneTapCallback(attempt: unknown, params: object): Promise<unknown>;
  };
}
declare const window: OneTapWindow;

for (const version of CLIENTS) {
  describe(`${named(version)} with Google One Tap`, () => {
    let google: TestGoogle;
    let site: Site;
    let browser: Browser;
    before(async () => {
      google = await startGoogle();
      [site, browser] = await Promise.all([startSite(stockPages, withOneTap(google)), launchBrowser()]);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      await google?.close();
    });

    /** Hands the token to the client as Clerk's screens do. @returns the user who is signed in then, or the error */
    async function tap(page: Page, token: string): Promise<{ user?: string | undefined; code?: string }> {
      const code = await page.evaluate(
        async ({ token, done }) => {
          try {
            const attempt = await window.Clerk.authenticateWithGoogleOneTap({ token });
            const targets = { signInForceRedirectUrl: done, signUpForceRedirectUrl: done };
            void window.Clerk.handleGoogleOneTapCallback(attempt, targets);
            return undefined;
          } catch (error) {
            return (error as { errors?: { code: string }[] }).errors?.[0]?.code ?? String(error);
          }
        },
        { token, done: `${site.origin}/stock/${version}?done` },
      );
      if (code) return { code };
      await page.waitForURL('**/*?done');
      await page.evaluate(() => window.Clerk.load({ telemetry: false }));
      return { user: await page.evaluate(() => window.Clerk.user?.id) };
    }

    test(`${named(version)} makes an account with One Tap, signs in to it, and is refused a token that was used`, async () => {
      const claims = { sub: '1010', email: 'ada@example.com', email_verified: true };
      const first = await google.token(claims, { now: Date.now() });
      const stranger = await openStock(await browser.newContext(), site.origin, version);
      const clientId = await stranger.evaluate(
        () =>
          (window.Clerk.__internal_environment ?? window.Clerk.__unstable__environment)?.displayConfig
            .googleOneTapClientId,
      );
      assert.equal(clientId, GOOGLE_CLIENT_ID);
      const made = await tap(stranger, first);
      assert.ok(made.user, JSON.stringify(made));
      const other = await openStock(await browser.newContext(), site.origin, version);
      assert.deepEqual(await tap(other, first), { code: 'oauth_token_exchange_error' });
      const known = await tap(other, await google.token(claims, { now: Date.now() }));
      assert.deepEqual(known, { user: made.user });
    });
  });
}
