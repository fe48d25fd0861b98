import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright';
import { launchBrowser } from './browser.ts';
import { type ProxiedApp, startProxiedApp } from './proxied-app.ts';
import { AppVisitor } from './app-visitor.ts';
import { buildApp } from './framework-app.ts';
import { takeOverRenderedForm } from './rendered-form.ts';

/** Milliseconds of a night. */
const NIGHT = 12 * 60 * 60 * 1000;
const STORY = 'story+clerk_test@example.com';
const PASSWORD = 'a fine long password';

export interface Story {
  /** Folder of `test/apps/`. */
  name: string;
  /** Path of the data of the protected page, which the router in the browser asks for. */
  data?: string;
  /** More tests of this framework. */
  more?(at: () => ProxiedApp): void;
}

/** What an app of any framework has to do. Each has the same pages: `/`, `/protected`, `/sign-in`, `/left`, `/api/me`. */
export function tellStory(title: string, { name, data, more }: Story): void {
  describe(title, () => {
    let at: ProxiedApp;
    let browser: Browser;
    before(async () => {
      const built = await buildApp({ name });
      at = await startProxiedApp(built, {
        env: ({ config, origin }) => ({
          CLERK_PUBLISHABLE_KEY: config.publishableKey,
          CLERK_PROXY_URL: origin,
          CLERK_SIGN_IN_URL: '/sign-in',
        }),
      });
      browser = await launchBrowser();
    });
    after(async () => {
      await browser?.close();
      await at?.close();
    });

    it(`${title} answers its API with 401 to visitors, and with 200 to users`, async () => {
      const visitor = new AppVisitor(at);
      assert.equal((await visitor.ask('/api/me')).status, 401);
      await visitor.join();
      const answer = await visitor.ask('/api/me');
      assert.equal(answer.status, 200, await answer.clone().text());
      assert.deepEqual(await answer.json(), { userId: visitor.userId });
    });

    it(`${title} renders the user on the server, and nobody on a public page without cookies`, async () => {
      const visitor = new AppVisitor(at);
      assert.equal((await visitor.load('/')).user, 'nobody');
      await visitor.join();
      const { hops, user } = await visitor.load('/protected');
      assert.deepEqual([hops.length, user], [1, visitor.userId]);
      assert.equal((await visitor.load('/')).user, visitor.userId);
    });

    it(`${title} sends a visitor to sign in and back, and shows the user from the first byte`, async () => {
      const { userId } = await new AppVisitor(at).join({ email_address: STORY, password: PASSWORD });
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${at.origin}/protected`);
      assert.equal(page.url(), `${at.origin}/sign-in?redirect_url=${encodeURIComponent(`${at.origin}/protected`)}`);
      await page.locator('clerk-sign-in input[name=identifier]').fill(STORY);
      await page.locator('clerk-sign-in .cl-formButtonPrimary:visible').click();
      await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
      const [answer] = await Promise.all([
        page.waitForResponse((response) => new URL(response.url()).pathname === '/protected'),
        page.locator('clerk-sign-in .cl-formButtonPrimary:visible').click(),
      ]);
      assert.match(await answer.text(), new RegExp(`<p id="user"[^>]*>${userId}<`));
      await page.waitForURL(`${at.origin}/protected`);
      await page.goto(at.origin);
      await page.locator('clerk-user-button button.cl-userButtonTrigger').waitFor();
      assert.equal(await page.locator('#user').textContent(), userId);
      await page.context().close();
    });

    it(`${title} sends a visitor to sign in who follows a link to the protected page`, async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(at.origin);
      // The router in the browser asks for the data of the page, where the framework has one.
      await page.locator(data ? 'html[data-ready]' : 'html').waitFor();
      await page.locator('a[href="/protected"]').click();
      await page.waitForURL(`${at.origin}/sign-in?redirect_url=${encodeURIComponent(`${at.origin}/protected`)}`);
      await page.locator('clerk-sign-in input[name=identifier]').waitFor();
      await page.context().close();
    });

    it(`${title} lets a visitor in who comes back after a night, by one redirect to the server and back`, async () => {
      at.site.advance(-NIGHT);
      const visitor = await new AppVisitor(at).join();
      at.site.advance(NIGHT);
      const { status, user, url, hops } = await visitor.load('/protected?page=2');
      assert.deepEqual([status, user, url], [200, visitor.userId, `${at.origin}/protected?page=2`], hops.join('\n'));
      assert.equal(hops.filter((hop) => hop.includes('/v1/client/handshake')).length, 1, hops.join('\n'));
      // The cookies reached the browser: the next page needs no redirect, and a call is signed in.
      assert.equal((await visitor.load('/protected')).hops.length, 1);
      assert.equal((await visitor.ask('/api/me')).status, 200);
    });

    it(`${title} lets a visitor in whose session cookie is missing`, async () => {
      const visitor = (await new AppVisitor(at).join()).forget('__session');
      assert.equal((await visitor.load('/protected')).user, visitor.userId);
    });

    it(`${title} sends a visitor whose session was ended meanwhile to sign in, and clears the cookies`, async () => {
      at.site.advance(-NIGHT);
      const visitor = (await new AppVisitor(at).join()).forget('__client');
      at.site.advance(NIGHT);
      visitor.cookies.set('__client_uat', '1');
      const { status, url } = await visitor.load('/protected');
      assert.deepEqual([status, new URL(url).pathname], [200, '/sign-in']);
      assert.equal(visitor.cookies.get('__session') ?? '', '');
    });

    it(`${title} keeps the cookies of a handshake when a page answers with a redirect`, async () => {
      const visitor = (await new AppVisitor(at).join()).forget('__session');
      const { user, url } = await visitor.load('/left');
      assert.deepEqual([user, url], [visitor.userId, `${at.origin}/`]);
      assert.ok([...visitor.cookies.keys()].some((name) => name.startsWith('__session')));
    });

    it(`${title} passes the Frontend API on under a path of its own`, async () => {
      const answer = await new AppVisitor(at).ask('/__clerk/v1/environment');
      assert.equal(answer.status, 200, await answer.clone().text());
      assert.equal(((await answer.json()) as { object?: string }).object, 'environment');
    });

    it(`${title} renders the form on the server, and the element takes it over`, () =>
      takeOverRenderedForm(browser, `${at.origin}/rendered`, at.site.origin));

    it(`${title} protects every spelling of a path, and believes no header of ours`, async () => {
      const visitor = new AppVisitor(at);
      const forged = {
        'x-clerk-auth-status': 'signed-in',
        'x-clerk-auth-user-id': 'user_1',
        'x-middleware-subrequest': '1',
      };
      for (const path of [
        '/protected',
        '/PROTECTED',
        '/%70rotected',
        '/protected/',
        '//protected',
        '/protected;x',
        data,
      ]) {
        if (path === undefined) continue;
        const answer = await visitor.ask(path, { headers: forged });
        const text = await answer.text();
        assert.ok(answer.status !== 200 || !/Protected|user_/.test(text), `${path}: ${answer.status} ${text}`);
      }
      assert.equal((await visitor.ask('/api/me', { headers: forged })).status, 401);
    });

    more?.(() => at);
  });
}
