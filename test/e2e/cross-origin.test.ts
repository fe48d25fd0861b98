import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright';
import { collectErrors, errorLogged, launchBrowser } from '../support/browser.ts';
import { listen } from '../support/listen.ts';
import { html, type Site, startSite } from '../support/site.ts';
import { signedIn, signUp } from './steps.ts';

const PASSWORD = 'a fine long password';

describe('pages on one origin, the API on another', () => {
  let pages: Server;
  let stranger: Server;
  let pageOrigin: string;
  let strangerOrigin: string;
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    pages = createHttpServer();
    stranger = createHttpServer();
    pageOrigin = await listen(pages);
    strangerOrigin = await listen(stranger);
    site = await startSite(() => undefined, { allowedOrigins: [pageOrigin], homeUrl: pageOrigin });
    const answer = getRequestListener((request) => {
      const { pathname } = new URL(request.url);
      const tag = pathname === '/sign-up' ? 'clerk-sign-up' : 'clerk-sign-in';
      return html(`<${tag}></${tag}>${pathname === '/alone' ? '' : '<clerk-user-button></clerk-user-button>'}
        <script async crossorigin="anonymous" data-clerk-publishable-key="${site.config.publishableKey}"
          data-clerk-proxy-url="${site.origin}" src="${site.origin}/npm/clerk-widgets@1/dist/clerk.js"></script>`);
    });
    pages.on('request', answer);
    stranger.on('request', answer);
    browser = await launchBrowser();
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    pages?.close();
    stranger?.close();
    await site?.close();
  });

  test('a sign-up on another origin sends no preflight', async () => {
    const methods: string[] = [];
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    cdp.on('Network.requestWillBeSent', (e) => methods.push(e.request.method));
    await page.goto(`${pageOrigin}/sign-up`);
    await signUp(page, site, { emailAddress: 'cross@example.com', password: PASSWORD });
    await signedIn(page, pageOrigin);
    assert.ok(methods.includes('POST'));
    assert.ok(!methods.includes('OPTIONS'), methods.join());
  });

  test('a page on another origin requests the environment over the connection of the script', async () => {
    const fresh = await (await browser.newContext()).newPage();
    const cdp = await fresh.context().newCDPSession(fresh);
    await cdp.send('Network.enable');
    const connections = new Map<string | undefined, number>();
    cdp.on('Network.responseReceived', ({ response }) => {
      connections.set(new URL(response.url).pathname.split('/').at(-1), response.connectionId);
    });
    await fresh.goto(`${pageOrigin}/alone`);
    await fresh.locator('clerk-sign-in input[name=identifier]').waitFor();
    assert.ok(connections.get('environment'));
    assert.equal(connections.get('environment'), connections.get('clerk.js'));
    await fresh.context().close();
  });

  test('the page writes the session cookies, and cannot read the client cookie of the API', async () => {
    const names = (await page.evaluate(() => document.cookie)).split('; ').map((c) => c.split('=', 1)[0]);
    assert.ok(names.includes('__session'), names.join());
    assert.ok(!names.includes('__client'), names.join());
    const client = (await page.context().cookies(site.origin)).find((c) => c.name === '__client');
    assert.equal(client?.httpOnly, true);
  });

  test('an origin that is not allowed is refused, and the console names the setting to change', async () => {
    const other = await (await browser.newContext()).newPage();
    const errors = collectErrors(other);
    await other.goto(`${strangerOrigin}/sign-in`);
    await other.waitForFunction(() => (window as unknown as { Clerk?: { status: string } }).Clerk?.status === 'error');
    await errorLogged(other, errors, /clerk-widgets: .*allowed/i);
    await other.context().close();
  });
});
