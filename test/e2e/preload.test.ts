import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext } from 'playwright';
import { VERSION_PARAMETERS } from '../../src/protocol/version.ts';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { listen } from '../support/listen.ts';
import { html, type Site, startSite } from '../support/site.ts';
import { signUpBefore, userButton } from './steps.ts';

/** Returns a page that asks for the client by a tag or by a header, as docs/loading.md says. */
function page(api: string, by: 'tag' | 'header', publishableKey: string): Response {
  const address = `${api}/v1/client?__clerk_api_version=${VERSION_PARAMETERS.__clerk_api_version}`;
  const tag = `<link rel="preload" as="fetch" crossorigin="use-credentials" href="${address}">`;
  const response = html(`${by === 'tag' ? tag : ''}<clerk-user-button></clerk-user-button>
    <script async crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}" data-clerk-proxy-url="${api}"
      src="${api}/npm/clerk-widgets@1/dist/clerk.js"></script>`);
  if (by === 'header') {
    response.headers.set('link', `<${address}>; rel=preload; as=fetch; crossorigin=use-credentials`);
  }
  return response;
}

describe('preloading the client', () => {
  let pages: Server;
  let pageOrigin: string;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  /** Requests for the client that reached the server. */
  const requests: string[] = [];

  before(async () => {
    pages = createHttpServer();
    pageOrigin = await listen(pages);
    const auth = authPages();
    site = await startSite(
      (url, config) => {
        if (url.pathname.endsWith('/v1/client')) requests.push(url.pathname);
        const by = url.pathname === '/tag' ? 'tag' : url.pathname === '/header' ? 'header' : undefined;
        return by ? page('/__clerk', by, config.publishableKey) : auth(url, config);
      },
      { allowedOrigins: [pageOrigin], homeUrl: pageOrigin },
    );
    pages.on(
      'request',
      getRequestListener(() => page(site.origin, 'tag', site.config.publishableKey)),
    );
    browser = await launchBrowser();
    context = await browser.newContext();
    await signUpBefore(context, site, { emailAddress: 'ada@example.com', password: 'a fine long password' });
  });
  after(async () => {
    await browser?.close();
    pages?.close();
    await site?.close();
  });

  for (const [name, urlOf] of [
    ['page that preloads it by a tag', () => `${site.origin}/tag`],
    ['page that preloads it by a header', () => `${site.origin}/header`],
    ['page on an origin of its own that preloads it', () => pageOrigin],
  ] as const) {
    test(`the client is requested once by a ${name}`, async () => {
      requests.length = 0;
      const tab = await context.newPage();
      const logged: string[] = [];
      tab.on('console', (message) => logged.push(message.text()));
      await tab.goto(urlOf());
      await userButton(tab).waitFor();
      // The button shows the user before the client is there.
      await tab.waitForFunction(() => !!(window as unknown as { Clerk?: { user?: unknown } }).Clerk?.user);
      assert.equal(requests.length, 1);
      assert.deepEqual(logged, []);
    });
  }
});
