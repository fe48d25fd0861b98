import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { DOCUMENT_READS, FORM_READS, OTHER_READS, WINDOW_READS } from '../support/known-page-reads.ts';
import { listen } from '../support/listen.ts';
import { html, type Site, startSite } from '../support/site.ts';
import { signUp } from './steps.ts';

const EMAIL = 'cleo@example.com';
const PASSWORD = 'a fine long password';
const EVIL = 'https://evil.example';
/** A well-formed key of an attacker's instance: `evil.example$`. */
const EVIL_KEY = `pk_test_${btoa('evil.example$')}`;
const SAYS = `data-clerk-publishable-key="${EVIL_KEY}" data-clerk-proxy-url="${EVIL}"`;

const globals = [...WINDOW_READS, ...OTHER_READS.window];
const properties = [...DOCUMENT_READS, ...OTHER_READS.document, 'createTreeWalker'];
const each = (names: readonly string[], write: (name: string) => string) => names.map(write).join('\n');

/** Markup that sanitizers commonly allow, named like everything that the script reads. */
const MARKUP: Record<string, string> = {
  'a link with the id of each global': each(globals, (name) => `<a id="${name}" href="${EVIL}/${name}"></a>`),
  'two links with the id of each global': each(globals, (name) =>
    `<a id="${name}"></a>`.repeat(2).replace('<a', `<a name="load" href="${EVIL}"`),
  ),
  'a form with the id of each global, and fields for its methods': each(
    globals,
    (name) =>
      `<form id="${name}" action="${EVIL}">${['load', 'render', 'request', '__resolve', '__internal_createFlow'].map((field) => `<input type="hidden" name="${field}">`).join('')}</form>`,
  ),
  'a frame with the name of each global that is ours': each(
    globals.filter((name) => /clerk|internal/i.test(name)),
    (name) => `<iframe name="${name}" sandbox srcdoc=""></iframe>`,
  ),
  'an image with the name of each property of the document': each(
    properties,
    (name) => `<img name="${name}" ${SAYS} alt="">`,
  ),
  'a form with the name of each property of the document': each(
    properties,
    (name) => `<form name="${name}" ${SAYS} action="${EVIL}"></form>`,
  ),
  'an embed with the name of each property of the document': each(
    properties,
    (name) => `<embed name="${name}" ${SAYS}>`,
  ),
  'an object with the id of each property of the document': each(
    properties,
    (name) => `<object id="${name}" ${SAYS}></object>`,
  ),
  'a frame with the name of each property of the document': each(
    properties,
    (name) => `<iframe name="${name}" sandbox srcdoc="" ${SAYS}></iframe>`,
  ),
  'scripts of another type that name another instance': `<script type="text/plain" ${SAYS} src="${EVIL}/clerk.js"></script>`,
  'a base of another origin': `<base href="${EVIL}/" target="_blank">`,
};

interface Entry {
  selector: string;
  value: string;
  /** Names of fields that another script adds to the form. */
  fields: readonly string[];
}

/** Runs in the page, where an image may replace any property of the document. */
const ENTER = async ({ selector, value, fields }: Entry): Promise<void> => {
  const find = () => Document.prototype.querySelector.call(document, selector) as HTMLInputElement | null;
  const input = await new Promise<HTMLInputElement>((resolve) => {
    const look = () => {
      const found = find();
      if (found) resolve(found);
      return found;
    };
    if (!look())
      new MutationObserver((_, observer) => look() && observer.disconnect()).observe(document, {
        childList: true,
        subtree: true,
      });
  });
  input.value = value;
  const form = input.form as HTMLFormElement;
  for (const name of fields) {
    const field = Document.prototype.createElement.call(document, 'input') as HTMLInputElement;
    Object.assign(field, { type: 'hidden', name });
    form.append(field);
  }
  // A form ignores a submit while it still applies the last answer.
  const button = Element.prototype.querySelector.call(form, '.cl-formButtonPrimary');
  const isSent = () => !input.isConnected || button?.getAttribute('aria-busy') === 'true';
  while (!isSent()) {
    HTMLFormElement.prototype.requestSubmit.call(form);
    await new Promise((resolve) => void requestAnimationFrame(resolve));
  }
};

