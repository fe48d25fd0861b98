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
      if (pathname === '/instance')
        return html(`<${tag}></${tag}><script async src="${site.origin}/clerk.js?elements=sign-in"></script>`);
      const elements = `<${tag}></${tag}><clerk-user-button></clerk-user-button>`;
      return html(`${pathname === '/empty' ? '' : elements}<script async crossorigin="anonymous" data-clerk-publishable-key="${site.config.publishableKey}"
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

  /** Opens a page and returns the connection of each request, by the last part of its path. */
  async function connectionsOf(path: string, ready: (page: Page) => Promise<unknown>) {
    const fresh = await (await browser.newContext()).newPage();
    const cdp = await fresh.context().newCDPSession(fresh);
    await cdp.send('Network.enable');
    const connections = new Map<string | undefined, number>();
    cdp.on('Network.responseReceived', ({ response }) => {
      connections.set(new URL(response.url).pathname.split('/').at(-1), response.connectionId);
    });
    await fresh.goto(pageOrigin + path);
    await ready(fresh);
    await fresh.context().close();
    return connections;
  }

  test('a page on another origin requests the environment over the connection of the script', async () => {
    // The files of elements would compete for that connection. HTTP/2, as servers on the internet have it, has no such limit.
    const connections = await connectionsOf('/empty', async (fresh) => {
      await fresh.waitForFunction(() => 'Clerk' in window);
      await fresh.evaluate(() => (window as unknown as { Clerk: { load(): Promise<void> } }).Clerk.load());
    });
    assert.ok(connections.get('environment'));
    assert.equal(connections.get('environment'), connections.get('clerk.js'));
  });

  test('a page on another origin requests the client over the connection of the script of the instance', async () => {
    const connections = await connectionsOf('/instance', (fresh) =>
      fresh.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded),
    );
    assert.ok(connections.get('client'));
    assert.equal(connections.get('client'), connections.get('clerk.js'));
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
