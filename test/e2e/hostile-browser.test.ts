import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { launchBrowser } from '../support/browser.ts';
import { listen } from '../support/listen.ts';
import { html, type Site, startSite } from '../support/site.ts';
import { continueWith, signUp } from './steps.ts';

const EMAIL = 'cleo@example.com';
const PASSWORD = 'a fine long password';
const IDENTIFIER = 'input[name=identifier]';
const SIGN_IN = '<clerk-sign-in routing="path" path="/sign-in"></clerk-sign-in>';

describe('a limited browser or a wrong configuration', () => {
  let site: Site;
  let stranger: Server;
  let strangerOrigin: string;
  let browser: Browser;
  let page: Page;
  let logs: string[];
  /** The body of the next page at each path; `attributes` go on its script tag. */
  let bodies: Record<string, string> = {};
  let attributes = '';

  before(async () => {
    site = await startSite(
      ({ pathname }, { publishableKey }) => {
        const path = Object.keys(bodies).find((each) => pathname === each || pathname.startsWith(`${each}/`));
        return path ? html(bodies[path] + tag(publishableKey, '/__clerk')) : undefined;
      },
      { singleSession: true },
    );
    stranger = createHttpServer(getRequestListener(() => html(SIGN_IN + tag(site.config.publishableKey, site.origin))));
    strangerOrigin = await listen(stranger);
    browser = await launchBrowser();
    bodies = { '/sign-up': '<clerk-sign-up></clerk-sign-up>', '/': '<p>home</p>' };
    await open('/sign-up');
    await signUp(page, site, { emailAddress: EMAIL, password: PASSWORD });
    await page.waitForURL(`${site.origin}/`);
  });
  after(async () => {
    await browser?.close();
    stranger?.close();
    await site?.close();
  });

  function tag(key: string, proxy: string): string {
    return `<script async data-clerk-publishable-key="${key}" data-clerk-proxy-url="${proxy}" ${attributes}
      src="${site.origin}/npm/clerk-widgets@1/dist/clerk.js"></script>`;
  }

  /** Opens a page of the site in a new browser. */
  async function open(path: string, prepare?: (page: Page) => Promise<unknown>): Promise<void> {
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    logs = [];
    page.on('console', (message) => logs.push(message.text()));
    await prepare?.(page);
    await page.goto(path.startsWith('http') ? path : site.origin + path);
  }

  async function logged(pattern: RegExp): Promise<void> {
    while (!logs.some((text) => pattern.test(text))) {
      await page.waitForEvent('console').catch(() => {
        throw new Error(`No message matched ${pattern}. The console says:\n${logs.join('\n')}`);
      });
    }
  }

  const alert = (text: RegExp) => page.locator('.cl-alert').filter({ hasText: text }).waitFor();

  async function signIn(path: string, prepare?: (page: Page) => Promise<unknown>): Promise<void> {
    await open(path, prepare);
    await page.locator(IDENTIFIER).fill(EMAIL);
    await continueWith(page);
    await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
    await continueWith(page);
  }

  for (const [how, path, element] of [
    ['path', '/sign-in', SIGN_IN],
    ['hash', '/hash', '<clerk-sign-in></clerk-sign-in>'],
  ] as const) {
    test(`sign-in works without an error when history.pushState() throws (${how} routing)`, async () => {
      bodies = { [path]: element, '/': '<p>home</p>' };
      await signIn(path, (next) =>
        next.addInitScript(() => {
          history.pushState = history.replaceState = () => {
            throw new DOMException('Attempt to use history.pushState() more than 100 times', 'SecurityError');
          };
        }),
      );
      await page.waitForURL(`${site.origin}/`);
      assert.deepEqual(logs, []);
    });
  }

  test('the form says that the cookie was not stored, and what the user can do', async () => {
    bodies = { '/sign-in': SIGN_IN };
    await signIn('/sign-in', (next) =>
      next.route('**/v1/**', async (route) => {
        const { cookie: _, ...headers } = await route.request().allHeaders();
        const answer = await route.fetch({ headers });
        const { 'set-cookie': __, ...kept } = answer.headers();
        await next.context().clearCookies();
        await route.fulfill({ response: answer, headers: kept });
      }),
    );
    await alert(/Allow cookies for this site/);
    await logged(/cookie was not kept\. .*Set-Cookie/);
  });

  test('the form says at once that the browser blocks cookies', async () => {
    bodies = { '/sign-in': SIGN_IN };
    await open('/sign-in', (next) =>
      next.addInitScript(() => Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false })),
    );
    await alert(/Allow cookies for this site/);
  });

  test('the form says that a sandboxed frame cannot sign a user in', async () => {
    bodies = { '/sign-in': SIGN_IN, '/': '<p>home</p>' };
    await open('/', (next) =>
      next.route(`${site.origin}/`, (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<iframe sandbox="allow-scripts allow-forms" src="${site.origin}/sign-in"></iframe>`,
        }),
      ),
    );
    await logged(/allow-same-origin/);
    await page
      .frameLocator('iframe')
      .locator('.cl-alert')
      .filter({ hasText: 'Open this page in its own tab' })
      .waitFor();
  });

  test('sign-in works when every kind of storage throws', async () => {
    bodies = { '/sign-in': SIGN_IN, '/': '<p>home</p>' };
    await signIn('/sign-in', (next) =>
      next.addInitScript(() => {
        const deny = {
          get() {
            throw new DOMException('Access is denied', 'SecurityError');
          },
        };
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
          Object.defineProperty(window, name, deny);
        window.BroadcastChannel = function () {
          throw new DOMException('Access is denied', 'SecurityError');
        } as unknown as typeof BroadcastChannel;
      }),
    );
    await page.waitForURL(`${site.origin}/`);
  });

  test('the console names allowedOrigins on a page of another origin, even for a script without CORS', async () => {
    await open(strangerOrigin);
    await alert(/not allowed to sign people in/);
    await logged(/origin \(http:\/\/localhost:\d+\) is not allowed .*allowedOrigins/);
  });

  test('the console names data-clerk-proxy-url on a plain HTTP page without it', async () => {
    const key = buildPublishableKey('development', 'clerk.own.example');
    await open('/bare', async (next) => {
      await next.route(/^https:/, (route) => route.abort());
      await next.route(`${site.origin}/bare`, (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `${SIGN_IN}<script async data-clerk-publishable-key="${key}" src="/npm/clerk-widgets@1/dist/clerk.js"></script>`,
        }),
      );
    });
    await logged(/has no certificate: set data-clerk-proxy-url/);
    await alert(/No connection to the server/);
  });

  test('the console names both settings when the proxy URL leads to the API of another key', async () => {
    const key = buildPublishableKey('development', 'clerk.own.example');
    await open('/other', (next) =>
      next.route(`${site.origin}/other`, (route) =>
        route.fulfill({ contentType: 'text/html', body: SIGN_IN + tag(key, '/__clerk') }),
      ),
    );
    await logged(
      /key belongs to clerk\.own\.example \(development\), but .*data-clerk-publishable-key.*data-clerk-proxy-url/,
    );
  });

  test('the console names an unknown attribute of the tag, and the nearest known one', async () => {
    bodies = { '/sign-in': SIGN_IN };
    attributes =
      'data-clerk-sign-in-ur="/x" data-clerk-whatever data-clerk-js-script data-clerk-support-email="a@example.com"';
    await open('/sign-in');
    attributes = '';
    await logged(/no attribute data-clerk-sign-in-ur\. Did you mean data-clerk-sign-in-url\?/);
    await logged(/no attribute data-clerk-whatever\. It has data-clerk-publishable-key, /);
    assert.ok(!logs.some((text) => /no attribute data-clerk-(js-script|support-email)/.test(text)), logs.join('\n'));
  });

  for (const [feature, remove] of [
    ['constructable style sheets', () => Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets')],
    [
      'color-mix()',
      () => {
        CSS.supports = () => false;
      },
    ],
  ] as const) {
    test(`a browser without ${feature} shows a message, with a link to another page where there is one`, async () => {
      bodies = { '/sign-in': SIGN_IN };
      attributes = 'data-clerk-sign-in-url="https://accounts.example.com/sign-in"';
      await open('/sign-in', (next) => next.addInitScript(remove as () => void));
      attributes = '';
      await page.getByRole('alert').filter({ hasText: 'This browser is too old' }).waitFor();
      const link = page.getByRole('link', { name: 'Sign in on another page' });
      assert.equal(await link.getAttribute('href'), 'https://accounts.example.com/sign-in');
      await open('/sign-in', (next) => next.addInitScript(remove as () => void));
      await page.getByRole('alert').filter({ hasText: 'This browser is too old' }).waitFor();
      assert.equal(await page.getByRole('link').count(), 0);
    });
  }

  describe('a user who is already signed in', () => {
    let cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>;
    before(async () => {
      bodies = { '/sign-in': SIGN_IN, '/': '<p>home</p>' };
      await signIn('/sign-in');
      await page.waitForURL(`${site.origin}/`);
      cookies = await page.context().cookies();
    });

    /** Opens a page as the signed-in user, and counts the loads until the console names a setting. */
    async function countLoads(path: string, named: RegExp): Promise<number> {
      let loads = 0;
      await open(path, async (next) => {
        next.on('request', (request) => (loads += Number(request.isNavigationRequest())));
        await next.context().addCookies(cookies);
      });
      await logged(named);
      return loads;
    }

    for (const [setting, body, path, tagSays] of [
      ['fallback-redirect-url', '<clerk-sign-in fallback-redirect-url="/page"></clerk-sign-in>', '/page', ''],
      ['force-redirect-url', '<clerk-sign-in force-redirect-url="/page#/x"></clerk-sign-in>', '/page', ''],
      [
        'fallback-redirect-url',
        '<clerk-sign-in routing="path" path="/page" fallback-redirect-url="/page"></clerk-sign-in>',
        '/page',
        '',
      ],
      ['fallback-redirect-url', '<clerk-sign-up fallback-redirect-url="/page"></clerk-sign-up>', '/page', ''],
      [
        'data-clerk-sign-in-force-redirect-url',
        '<clerk-sign-in></clerk-sign-in>',
        '/page',
        'data-clerk-sign-in-force-redirect-url="/page"',
      ],
    ] as const) {
      test(`a signed-in user stays on the page, and the console names ${setting}: ${body} ${tagSays}`, async () => {
        bodies = { '/page': body };
        attributes = tagSays;
        const loads = await countLoads(path, new RegExp(setting));
        attributes = '';
        assert.ok(loads <= 2, `${loads} loads`);
        await alert(/You are already signed in/);
      });
    }

    test('a signed-in user stays when two forms redirect to one another', async () => {
      bodies = {
        '/one': '<clerk-sign-in fallback-redirect-url="/two"></clerk-sign-in>',
        '/two': '<clerk-sign-up fallback-redirect-url="/one"></clerk-sign-up>',
      };
      const loads = await countLoads('/one', /fallback-redirect-url sends .* which sends them back here/);
      assert.ok(loads <= 8, `${loads} loads`);
      await alert(/You are already signed in/);
    });

    test('a signed-in user sees the content for signed-in users and not the form', async () => {
      bodies = {
        '/': '<clerk-signed-out><clerk-sign-in></clerk-sign-in></clerk-signed-out><clerk-signed-in hidden><p>inside</p></clerk-signed-in>',
      };
      let loads = 0;
      await open('/', async (next) => {
        next.on('request', (request) => (loads += Number(request.isNavigationRequest())));
        await next.context().addCookies(cookies);
      });
      await page.getByText('inside').waitFor();
      assert.equal(loads, 1);
      assert.deepEqual(logs, []);
    });
  });

  describe('<clerk-redirect-to-sign-in>', () => {
    test('<clerk-redirect-to-sign-in> stays on the sign-in page itself, and the console names signInUrl', async () => {
      bodies = { '/guarded': '<clerk-redirect-to-sign-in></clerk-redirect-to-sign-in>' };
      attributes = 'data-clerk-sign-in-url="/guarded"';
      await open('/guarded');
      attributes = '';
      await logged(/signInUrl.*the page it is on/);
      assert.equal(page.url(), `${site.origin}/guarded`);
    });

    test('<clerk-redirect-to-sign-in> stops when the sign-in page redirects back, and the console names signInUrl', async () => {
      bodies = { '/guarded': '<clerk-redirect-to-sign-in></clerk-redirect-to-sign-in>' };
      attributes = 'data-clerk-sign-in-url="/other"';
      let loads = 0;
      await open('/guarded', async (next) => {
        next.on('request', (request) => (loads += Number(request.isNavigationRequest())));
        await next.route('**/other', (route) => route.fulfill({ status: 302, headers: { location: '/guarded' } }));
      });
      await logged(/signInUrl.*leads back here/);
      attributes = '';
      assert.ok(loads <= 10, `${loads} loads`);
    });
  });
});
