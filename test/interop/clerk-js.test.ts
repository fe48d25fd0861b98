import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createClerkClient, verifyToken } from '@clerk/backend';
import type { Browser, BrowserContext, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { jwksPem } from './jwks-pem.ts';
import { openStock, STOCK, stockPages, type StockVersion, type StockWindow } from './stock-page.ts';

const PASSWORD = 'a fine long password';
declare const window: StockWindow;

for (const version of Object.keys(STOCK) as StockVersion[]) {
  describe(`unmodified clerk-js ${version}`, () => {
    let site: Site;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    // Test addresses have no pause of 30 seconds between emails; this user signs up and in by code.
    const first = `ada.${version}+clerk_test@example.com`;
    const second = `bo.${version}@example.com`;

    before(async () => {
      [site, browser] = await Promise.all([
        startSite(stockPages, { clientCityHeader: 'cf-ipcity', clientCountryHeader: 'cf-ipcountry' }),
        launchBrowser(),
      ]);
      context = await browser.newContext();
      page = await openStock(context, site.origin, version);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    const codeFor = async (to: string): Promise<string> => (to === first ? '424242' : site.lastCode(to));

    /** Calls the API as an application does. Returns the first error code of a refusal. */
    const signInWithPassword = (identifier: string, password: string): Promise<{ status?: string; code?: string }> =>
      page.evaluate(
        async (form) => {
          try {
            const attempt = await window.Clerk.client.signIn.create(form);
            if (attempt.createdSessionId) await window.Clerk.setActive({ session: attempt.createdSessionId });
            return { status: attempt.status };
          } catch (error) {
            return { code: (error as { errors?: { code: string }[] }).errors?.[0]?.code ?? String(error) };
          }
        },
        { identifier, password },
      );

    const signUp = async (emailAddress: string): Promise<string> => {
      const unverified = await page.evaluate(
        async (form) => {
          const attempt = await window.Clerk.client.signUp.create(form);
          await attempt.prepareEmailAddressVerification();
          return attempt.unverifiedFields;
        },
        { emailAddress, password: PASSWORD },
      );
      assert.deepEqual(unverified, ['email_address']);
      return page.evaluate(
        async (code) => {
          const done = await window.Clerk.client.signUp.attemptEmailAddressVerification({ code });
          await window.Clerk.setActive({ session: done.createdSessionId });
          return done.status;
        },
        await codeFor(emailAddress),
      );
    };

    test(`clerk-js ${version} loads`, async () => {
      const state = await page.evaluate(() => {
        const { version, loaded, session, user } = window.Clerk;
        return { version, loaded, session, user };
      });
      assert.deepEqual(state, { version, loaded: true, session: null, user: null });
    });

    test(`clerk-js ${version} signs up with an email code`, async () => {
      assert.equal(await signUp(first), 'complete');
      const user = await page.evaluate(() => window.Clerk.user?.primaryEmailAddress.emailAddress);
      assert.equal(user, first);
    });

    test(`clerk-js ${version} gets a token that @clerk/backend verifies`, async () => {
      const state = await page.evaluate(async () => ({
        token: await window.Clerk.session?.getToken(),
        session: window.Clerk.session?.id,
        user: window.Clerk.user?.id,
      }));
      const claims = await verifyToken(state.token ?? '', {
        jwtKey: await jwksPem(site.origin),
        authorizedParties: [site.origin],
      });
      assert.equal(claims.sid, state.session);
      assert.equal(claims.sub, state.user);
    });

    test(`clerk-js ${version} refreshes the token on demand`, async () => {
      const [old, fresh] = await page.evaluate(async () => {
        const session = window.Clerk.session;
        return [await session?.getToken(), await session?.getToken({ skipCache: true })];
      });
      assert.ok(fresh);
      assert.notEqual(fresh, old);
    });

    test(`the cookies of clerk-js ${version} sign in for authenticateRequest`, async () => {
      const cookies = await context.cookies(site.origin);
      const client = createClerkClient({ publishableKey: site.config.publishableKey, secretKey: 'sk_live_unused' });
      const request = new Request(`${site.origin}/dashboard`, {
        headers: { cookie: cookies.map((c) => `${c.name}=${c.value}`).join('; '), accept: 'text/html' },
      });
      const state = await client.authenticateRequest(request, {
        jwtKey: await jwksPem(site.origin),
        authorizedParties: [site.origin],
      });
      assert.equal(state.status, 'signed-in', state.reason ?? '');
      assert.equal(state.toAuth()?.sessionId, await page.evaluate(() => window.Clerk.session?.id));
    });

    test(`clerk-js ${version} updates the user`, async () => {
      const user = await page.evaluate(async () => {
        await window.Clerk.user?.update({ firstName: 'Ada', unsafeMetadata: { theme: 'dark' } });
        const { firstName, unsafeMetadata } = window.Clerk.user ?? {};
        return { firstName, unsafeMetadata };
      });
      assert.deepEqual(user, { firstName: 'Ada', unsafeMetadata: { theme: 'dark' } });
    });

    test(`clerk-js ${version} keeps the session over a reload`, async () => {
      const before = await page.evaluate(() => window.Clerk.session?.id);
      await page.reload();
      await page.evaluate(() => window.Clerk.load({ telemetry: false }));
      assert.equal(await page.evaluate(() => window.Clerk.session?.id), before);
    });

    test(`clerk-js ${version} adds a second session and switches between the two`, async () => {
      const firstSession = (await page.evaluate(() => window.Clerk.session?.id)) as string;
      assert.equal(await signUp(second), 'complete');
      const ids = await page.evaluate(() => window.Clerk.client.signedInSessions.map((s) => s.id));
      assert.equal(ids.length, 2);
      await page.evaluate((session) => window.Clerk.setActive({ session }), firstSession);
      assert.equal(await page.evaluate(() => window.Clerk.user?.primaryEmailAddress.emailAddress), first);
    });

    test(`clerk-js ${version} signs one session out and keeps the other`, async () => {
      const kept = await page.evaluate(async () => {
        const sessionId = window.Clerk.client.signedInSessions
          .map((s) => s.id)
          .find((id) => id !== window.Clerk.session?.id);
        await window.Clerk.signOut({ sessionId: sessionId as string });
        return { count: window.Clerk.client.signedInSessions.length, user: window.Clerk.user?.primaryEmailAddress };
      });
      assert.equal(kept.count, 1);
      assert.equal(kept.user?.emailAddress, first);
    });

    test(`clerk-js ${version} signs out of all sessions`, async () => {
      // Signing out navigates away from the page.
      await Promise.all([page.waitForURL(/\/(#.*)?$/), page.evaluate(() => window.Clerk.signOut()).catch(() => {})]);
      const cookies = await context.cookies(site.origin);
      assert.equal(cookies.find((c) => c.name === '__session')?.value ?? '', '');
      await page.close();
      page = await openStock(context, site.origin, version);
      assert.deepEqual(await page.evaluate(() => window.Clerk.client.sessions), []);
    });

    test(`clerk-js ${version} gets error codes for a wrong password and an unknown address`, async () => {
      assert.deepEqual(await signInWithPassword(first, 'not the password'), { code: 'form_password_incorrect' });
      assert.deepEqual(await signInWithPassword('unknown@example.com', PASSWORD), {
        code: 'form_identifier_not_found',
      });
    });

    test(`clerk-js ${version} signs in with the right password`, async () => {
      assert.deepEqual(await signInWithPassword(first, PASSWORD), { status: 'complete' });
    });

    test(`clerk-js ${version} signs in with an email code on another device, which the first can revoke`, async () => {
      const elsewhere = await browser.newContext();
      // As a proxy in front of the server would add them.
      await elsewhere.setExtraHTTPHeaders({ 'cf-ipcity': 'S\u00e3o Paulo', 'cf-ipcountry': 'BR' });
      const other = await openStock(elsewhere, site.origin, version);
      await other.evaluate(async (identifier) => {
        const attempt = await window.Clerk.client.signIn.create({ identifier });
        const factor = attempt.supportedFirstFactors.find((f) => f.strategy === 'email_code');
        await attempt.prepareFirstFactor({ strategy: 'email_code', emailAddressId: factor?.emailAddressId });
      }, first);
      const sessionId = await other.evaluate(
        async (code) => {
          const done = await window.Clerk.client.signIn.attemptFirstFactor({ strategy: 'email_code', code });
          await window.Clerk.setActive({ session: done.createdSessionId });
          return done.createdSessionId;
        },
        await codeFor(first),
      );
      const activities = await page.evaluate(async (id) => {
        const sessions = (await window.Clerk.user?.getSessions()) ?? [];
        const shown = sessions.map(({ latestActivity: { browserName, city, country } }) => ({
          browserName,
          place: [city, country].join(),
        }));
        await sessions.find((s) => s.id === id)?.revoke();
        return shown;
      }, sessionId);
      assert.equal(activities.length, 2);
      assert.ok(
        activities.every(({ browserName }) => /chrom/i.test(browserName)),
        JSON.stringify(activities),
      );
      assert.deepEqual(activities.map(({ place }) => place).sort(), [',', 'S\u00e3o Paulo,BR']);
      const token = await other.evaluate(async () => {
        try {
          return await window.Clerk.session?.getToken({ skipCache: true });
        } catch {
          return null;
        }
      });
      assert.equal(token ?? null, null);
      await other.waitForFunction(() => !window.Clerk.session);
      await other.context().close();
    });
  });
}
