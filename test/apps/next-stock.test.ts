import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type AppSite, startBuilt } from '../support/app-site.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type BuiltApp, buildApp } from '../support/framework-app.ts';
import { describeSdk } from '../support/sdk-matrix.ts';
import { tellSdkStory } from '../support/sdk-story.ts';
import { Visitor } from '../support/visitor.ts';

const NIGHT = 9 * 3_600_000;

describe('an app with stock @clerk/nextjs and nothing but our keys', () => {
  let built: BuiltApp;
  before(async () => {
    built = await buildApp({ name: 'next-stock', install: 'next' });
  });

  for (const instanceType of ['development', 'production'] as const) {
    describe(`with the keys of a ${instanceType} instance`, () => {
      let stock: AppSite;
      before(async () => {
        stock = await startBuilt(built, { instanceType });
      });
      after(() => stock?.close());

      /** Signs up a visitor and lets time pass, with nobody there to renew the token. */
      async function visitorAfter(ms: number): Promise<{ visitor: Visitor; userId: string; sessionId: string }> {
        const visitor = new Visitor(stock.origin);
        stock.site.advance(-ms);
        try {
          const ids = await visitor.signUp();
          // In development the script of the page writes this cookie.
          if (!visitor.cookies.has('__client_uat')) visitor.cookies.set('__client_uat', `${iatOf(ids.token)}`);
          return { visitor, ...ids };
        } finally {
          stock.site.advance(ms);
        }
      }

      it('a visitor without cookies sees the public page, and the sign-in page for a protected one', async () => {
        const visitor = new Visitor(stock.origin);
        const open = await visitor.open('/');
        assert.equal(open.status, 200, open.text);
        assert.match(open.text, /Public page for .*everybody/);
        const refused = await visitor.open('/protected');
        assert.equal(refused.status, 200, refused.text);
        assert.equal(refused.url.pathname, '/sign-in');
        assert.equal((await visitor.ask('/api/me')).status, 401);
      });

      it('a user with a fresh token sees both pages, and the API answers', async () => {
        const { visitor, userId } = await visitorAfter(0);
        for (const path of ['/', '/protected']) await expectUser(visitor, path, userId);
        assert.deepEqual(await (await visitor.ask('/api/me')).json(), { userId });
      });

      for (const path of ['/', '/protected']) {
        it(`a user who comes back after a night sees ${path} after one round of redirects`, async () => {
          const { visitor, userId } = await visitorAfter(NIGHT);
          const visit = await expectUser(visitor, path, userId);
          assert.equal(
            visit.hops.filter((hop) => hop.includes('/v1/client/handshake')).length,
            1,
            visit.hops.join('\n'),
          );
          const again = await expectUser(visitor, path, userId);
          assert.equal(again.hops.length, 1, again.hops.join('\n'));
        });
      }

      it('a user whose browser lost the session cookie over night sees the protected page', async () => {
        const { visitor, userId } = await visitorAfter(NIGHT);
        visitor.cookies.delete('__session');
        await expectUser(visitor, '/protected', userId);
      });

      it('an API call with a token of last night gets 401 and no redirect', async () => {
        const { visitor } = await visitorAfter(NIGHT);
        assert.equal((await visitor.ask('/api/me')).status, 401);
      });

      it('a user whose session was revoked over night is sent to the sign-in page', async () => {
        const { visitor, sessionId } = await visitorAfter(NIGHT);
        await visitor.call(`/client/sessions/${sessionId}/remove`, {});
        const visit = await visitor.open('/protected');
        assert.equal(visit.status, 200, visit.text);
        assert.equal(visit.url.pathname, '/sign-in');
      });

      it('a forged session cookie leads to no dead page', async () => {
        const { visitor, userId } = await visitorAfter(0);
        visitor.cookies.set('__session', 'a.b.c');
        const visit = await visitor.open('/protected');
        assert.equal(visit.status, 200, visit.text);
        assert.ok(visit.url.pathname === '/sign-in' || visit.text.includes(userId), visit.hops.join('\n'));
      });

      for (const who of ['a visitor', 'a user'] as const) {
        it(`the browser of ${who} takes the HTML as it is, also when the last script comes after Clerk`, async () => {
          const browser = await launchBrowser();
          try {
            const context = await browser.newContext();
            if (who === 'a user') {
              const { visitor } = await visitorAfter(0);
              const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: stock.origin }));
              await context.addCookies(cookies);
            }
            const page = await context.newPage();
            const errors = collectErrors(page);
            const { promise: isLoaded, resolve: release } = Promise.withResolvers<void>();
            await page.route('**/_next/static/chunks/**', async (route) => {
              const answer = await route.fetch();
              // The scripts of the layout come at once. They load Clerk, and then React waits for that of the page.
              if ((await answer.text()).includes('open-waitlist')) await isLoaded;
              await route.fulfill({ response: answer });
            });
            await page.goto(`${stock.origin}/`, { waitUntil: 'commit' });
            await page.waitForFunction(() => (window as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
            const nodes = await Promise.all(['h1', '#state'].map((name) => page.locator(name).elementHandle()));
            assert.equal(await page.locator('#loading').textContent(), 'Loading');
            release();
            await page.locator('#loaded').waitFor();
            await page.locator(who === 'a user' ? 'button.cl-userButtonTrigger' : '#open-sign-in').waitFor();
            for (const node of nodes) assert.ok(await node?.evaluate((element) => element.isConnected));
            assert.deepEqual(errors, []);
          } finally {
            await browser.close();
          }
        });
      }

      if (instanceType === 'production') {
        describeSdk('@clerk/nextjs', 'next', (row) =>
          tellSdkStory({
            row,
            origin: () => stock.origin,
            missing: [
              'OrganizationSwitcher',
              'OrganizationList',
              'OrganizationProfile',
              'CreateOrganization',
              'PricingTable',
              'APIKeys',
              'OAuthConsent',
              'OAuthDeviceVerification',
              'TaskChooseOrganization',
              'TaskResetPassword',
              'TaskSetupMFA',
            ],
            hasChangingProps: true,
            hasNewerFlow: true,
          }),
        );
      }

      async function expectUser(visitor: Visitor, path: string, userId: string) {
        const visit = await visitor.open(path);
        assert.equal(visit.status, 200, visit.text);
        assert.equal(visit.url.pathname, path, visit.hops.join('\n'));
        assert.match(visit.text, new RegExp(userId), visit.hops.join('\n'));
        return visit;
      }
    });
  }
});

function iatOf(token: string): number {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).iat;
}
