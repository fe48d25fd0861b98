import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright';
import { CLIENT_UAT_COOKIE } from '../../src/protocol/cookies.ts';
import { VERSION, VERSION_PARAMETERS } from '../../src/protocol/version.ts';
import { collectErrors, launchBrowser, withoutLateTokens } from '../support/browser.ts';
import {
  browserArgs,
  createLoadSite,
  type LoadSite,
  type Place,
  SIGN_IN,
  VISITOR,
  type WritePage,
} from '../support/load-site.ts';
import { startTlsHosts } from '../support/tls-hosts.ts';

/**
 * What Clerk's SDKs do in a page, with the loaders that they share. The query names what an application passes to its
 * provider; `wait` makes it wait for the test before it calls `load()`.
 */
const APP = `
  import { loadClerkJSScript, loadClerkUIScript } from '@clerk/shared/loadClerkJsScript';
  const query = new URLSearchParams(location.search);
  const options = { publishableKey: window.KEY, nonce: window.NONCE };
  for (const name of ['proxyUrl', '__internal_clerkJSVersion', '__internal_clerkUIVersion']) {
    if (query.has(name)) options[name] = query.get(name);
  }
  window.__clerk_publishable_key = options.publishableKey;
  window.__clerk_proxy_url = options.proxyUrl;
  (async () => {
    await loadClerkJSScript(options);
    if (query.has('wait')) await new Promise((go) => { window.go = go; });
    if (!query.has('noUi')) await loadClerkUIScript(options);
    const ui = query.has('noUi') ? undefined : { ClerkUI: window.__internal_ClerkUICtor };
    const sdkMetadata = query.has('noSdk') ? undefined : { name: '@clerk/react', version: '6.18.0' };
    await window.Clerk.load({ ...options, ui, telemetry: false, sdkMetadata, standardBrowser: true,
      prefetchUI: false, experimental: {}, taskUrls: {}, newSubscriptionRedirectUrl: '/', polling: true });
    window.clientAtLoad = typeof window.Clerk.client?.signIn;
    document.body.dataset.loaded = '';
    window.Clerk.addListener(({ user }) => { document.body.dataset.user = user?.id ?? 'nobody'; });
    const node = document.querySelector('[data-clerk-component]');
    window.Clerk['mount' + node.dataset.clerkComponent](node, {});
  })().catch((error) => console.error(error.stack));
`;
const NONCE = 'r4nd0m';
const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}' 'strict-dynamic'; connect-src https:; img-src https: data:; base-uri 'none'`;

interface PageClerk {
  loaded: boolean;
  status: string;
  version: string;
  buildAfterSignOutUrl(): string;
  user: { primaryEmailAddress: { emailAddress: string } } | null;
}
declare const window: {
  Clerk: PageClerk;
  __internal_ClerkUICtor?: { version: string };
  go?: () => void;
  clientAtLoad?: string;
};

/** Sends the head of an answer and its first bytes, and the rest when the promise is fulfilled. */
async function holdEnd(answer: Response, until: Promise<void>): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(bytes.subarray(0, 1000));
      await until;
      controller.enqueue(bytes.subarray(1000));
      controller.close();
    },
  });
  return new Response(body, answer);
}

const clientsOf = (opened: { requests(): string[] }) =>
  opened.requests().filter((request) => request.endsWith('/v1/client'));

/**
 * The page of an application, whose bundle comes from its own host. `kind` instance: its server rendered the tags, and one
 * that preloads the client.
 */
const write: WritePage = ({ element }, api, key, kind) => {
  const name = element === 'sign-in' ? 'SignIn' : 'UserButton';
  const proxy = api.startsWith('/') ? ` data-clerk-proxy-url="${api}"` : '';
  const client = `${api}/v1/client?__clerk_api_version=${VERSION_PARAMETERS.__clerk_api_version}`;
  const script = `<link rel="preload" as="fetch" crossorigin="use-credentials" href="${client}">
    <script async crossorigin="anonymous" nonce="${NONCE}" data-clerk-js-script data-clerk-publishable-key="${key}"${proxy}
      src="${api}/npm/@clerk/clerk-js@6/dist/clerk.browser.js"></script>
    <link rel="preload" as="script" crossorigin="anonymous" nonce="${NONCE}" href="${api}/npm/@clerk/ui@1/dist/ui.browser.js">`;
  // Whoever can add markup to the page can add this.
  const forged = [
    'https://evil.test/npm/@clerk/ui@1/dist/ui.browser.js',
    `${api}/npm/@clerk/ui@1/../../../evil.js`,
    `${api}/npm/@clerk/ui@1%2f..%2f..%2f..%2fevil/dist/ui.browser.js`,
    `${api}/npm/@clerk/ui@1/dist/ui.browser.js/../evil.js`,
  ]
    .map((href) => `<link rel="preload" as="script" href="${href}">`)
    .join('');
  return `<meta http-equiv="Content-Security-Policy" content="${POLICY}">${kind === 'instance' ? (name === 'UserButton' ? forged : '') + script : ''}
    <div data-clerk-component="${name}"></div>
    <script nonce="${NONCE}">window.KEY = '${key}'; window.NONCE = '${NONCE}';</script><script nonce="${NONCE}" src="/app.js"></script>`;
};