describe('a page whose markup is hostile', () => {
  let site: Site;
  let pages: Server;
  let pageOrigin: string;
  let browser: Browser;
  let markup = '';
  /** The page loads the script of the instance, whose tag has no attribute. */
  let isBare = false;

  before(async () => {
    pages = createHttpServer();
    pageOrigin = await listen(pages);
    const kind = authPages();
    site = await startSite(
      (url, config) => (url.pathname === '/page' ? html(content('/__clerk', '')) : kind(url, config)),
      { allowedOrigins: [pageOrigin] },
    );
    // Without CORS the script has no base URL and has to find its files by its own URL.
    pages.on(
      'request',
      getRequestListener(() => html(content(site.origin, site.origin))),
    );
    browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress: EMAIL, password: PASSWORD });
    await page.waitForURL(`${site.origin}/`);
    await page.context().close();
  });
  after(async () => {
    await browser?.close();
    pages?.close();
    await site?.close();
  });

  /** Puts the markup on both sides of the tag, but no `<base>` before it, which would change the script's own URL. */
  function content(proxy: string, host: string): string {
    return `${markup.includes('<base') ? '' : markup}
      <form action="${EVIL}">${each(FORM_READS, (name) => `<input type="hidden" name="${name}">`)}
        <clerk-sign-in with-sign-up></clerk-sign-in>
      </form>
      ${
        isBare
          ? `<script async src="${host}/clerk.js?elements=sign-in"></script>`
          : `<script async data-clerk-publishable-key="${site.config.publishableKey}" data-clerk-proxy-url="${proxy}"
              src="${host}/npm/clerk-widgets@1/dist/clerk.js"></script>`
      }${markup}`;
  }

  /** Signs in on a page. Returns the hosts that the page requested and its errors. */
  async function signIn(origin: string): Promise<{ page: Page; hosts: Set<string>; errors: string[] }> {
    const page = await (await browser.newContext()).newPage();
    const hosts = new Set<string>();
    const errors = collectErrors(page);
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await page.goto(`${origin}/page`);
    await page.evaluate(ENTER, { selector: 'input[name=identifier]', value: EMAIL, fields: FORM_READS });
    const entry = { selector: '.cl-signIn-password input[name=password]', value: PASSWORD, fields: FORM_READS };
    // The page may be left before it could say that the form is sent.
    await page.evaluate(`void (${ENTER.toString()})(${JSON.stringify(entry)})`);
    await page.waitForURL(`${origin}/`);
    return { page, hosts, errors };
  }

  for (const [name, written] of Object.entries(MARKUP)) {
    test(`a page with hostile markup sends requests to its own API alone: ${name}`, { timeout: 120_000 }, async () => {
      markup = written;
      const { page, hosts, errors } = await signIn(pageOrigin);
      assert.deepEqual([...hosts].filter((host) => host !== 'null').sort(), [pageOrigin, site.origin].sort());
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }

  test('the script of the instance takes its API and its settings from no element', async () => {
    const [links, images, base] = [
      'a link with the id of each global',
      'an image with the name of each property of the document',
      'a base of another origin',
    ].map((name) => MARKUP[name]);
    isBare = true;
    for (const written of [`<a id="__clerkInstance" href="${EVIL}"></a>${links}${images}`, base ?? '']) {
      markup = written;
      const { page, hosts, errors } = await signIn(pageOrigin);
      assert.deepEqual([...hosts].filter((host) => host !== 'null').sort(), [pageOrigin, site.origin].sort());
      assert.deepEqual(errors, []);
      await page.context().close();
    }
    isBare = false;
  });

  for (const [name, tag] of [
    ['the key on its tag', (key: string) => `data-clerk-publishable-key="${key}"`],
    ['no key at all', () => ''],
  ] as const) {
    test(`the script sends no request to a host that an element names, with ${name}`, async () => {
      const page = await (await browser.newContext()).newPage();
      const hosts = new Set<string>();
      await page.route(/^https:/, (route) => {
        hosts.add(new URL(route.request().url()).host);
        return route.abort();
      });
      markup = ['__clerk_publishable_key', '__clerk_proxy_url', '__clerk_domain', 'Clerk', '__clerk_internal_ready']
        .map((id) => `<a id="${id}" href="${id.endsWith('key') ? EVIL_KEY : EVIL}"></a>`)
        .join('');
      const key = buildPublishableKey('production', 'clerk.own.example');
      await page.route(`${site.origin}/page`, (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `${markup}<img name="currentScript" ${SAYS}><script ${SAYS} type="text/plain"></script><clerk-sign-in></clerk-sign-in>
            <script ${tag(key)} src="/npm/clerk-widgets@1/dist/clerk.js"></script><script ${SAYS} type="text/plain"></script>`,
        }),
      );
      const spoken = page.waitForEvent('console', (message) =>
        /publishable key|cannot be reached/.test(message.text()),
      );
      await page.goto(`${site.origin}/page`);
      await spoken;
      assert.deepEqual([...hosts], tag(key) ? ['clerk.own.example'] : []);
      await page.context().close();
    });
  }
});
