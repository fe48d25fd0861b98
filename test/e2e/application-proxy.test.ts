import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import express from 'express';
import type { Browser, BrowserContext } from 'playwright';
import { clerkMiddleware, getAuth } from '../../src/entries/backend/express.ts';
import { openStock, stockPages, type StockWindow } from '../interop/stock-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { listen, stop } from '../support/listen.ts';
import { html, type Site, startSite } from '../support/site.ts';

declare const window: StockWindow;

/** An Express application with its pages and the proxy on one origin, and the Frontend API on another one. */
describe('an application that forwards the Frontend API', () => {
  let site: Site;
  let server: Server;
  let origin: string;
  let browser: Browser;

  before(async () => {
    const app = express();
    server = createServer(app);
    origin = await listen(server);
    [site, browser] = await Promise.all([startSite(() => undefined, { allowedOrigins: [origin] }), launchBrowser()]);
    const { publishableKey } = site.config;
    app.use(
      clerkMiddleware({
        publishableKey,
        jwksUrl: `${site.origin}/.well-known/jwks.json`,
        proxy: true,
        frontendApiUrl: site.origin,
        protectedRoutes: ['/private'],
      }),
    );
    app.get('/private', (req, res) => void res.type('html').send(getAuth(req).userId));
    app.use((req, res) => sendPage(new URL(req.originalUrl, origin), res));
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await stop(server);
  });

  const sendPage = async (url: URL, res: express.Response): Promise<void> => {
    const script = `<script async data-clerk-publishable-key="${site.config.publishableKey}" data-clerk-proxy-url="/__clerk"
      src="/__clerk/npm/clerk-widgets@1/dist/clerk.js"></script>`;
    const answer = (await stockPages(url, site.config)) ?? html(script);
    res
      .type(answer.headers.get('content-type') ?? 'html')
      .send(Buffer.from(new Uint8Array(await answer.arrayBuffer())));
  };

  const clients = {
    'our client': async (context: BrowserContext) => {
      const page = await context.newPage();
      await page.goto(`${origin}/own`);
      await page.waitForFunction(() => window.Clerk);
      await page.evaluate(() => window.Clerk.load({}));
      return page;
    },
    'stock clerk-js 6': (context: BrowserContext) => openStock(context, origin, '6.40.0'),
    'stock clerk-js 5': (context: BrowserContext) => openStock(context, origin, '5.128.0'),
  };

  for (const [name, open] of Object.entries(clients)) {
    test(`${name} signs up through the proxy, and the server of the application knows the user`, async () => {
      const context = await browser.newContext();
      const hosts = new Set<string>();
      context.on('request', (request) => hosts.add(new URL(request.url().replace('blob:', '')).origin));
      const page = await open(context);
      const emailAddress = `${name.replaceAll(/\W/g, '')}+clerk_test@example.com`;
      const userId = await page.evaluate(
        async (form) => {
          const { Clerk } = window;
          const attempt = await Clerk.client.signUp.create(form);
          await attempt.prepareEmailAddressVerification();
          const done = await attempt.attemptEmailAddressVerification({ code: '424242' });
          await (Clerk as unknown as { setActive(to: object): Promise<void> }).setActive({
            session: done.createdSessionId,
          });
          return Clerk.user?.id;
        },
        { emailAddress, password: 'a fine long password' },
      );
      assert.match(userId ?? '', /^user_/);

      await page.goto(`${origin}/private`);
      assert.equal(await page.textContent('body'), userId);
      // Without the token the page is handed over by a redirect through the proxy.
      const kept = (await context.cookies()).filter((cookie) => !cookie.name.startsWith('__session'));
      await context.clearCookies();
      await context.addCookies(kept);
      await page.goto(`${origin}/private?tab=1`);
      assert.equal(page.url(), `${origin}/private?tab=1`);
      assert.equal(await page.textContent('body'), userId);
      assert.deepEqual([...hosts], [origin]);
      await context.close();
    });
  }
});