describe('the loaders of Clerk’s SDKs with nothing but the key', () => {
  let site: LoadSite;
  let tls: Awaited<ReturnType<typeof startTlsHosts>>;
  let browser: Browser;

  before(async () => {
    const { outputFiles } = await build({
      stdin: { contents: APP, resolveDir: process.cwd() },
      bundle: true,
      write: false,
      format: 'iife',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    const app = outputFiles[0]?.text ?? '';
    site = await createLoadSite('bridge', write, [
      ({ url }) =>
        new URL(url).pathname === '/app.js'
          ? new Response(app, { headers: { 'content-type': 'text/javascript' } })
          : new Response(null, { status: 404 }),
    ]);
    tls = await startTlsHosts(site.hosts);
    browser = await launchBrowser(browserArgs(tls.port));
  });
  after(async () => {
    await browser?.close();
    tls?.close();
    await site?.server.close();
  });

  interface Opened {
    page: Page;
    errors: string[];
    /** Requests, as host and path, without the page and its bundle. */
    requests(): string[];
    [Symbol.asyncDispose](): Promise<void>;
  }

  async function open(
    scene: 'sign-in' | 'user button',
    {
      place = 'other host',
      kind = 'plain',
      query = '',
      path = '/',
      isKnown = false,
    }: { place?: Place; kind?: 'plain' | 'instance'; query?: string; path?: string; isKnown?: boolean },
  ): Promise<Opened> {
    site.seen.length = 0;
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const errors = collectErrors(page);
    const { url, cookies } = site.page(scene, place, kind);
    // The API knows the visitor, and the page does not, as when its cookies were deleted.
    const known = isKnown
      ? site.page('user button', place).cookies?.filter(({ name }) => name !== CLIENT_UAT_COOKIE)
      : [];
    if (cookies?.length || known?.length) await context.addCookies([...(cookies ?? []), ...(known ?? [])]);
    await page.goto(`${url.replace('/?', `${path}?`)}&${query}`);
    const requests = () =>
      site.seen
        .map(({ url }) => url.host + url.pathname)
        .filter((path) => !/\.test\/(app\.js|favicon\.ico|sign-in)?$/.test(path));
    return { page, errors, requests, [Symbol.asyncDispose]: () => context.close() };
  }

  const cases: [name: string, options: Parameters<typeof open>[1], api: string][] = [
    ['the key alone', {}, 'clerk.bridge.test'],
    ['a relative proxy URL', { place: 'own host', query: 'proxyUrl=/__clerk' }, 'pages.bridge.test/__clerk'],
    [
      'an absolute proxy URL',
      { place: 'own host', query: 'proxyUrl=https://pages.bridge.test/__clerk' },
      'pages.bridge.test/__clerk',
    ],
    ['version 5 and no script of the screens', { query: '__internal_clerkJSVersion=5&noUi=1' }, 'clerk.bridge.test'],
    [
      'versions that nobody has published',
      { query: '__internal_clerkJSVersion=6.99.0-canary.v1&__internal_clerkUIVersion=next' },
      'clerk.bridge.test',
    ],
    ['tags that the server rendered', { kind: 'instance' }, 'clerk.bridge.test'],
  ];
  for (const [name, options, api] of cases) {
    test(`a sign-in form with ${name}: every request goes to one place, under a strict policy`, async () => {
      await using opened = await open('sign-in', options);
      await opened.page.locator('[data-clerk-component] input[name=identifier]').fill('ada');
      await opened.page.waitForFunction(() =>
        performance.getEntriesByType('resource').some(({ name }) => name.includes('/chunks/')),
      );
      assert.deepEqual(withoutLateTokens(opened.errors), []);
      for (const request of opened.requests()) assert.ok(request.startsWith(`${api}/`), request);
      assert.ok(!opened.requests().some((request) => request.endsWith('/v1/environment')));
      const chunks = opened.requests().filter((request) => request.includes('/chunks/'));
      assert.ok(chunks.length > 0);
      for (const chunk of chunks)
        assert.ok(chunk.startsWith(`${api}/npm/clerk-widgets@${VERSION}/dist/chunks/`), chunk);
    });
  }

  test('before an SDK calls load, window.Clerk is there, not loaded, and load takes the client that was requested ahead', async () => {
    await using opened = await open('sign-in', { query: 'wait=1' });
    await opened.page.waitForFunction(() => window.go);
    const before = await opened.page.evaluate(() => ({
      loaded: window.Clerk.loaded,
      status: window.Clerk.status,
      version: window.Clerk.version,
      ui: window.__internal_ClerkUICtor?.version,
    }));
    assert.deepEqual(before, { loaded: false, status: 'loading', version: VERSION, ui: VERSION });
    const others = opened.requests().filter((request) => !request.endsWith('/v1/client'));
    assert.deepEqual(others, ['clerk.bridge.test/npm/@clerk/clerk-js@6/dist/clerk.browser.js']);
    await opened.page.evaluate(() => window.go?.());
    await opened.page.locator('input[name=identifier]').waitFor();
    assert.equal(clientsOf(opened).length, 1);
    // The script of the screens is inside.
    assert.ok(!opened.requests().some((request) => request.endsWith('/ui.browser.js')));
  });

  describe('while the script is still on its way', () => {
    let asked: PromiseWithResolvers<void>;
    const handlers: LoadSite['hosts'] = {};
    before(() => {
      site.before = ({ url }) => void (url.pathname.endsWith('/v1/client') && asked.resolve());
      Object.assign(handlers, site.hosts);
      for (const [host, handler] of Object.entries(handlers)) {
        site.hosts[host] = async (request) => {
          const answer = await handler(request);
          const isScript = new URL(request.url).pathname.includes('/@clerk/clerk-js');
          return isScript ? await holdEnd(answer, asked.promise) : answer;
        };
      }
    });
    after(() => {
      site.before = undefined;
      Object.assign(site.hosts, handlers);
    });

    const pages: [name: string, scene: 'sign-in' | 'user button', options: Parameters<typeof open>[1]][] = [
      ['the page that the instance names for sign-in', 'sign-in', { path: SIGN_IN }],
      ['a page of a user who is signed in', 'user button', {}],
      ['a page with a proxy path', 'user button', { place: 'own host', query: 'proxyUrl=/__clerk' }],
      ['a page whose server rendered the tags and one for the client', 'sign-in', { kind: 'instance' }],
    ];
    for (const [name, scene, options] of pages) {
      test(`the client is requested, once, on ${name}`, async () => {
        asked = Promise.withResolvers();
        await using opened = await open(scene, options);
        const { page } = opened;
        const warned: string[] = [];
        page.on('console', (message) => warned.push(message.text()));
        await page.locator('body[data-user]').waitFor();
        await page.locator(site.page(scene).target).waitFor();
        assert.equal(clientsOf(opened).length, 1);
        assert.deepEqual([...opened.errors, ...warned], []);
      });
    }
  });

  test('the client is there when Clerk is loaded, with an SDK and without, on the page of the sign-in too', async () => {
    for (const query of ['', 'noSdk=1']) {
      await using opened = await open('sign-in', { path: SIGN_IN, query });
      await opened.page.locator('body[data-loaded]').waitFor();
      assert.equal(await opened.page.evaluate(() => window.clientAtLoad), 'object');
    }
  });

  test('a visitor whom only the API knows is shown as signed in, on that page too', async () => {
    await using opened = await open('sign-in', { path: SIGN_IN, isKnown: true });
    await opened.page.locator('body[data-user^=user_]').waitFor();
    assert.deepEqual(withoutLateTokens(opened.errors), []);
  });

  test('a script of the screens that the server preloads is used, and one of another host is not', async () => {
    await using opened = await open('user button', { kind: 'instance' });
    await opened.page.locator('button.cl-userButtonTrigger').waitFor();
    const scripts = await opened.page.evaluate(() =>
      Array.from(document.scripts, ({ src }) => src).filter((src) => src.includes('/@clerk/ui')),
    );
    assert.deepEqual(scripts, ['https://clerk.bridge.test/npm/@clerk/ui@1/dist/ui.browser.js']);
    assert.equal(opened.requests().filter((request) => request.endsWith('/ui.browser.js')).length, 1);
  });

  test('a sign-out leads home where the application names no page, with an SDK alone', async () => {
    for (const [query, home] of [
      ['', '/'],
      ['noSdk=1', 'https://app.bridge.test/sign-in'],
    ] as const) {
      await using opened = await open('user button', { query });
      await opened.page.locator('button.cl-userButtonTrigger').waitFor();
      assert.equal(await opened.page.evaluate(() => window.Clerk.buildAfterSignOutUrl()), home);
    }
  });

  for (const place of ['other host', 'own host'] as const) {
    test(`a user who is signed in sees the user button, on the ${place}`, async () => {
      const query = place === 'own host' ? 'proxyUrl=/__clerk' : '';
      await using opened = await open('user button', { place, query });
      await opened.page.locator('[data-clerk-component] button.cl-userButtonTrigger').waitFor();
      const address = await opened.page.evaluate(() => window.Clerk.user?.primaryEmailAddress.emailAddress);
      assert.equal(address, VISITOR.emailAddress);
      assert.deepEqual(withoutLateTokens(opened.errors), []);
    });
  }
});
