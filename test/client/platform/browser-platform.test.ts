import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page, Request as PageRequest } from 'playwright';
import type { Clerk } from '../../../src/client/clerk.ts';
import type { createBrowserPlatform } from '../../../src/client/platform/browser-platform.ts';
import { launchBrowser } from '../../support/browser.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';
import { listen } from '../../support/listen.ts';

const ENTRY = `
  import { Clerk } from './src/client/clerk.ts';
  import { createBrowserPlatform } from './src/client/platform/browser-platform.ts';
  Object.assign(window, { HeadlessClerk: Clerk, createBrowserPlatform });
`;

declare global {
  interface Window {
    HeadlessClerk: typeof Clerk;
    createBrowserPlatform: typeof createBrowserPlatform;
    clerk: Clerk;
  }
}

/** Pages run in a real browser; the fake API answers as an API of another site. */
describe('the client in a real browser', () => {
  let server: Server;
  let browser: Browser;
  let origin: string;

  before(async () => {
    const { outputFiles } = await build({
      stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      format: 'esm',
      target: 'es2022',
      write: false,
    });
    const script = outputFiles[0]?.text ?? '';
    server = createServer((request, response) => {
      const isScript = request.url === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(
        isScript ? script : '<!doctype html><title>page</title><script type="module" src="/page.js"></script>',
      );
    });
    origin = await listen(server, '127.0.0.1');
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  async function openContext(fapi: FakeFapi): Promise<{ context: BrowserContext; requests: PageRequest[] }> {
    const context = await browser.newContext();
    const requests: PageRequest[] = [];
    context.on('request', (request) => requests.push(request));
    const tab = fapi.world.openTab();
    await context.route('https://clerk.acme.example/**', async (route) => {
      const request = route.request();
      fapi.world.time = Date.now();
      const body = request.postData();
      const answer = await fapi.world.fetch(
        new Request(request.url(), { method: request.method(), ...(body && { body }) }),
        tab,
      );
      await route.fulfill({
        status: answer.status,
        body: await answer.text(),
        headers: {
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
          'content-type': 'application/json',
        },
      });
    });
    return { context, requests };
  }

  async function openPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(origin);
    await page.evaluate(async (key) => {
      window.clerk = new window.HeadlessClerk(key);
      await window.clerk.load();
    }, KEY);
    return page;
  }

  test('a session is loaded with its cookies, and no request costs a preflight', async () => {
    const fapi = new FakeFapi();
    fapi.signIn();
    const { context, requests } = await openContext(fapi);
    const page = await openPage(context);
    assert.equal(await page.evaluate(() => window.clerk.user?.firstName), 'Ada');
    const token = await page.evaluate(() => window.clerk.session?.getToken({ skipCache: true }));
    await page.evaluate(() => window.clerk.user?.update({ firstName: 'Grace' }));
    const cookies = await context.cookies(origin);
    const names = cookies.map(({ name }) => name.replace(/^__session_[\w-]{8}$/, '__session_*')).sort();
    assert.deepEqual(names, ['__session', '__session_*', 'clerk_active_context']);
    assert.ok(token);
    assert.ok(requests.every((request) => request.method() !== 'OPTIONS'));
    await context.close();
  });

  test('another tab sees a sign-in and a sign-out', async () => {
    const fapi = new FakeFapi();
    fapi.addAccount({ email: 'ada@acme.example' });
    const { context } = await openContext(fapi);
    const one = await openPage(context);
    const two = await openPage(context);
    assert.equal(await two.evaluate(() => window.clerk.user), null);
    await one.evaluate(async () => {
      await window.clerk.client?.signIn.create({ identifier: 'ada@acme.example', password: 'correct horse' });
      await window.clerk.setActive({ session: window.clerk.client?.lastActiveSessionId });
    });
    await two.waitForFunction(() => window.clerk.user?.firstName === 'Ada');
    await one.evaluate(() => window.clerk.signOut(() => {}));
    await two.waitForFunction(() => window.clerk.user === null);
    assert.deepEqual(await context.cookies(origin), []);
    await context.close();
  });

  test('the platform reads cookies, storage, digest and address of the page', async () => {
    const { context } = await openContext(new FakeFapi());
    const page = await openPage(context);
    const seen = await page.evaluate(async () => {
      const platform = window.createBrowserPlatform();
      const attributes = { maxAge: 60, sameSite: 'Lax', secure: false } as const;
      platform.cookies.set('a', '1', attributes);
      platform.cookies.set('ab', '2', attributes);
      const cookies = [platform.cookies.get('a'), platform.cookies.get('ab'), platform.cookies.get('b')];
      platform.cookies.set('a', '', { ...attributes, maxAge: 0 });
      platform.storage.set('k', 'v');
      platform.pushState('/step?x=1#y', false);
      return {
        cookies: [...cookies, platform.cookies.get('a')],
        stored: platform.storage.get('k'),
        none: platform.storage.get('other'),
        digest: [...(await platform.sha1('abc'))].slice(0, 4),
        path: platform.href().replace(location.origin, ''),
        frame: platform.isCrossOriginFrame(),
        visible: platform.isVisible(),
        online: platform.isOnline(),
      };
    });
    assert.deepEqual(seen, {
      cookies: ['1', '2', undefined, undefined],
      stored: 'v',
      none: null,
      digest: [0xa9, 0x99, 0x3e, 0x36],
      path: '/step?x=1#y',
      frame: false,
      visible: true,
      online: true,
    });
    await context.close();
  });
});
