import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { collectErrors, errorLogged, launchBrowser } from '../support/browser.ts';
import { html, type Pages, type Site, startSite } from '../support/site.ts';

const IDENTIFIER = 'clerk-sign-in input[name=identifier]';

/** Pages that load the built script by range, as a customer does. */
const pages: Pages = (url, { publishableKey }) => {
  const script = (attributes = `data-clerk-publishable-key="${publishableKey}"`): string =>
    `<script async crossorigin="anonymous" ${attributes} data-clerk-proxy-url="/__clerk"
      src="/__clerk/npm/clerk-widgets@1/dist/clerk.js"></script>`;
  switch (url.pathname) {
    case '/plain':
      return html(script());
    case '/two':
      return html(`<clerk-sign-in></clerk-sign-in>${script()}${script()}`);
    case '/late':
      return html(`${script()}<main></main>`);
    case '/bad-key':
      return html(`<clerk-sign-in></clerk-sign-in>${script('data-clerk-publishable-key="pk_live_oops"')}`);
    case '/secret-key':
      return html(script('data-clerk-publishable-key="sk_live_0123456789"'));
    case '/unreachable':
      return html(
        `<clerk-sign-in></clerk-sign-in><script async data-clerk-publishable-key="${publishableKey}"
          data-clerk-proxy-url="http://localhost:1" src="/__clerk/npm/clerk-widgets@1/dist/clerk.js"></script>`,
      );
    case '/strict':
      return strict(`<clerk-sign-in></clerk-sign-in><clerk-sign-up></clerk-sign-up>${script()}`);
    case '/blocked':
      return strict(
        `<clerk-sign-up></clerk-sign-up>${script()}`,
        `script-src ${url.origin}/__clerk/npm/clerk-widgets@1/dist/clerk.js`,
      );
    case '/copied':
      return html(
        `<clerk-sign-in></clerk-sign-in><script async data-clerk-publishable-key="${publishableKey}"
          data-clerk-proxy-url="/__clerk" src="/files/clerk-widgets@1/dist/clerk.js"></script>`,
      );
    default:
      return copied(url.pathname);
  }
};

/** A host to which one folder was copied, named after a range. */
async function copied(pathname: string): Promise<Response | undefined> {
  const [, file] = /^\/files\/clerk-widgets@1\/dist\/([\w/-]+\.js)$/.exec(pathname) ?? [];
  if (!file) return pathname.startsWith('/files/') ? new Response(null, { status: 404 }) : undefined;
  const bytes = await readFile(`dist/${file}`);
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'text/javascript' } });
}

function strict(body: string, policy = "script-src 'self'"): Response {
  const response = html(body);
  response.headers.set(
    'content-security-policy',
    `default-src 'none'; ${policy}; connect-src 'self'; img-src 'self' https: data:; style-src 'none'; ` +
      "require-trusted-types-for 'script'; trusted-types lit-html",
  );
  return response;
}

describe('the script tag', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  before(async () => {
    [site, browser] = await Promise.all([startSite(pages), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  const open = async (path: string): Promise<string[]> => {
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    errors = collectErrors(page);
    const requests: string[] = [];
    page.on('request', (r) => requests.push(new URL(r.url()).pathname));
    await page.goto(`${site.origin}${path}`);
    return requests;
  };

  test('the script sets window.Clerk without loading it for a signed-out visitor of a page without an element', async () => {
    const requests = await open('/plain');
    await page.waitForFunction(() => 'Clerk' in window);
    const state = await page.evaluate(() => {
      const { loaded, version, user } = (window as unknown as { Clerk: Record<string, unknown> }).Clerk;
      return { loaded, version, user: user === undefined };
    });
    assert.deepEqual(state, { loaded: false, version: '1.0.0', user: true });
    assert.ok(!requests.some((r) => r.includes('/v1/')), 'no API call before load()');
  });

  test('the script imports the file of a later element once, from the exact version', async () => {
    const requests = await open('/late');
    await page.waitForFunction(() => 'Clerk' in window);
    assert.ok(!requests.some((r) => r.includes('/chunks/')));
    await page.evaluate(() => {
      const main = document.querySelector('main') as HTMLElement;
      main.innerHTML = '<div><clerk-sign-up></clerk-sign-up></div>';
    });
    await page.locator('clerk-sign-up input[name=emailAddress]').waitFor();
    const chunks = requests.filter((r) => /\/chunks\/sign-up-/.test(r));
    assert.equal(chunks.length, 1);
    assert.match(chunks[0] as string, /^\/__clerk\/npm\/clerk-widgets@1\.0\.0\/dist\/chunks\//);
  });

  test('an element comes in two files, and its first screen needs no other', async () => {
    const files: string[] = [];
    const requests = await open('/late');
    await page.waitForFunction(() => 'Clerk' in window);
    await page.route(/\/chunks\//, async (route) => {
      files.push(/\/chunks\/(.+)-\w+\.js$/.exec(route.request().url())?.[1] ?? '');
      if (files.length <= 2) await route.continue();
      // The others wait until the test ends.
    });
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('clerk-sign-in')));
    await page.locator(IDENTIFIER).waitFor();
    assert.deepEqual(files.slice(0, 2).sort(), ['base', 'sign-in']);
    const first = requests.filter((r) => /\/chunks\/(base|sign-in)-/.test(r));
    assert.equal(first.length, 2);
  });

  test('the files are found beside the script on a host that has only the folder of a range', async () => {
    await open('/copied');
    await page.locator(IDENTIFIER).fill('ada@example.com');
    await page.locator('.cl-formButtonPrimary').click();
    await page.getByText('There is no account').first().waitFor();
  });

  test('two script tags on a page work as one', async () => {
    const requests = await open('/two');
    await page.locator(IDENTIFIER).waitFor();
    assert.equal(await page.locator(IDENTIFIER).count(), 1);
    assert.equal(requests.filter((r) => r.endsWith('/v1/environment')).length, 1);
    assert.deepEqual(errors, []);
  });

  test('the script is pure ASCII, so that a page of any encoding reads it the same', async () => {
    assert.doesNotMatch(await readFile('dist/clerk.js', 'latin1'), /[\u0080-\u00ff]/);
  });

  test('the console says what is wrong with a malformed key, and never shows a secret key', async () => {
    await open('/bad-key');
    await errorLogged(page, errors, /publishable key/);
    await open('/secret-key');
    await errorLogged(page, errors, /secret key/);
    assert.ok(!errors.join().includes('0123456789'));
  });

  test('the console says that the API cannot be reached, and how to fix it', async () => {
    await open('/unreachable');
    await errorLogged(page, errors, /clerk-widgets: .*localhost:1/);
  });

  test('the script works under a strict policy with Trusted Types', async () => {
    await open('/strict');
    await page.locator(IDENTIFIER).waitFor();
    await page.locator('clerk-sign-up input[name=emailAddress]').waitFor();
    assert.deepEqual(errors, []);
  });

  test('the console names a blocked script and the directive to change', async () => {
    await open('/blocked');
    await errorLogged(page, errors, /clerk-widgets: .*script-src/);
  });
});
