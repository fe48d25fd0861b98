import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { tellStory } from '../support/app-story.ts';
import { AppVisitor } from '../support/app-visitor.ts';
import { launchBrowser } from '../support/browser.ts';
import { type BuiltApp, buildApp } from '../support/framework-app.ts';
import { type ProxiedApp, startProxiedApp } from '../support/proxied-app.ts';
import { describeSdk } from '../support/sdk-matrix.ts';
import { tellSdkStory } from '../support/sdk-story.ts';

const NIGHT = 12 * 60 * 60 * 1000;

tellStory('an Astro app', {
  name: 'astro',
  more(at) {
    it('an Astro app serves its prerendered page to a visitor with a session that is too old', async () => {
      const visitor = (await new AppVisitor(at()).join()).forget('__session');
      const { hops, user } = await visitor.load('/about');
      assert.deepEqual([hops.length, user], [1, 'nobody']);
    });
  },
});

// In the same file as the app above, so that their packages are installed once.
describe('an Astro app with the stock SDK and nothing but our keys', () => {
  let built: BuiltApp;
  before(async () => {
    built = await buildApp({ name: 'astro-stock', install: 'astro' });
  });

  for (const instanceType of ['development', 'production'] as const) {
    describe(`stock @clerk/astro with a ${instanceType} key`, () => {
      const secretKey = `sk_${instanceType === 'production' ? 'live' : 'test'}_${randomBytes(24).toString('hex')}`;
      let at: ProxiedApp;
      before(async () => {
        at = await startProxiedApp(built, {
          passesFrontendApi: true,
          config: { instanceType, secretKey, frontendApi: 'clerk.example.com' },
          env: ({ config, origin }) => ({
            PUBLIC_CLERK_PUBLISHABLE_KEY: config.publishableKey,
            PUBLIC_CLERK_PROXY_URL: '/__clerk',
            PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
            PUBLIC_CLERK_SIGN_UP_URL: '/sign-up',
            CLERK_SECRET_KEY: secretKey,
            CLERK_API_URL: origin,
          }),
        });
      });
      after(() => at?.close());

      /** Signs a visitor up some time ago, with nobody there to renew the token since. */
      async function visitorOf(before = 0): Promise<AppVisitor> {
        at.site.advance(-before);
        try {
          return await new AppVisitor(at).join();
        } finally {
          at.site.advance(before);
        }
      }

      async function sees(visitor: AppVisitor, path: string): Promise<number> {
        const { status, user, url, hops } = await visitor.load(path);
        assert.deepEqual([status, user, url], [200, visitor.userId, at.origin + path], hops.join('\n'));
        return hops.filter((hop) => hop.includes('/v1/client/handshake')).length;
      }

      it(`stock @clerk/astro, ${instanceType}: a visitor without cookies sees the public page and the sign-in page`, async () => {
        const visitor = new AppVisitor(at);
        const { status, user, hops } = await visitor.load('/');
        assert.deepEqual([status, user], [200, 'nobody'], hops.join('\n'));
        const refused = await visitor.load('/protected');
        assert.deepEqual([refused.status, new URL(refused.url).pathname], [200, '/sign-in'], refused.hops.join('\n'));
        assert.equal((await visitor.ask('/api/me')).status, 401);
      });

      it(`stock @clerk/astro, ${instanceType}: a user with a fresh token sees both pages, and the API answers`, async () => {
        const visitor = await visitorOf();
        for (const path of ['/', '/protected']) await sees(visitor, path);
        assert.deepEqual(await (await visitor.ask('/api/me')).json(), { userId: visitor.userId });
      });

      it(`stock @clerk/astro, ${instanceType}: a user who comes back after a night is let in by one handshake`, async () => {
        for (const path of ['/', '/protected']) {
          const visitor = await visitorOf(NIGHT);
          assert.equal(await sees(visitor, path), 1);
          assert.equal(await sees(visitor, path), 0);
          assert.equal((await visitor.ask('/api/me')).status, 200);
        }
      });

      it(`stock @clerk/astro, ${instanceType}: a real browser that comes back after a night ends on its page`, async () => {
        const visitor = await visitorOf(NIGHT);
        const browser = await launchBrowser();
        try {
          const context = await browser.newContext();
          const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: at.origin }));
          await context.addCookies(cookies);
          const page = await context.newPage();
          const answer = await page.goto(`${at.origin}/protected?page=2`);
          assert.deepEqual([answer?.status(), page.url()], [200, `${at.origin}/protected?page=2`]);
          assert.equal(await page.locator('#user').textContent(), visitor.userId);
          assert.equal((await page.reload())?.request().redirectedFrom(), null);
        } finally {
          await browser.close();
        }
      });

      it(`stock @clerk/astro, ${instanceType}: a user whose browser lost cookies over night is let in`, async () => {
        for (const lost of ['__session', '__client_uat']) {
          const visitor = (await visitorOf(NIGHT)).forget(lost);
          await sees(visitor, '/protected');
        }
      });

      it(`stock @clerk/astro, ${instanceType}: a user whose session has ended meanwhile is sent to sign in`, async () => {
        const visitor = await visitorOf(NIGHT);
        visitor.cookies.delete('__client');
        const { status, url, hops } = await visitor.load('/protected');
        assert.deepEqual([status, new URL(url).pathname], [200, '/sign-in'], hops.join('\n'));
      });

      it(`stock @clerk/astro, ${instanceType}: a forged session cookie leads to no dead page`, async () => {
        const visitor = await visitorOf();
        for (const name of visitor.cookies.keys()) if (name.startsWith('__session')) visitor.cookies.set(name, 'a.b.c');
        const { status, url, user, hops } = await visitor.load('/protected');
        assert.equal(status, 200, hops.join('\n'));
        assert.ok(user === visitor.userId || new URL(url).pathname === '/sign-in', hops.join('\n'));
      });

      if (instanceType === 'production') {
        describeSdk('@clerk/astro', 'astro', (row) =>
          tellSdkStory({
            row,
            origin: () => at.origin,
            missing: [
              'CreateOrganization',
              'OrganizationList',
              'OrganizationProfile',
              'OrganizationSwitcher',
              'PricingTable',
              'APIKeys',
            ],
            hasChangingLook: true,
            replacesPages: true,
            // The SDK adds the pages of the app by scripts, which the router of Astro runs once.
            profile: '/profile?plain',
          }),
        );
      }
    });
  }
});
