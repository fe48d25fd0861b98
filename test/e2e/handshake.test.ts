import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { clerkMiddleware, createClerkClient, getAuth } from '@clerk/express';
import express from 'express';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { listen, stop } from '../support/listen.ts';
import { type Site, startSite } from '../support/site.ts';
import { signUpBefore } from './steps.ts';

const PASSWORD = 'a fine long password';

interface World {
  site: Site;
  browser: Browser;
  /** Pages on the host of the API, on another port. */
  app: string;
  /** Pages on another site. */
  elsewhere: string;
  servers: Server[];
}

/** Starts the API, and an application on Express that uses the stock SDK, unmodified, with nothing but our keys. */
async function start(instanceType: 'development' | 'production'): Promise<World> {
  const servers = [createHttpServer(), createHttpServer()];
  const [app = '', elsewhere = ''] = await Promise.all([listen(servers[0]!), listen(servers[1]!, '127.0.0.1')]);
  const secretKey = `sk_${instanceType === 'development' ? 'test' : 'live'}_${'0123456789abcdef'.repeat(3)}`;
  const allowedOrigins = [app, elsewhere];
  const site = await startSite(authPages(), { instanceType, secretKey, allowedOrigins, homeUrl: app });
  const { publishableKey } = site.config;
  const proxyUrl = `${site.origin}/__clerk`;
  const clerkClient = createClerkClient({
    publishableKey,
    secretKey,
    apiUrl: site.origin,
    telemetry: { disabled: true },
  });
  const pages = express();
  pages.use(clerkMiddleware({ publishableKey, secretKey, proxyUrl, clerkClient }));
  pages.get(['/', '/plain'], (request, response) => {
    const script = `<script async crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}"
      data-clerk-proxy-url="${proxyUrl}" src="${site.origin}/npm/clerk-widgets@1/dist/clerk.js"></script>`;
    response.send(`<!doctype html><link rel="icon" href="data:,"><title>page</title>
      <p id="server">${getAuth(request).userId ?? 'nobody'}</p>
      ${request.path === '/' ? `<clerk-user-button></clerk-user-button>${script}` : ''}`);
  });
  for (const server of servers) server.on('request', pages);
  return { site, app, elsewhere, servers, browser: await launchBrowser() };
}

/** What the server of the application made of the visitor. */
const server = (page: Page) => page.locator('#server').textContent();

/** Loads a page, and returns how often the API was asked for each of its paths on the way and afterwards. */
function count(page: Page): (path: string) => number {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return (path) => paths.filter((each) => each.endsWith(path)).length;
}

const userOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { Clerk: { user: { id: string } | null } }).Clerk.user?.id ?? null);

async function loaded(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
}

for (const instanceType of ['development', 'production'] as const) {
  describe(`an application with the stock SDK on a ${instanceType} instance`, () => {
    let world: World;
    let context: BrowserContext;

    before(async () => {
      world = await start(instanceType);
      context = await world.browser.newContext();
      // The clock of the server is behind while the user signs up, so the tokens of then have expired.
      world.site.advance(-120_000);
      await signUpBefore(context, world.site, { emailAddress: 'ada@example.com', password: PASSWORD });
      world.site.advance(120_000);
    });
    after(async () => {
      await world?.browser.close();
      for (const each of world?.servers ?? []) await stop(each);
      await world?.site.close();
    });

    test('renders the page of a user who slept, after one handshake, and the client agrees', async () => {
      const page = await context.newPage();
      const requests = count(page);
      await page.goto(world.app);
      const id = await server(page);
      assert.match(id ?? '', /^user_/);
      assert.equal(requests('/v1/client/handshake'), 1);
      assert.equal(page.url(), `${world.app}/`);
      await loaded(page);
      assert.equal(await userOf(page), id);
      // The token is seconds old: nobody refreshes it once more.
      await page.locator('button.cl-userButtonTrigger').waitFor();
      assert.equal(requests('/tokens'), 0);
      await page.reload();
      assert.equal(await server(page), id);
      assert.equal(requests('/v1/client/handshake'), 1);
      await page.close();
    });

    test('renders the page of a user whose session cookies are gone', async () => {
      const page = await context.newPage();
      const requests = count(page);
      await context.clearCookies({ name: /^__session/ });
      await page.goto(`${world.app}/plain`);
      assert.match((await server(page)) ?? '', /^user_/);
      assert.equal(requests('/v1/client/handshake'), 1);
      const names = (await context.cookies(world.app)).map(({ name }) => name);
      assert.ok(names.includes('__session'));
      assert.ok(!names.includes('__clerk_handshake_nonce'));
      await page.close();
    });

    test('renders the page on another site than the API, to which navigations carry the client cookie', async () => {
      const page = await context.newPage();
      await page.goto(`${world.elsewhere}/plain`);
      // On a live key the SDK asks nobody when the host has no trace of a sign-in.
      const isAsked = instanceType === 'development';
      assert.match((await server(page)) ?? '', isAsked ? /^user_/ : /^nobody$/);
      await context.addCookies([{ name: '__client_uat', value: '1', url: world.elsewhere }]);
      await context.clearCookies({ name: /^__session/, domain: '127.0.0.1' });
      await page.goto(`${world.elsewhere}/plain`);
      assert.match((await server(page)) ?? '', /^user_/);
      // On a live key the URL still has the nonce, which counts once.
      await page.reload();
      assert.match((await server(page)) ?? '', /^user_/);
      await page.close();
    });

    test('renders the page of a stranger signed out, without a loop', async () => {
      const stranger = await world.browser.newContext();
      const page = await stranger.newPage();
      const requests = count(page);
      await page.goto(world.app);
      assert.equal(await server(page), 'nobody');
      await loaded(page);
      await page.reload();
      assert.equal(await server(page), 'nobody');
      assert.equal(requests('/v1/client/handshake'), instanceType === 'development' ? 1 : 0);
      await stranger.close();
    });

    test('renders the page signed out at once when the session was revoked', async () => {
      const page = await context.newPage();
      await page.goto(world.app);
      await loaded(page);
      const status = await page.evaluate(async (api) => {
        const { Clerk } = window as unknown as { Clerk: { session: { id: string } } };
        const url = `${api}/v1/client/sessions/${Clerk.session.id}/remove`;
        return (await fetch(url, { method: 'POST', credentials: 'include' })).status;
      }, world.site.origin);
      assert.equal(status, 200);
      await page.close();
      // The cookies of the page still look signed in.
      await context.clearCookies({ name: /^__session/ });
      await context.addCookies([{ name: '__client_uat', value: '1', url: world.app }]);
      const again = await context.newPage();
      const requests = count(again);
      await again.goto(world.app);
      assert.equal(await server(again), 'nobody');
      await loaded(again);
      assert.equal(await userOf(again), null);
      await again.reload();
      assert.equal(await server(again), 'nobody');
      assert.ok(requests('/v1/client/handshake') <= 1);
      await again.close();
    });
  });
}
