import '../../build/source-hooks.ts';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright';
import { collectErrors, errorLogged, launchBrowser } from '../support/browser.ts';
import { type KeySite, startKeySite } from '../support/key-site.ts';
import { browserArgs } from '../support/load-site.ts';
import { type Handler, startTlsHosts } from '../support/tls-hosts.ts';
import { codeInput } from './steps.ts';

const NAME = 'languages.test';
const API = `https://clerk.${NAME}`;
const PASSWORD = 'violet kettle on a northern roof';
const APP = `<!doctype html><title>App</title><link rel="icon" href="data:,"><body>
<clerk-sign-in-button></clerk-sign-in-button><clerk-sign-in routing="hash"></clerk-sign-in>
<script async src="${API}/clerk.js"></script>`;

/** Keeps every title and label that the forms of a page have shown, however short. */
function keepTexts(): void {
  const seen = new Set<string>();
  Object.assign(window, { seenTexts: seen });
  new MutationObserver(() => {
    for (const node of document.querySelectorAll('.cl-headerTitle, .cl-formFieldLabel, .cl-formButtonPrimary')) {
      if (node.textContent?.trim()) seen.add(node.textContent.trim());
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(window as never as { seenTexts: Set<string> }).seenTexts]);

describe('a visitor whose browser is not in English', () => {
  const hosts: Record<string, Handler> = {};
  let tls: Awaited<ReturnType<typeof startTlsHosts>>;
  let browser: Browser;
  let site: KeySite;
  before(async () => {
    tls = await startTlsHosts(hosts);
    const [, ...args] = browserArgs(tls.port).toReversed();
    browser = await launchBrowser([...args, `--host-resolver-rules=MAP *.test 127.0.0.1:${tls.port}`]);
    const app = (lang?: string) =>
      new Response(lang ? APP.replace('<!doctype html>', `<!doctype html><html lang="${lang}">`) : APP, {
        headers: { 'content-type': 'text/html' },
      });
    const pages = ({ pathname, searchParams }: URL) =>
      pathname === '/' ? app(searchParams.get('lang') ?? undefined) : undefined;
    site = await startKeySite(hosts, NAME, pages, { hostedPages: true });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    tls?.close();
  });

  async function open(locale: string, url: string) {
    const context = await browser.newContext({ locale });
    await context.addInitScript(keepTexts);
    const page = await context.newPage();
    const errors = collectErrors(page);
    await page.goto(url);
    return { context, page, errors };
  }

  it('never sees a form in English: not before its script, and not after', async () => {
    const { context, page, errors } = await open('de-DE', `${API}/sign-in`);
    await page.locator('.cl-rootBox:not([data-clerk-ssr]) .cl-headerTitle').waitFor();
    const texts = await textsOf(page);
    assert.ok(
      texts.some((text) => text.includes('anmelden')),
      texts.join(),
    );
    assert.deepEqual(
      texts.filter((text) => /Sign in|Email|Continue/.test(text)),
      [],
    );
    assert.equal(await page.locator('html').getAttribute('lang'), 'de-DE');
    assert.deepEqual(errors, []);
    await context.close();
  });

  it('signs up, and finds the profile and the menu in their language', async () => {
    const { context, page, errors } = await open('fr-FR', `${API}/sign-up`);
    await page.locator('input[name=emailAddress]').fill('ada+clerk_test@example.com');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('.cl-formButtonPrimary').click();
    await codeInput(page).fill('424242');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-up'));
    await page.goto(`${API}/user`);
    await page.locator('.cl-profileSection').first().waitFor();
    await page.locator('clerk-user-profile').getByText('Adresses e-mail').waitFor();
    await page.locator('.cl-userButtonTrigger').click();
    await page.getByText('Se déconnecter').first().waitFor();
    assert.deepEqual(errors, []);
    await context.close();
  });

  it('reads from right to left in Arabic, and types addresses from left to right', async () => {
    const { context, page, errors } = await open('ar', `${site.origin}/`);
    const box = page.locator('clerk-sign-in .cl-rootBox');
    await box.locator('.cl-headerTitle').waitFor();
    assert.deepEqual([await box.getAttribute('lang'), await box.getAttribute('dir')], ['ar-SA', 'rtl']);
    const style = await page.locator('input[name=identifier]').evaluate((input) => {
      const { direction, textAlign } = getComputedStyle(input);
      return [direction, textAlign];
    });
    assert.deepEqual(style, ['ltr', 'right']);
    await page.locator('input[name=identifier]').fill('nobody@example.com');
    await page.locator('.cl-formButtonPrimary').click();
    await page.locator('.cl-formFieldErrorText:not(:empty), [role=alert]:not(:empty)').first().waitFor();
    await errorLogged(page, errors, /422/);
    assert.doesNotMatch(await box.innerText(), /There is no account/);
    await context.close();
  });

  it('who reads a page in another language than the browser gets mails in that of the page', async () => {
    const { context, page } = await open('en-US', `${site.origin}/?lang=de-AT`);
    await page.locator('input[name=identifier]').fill('nobody@example.com');
    const [request] = await Promise.all([
      page.waitForRequest(/\/v1\/client\/sign_ins\?/),
      page.locator('.cl-formButtonPrimary').click(),
    ]);
    assert.equal(new URLSearchParams(request.postData() ?? '').get('locale'), 'de-AT');
    await context.close();
  });

  it('sees an English page in English, whatever the browser is in', async () => {
    const { context, page, errors } = await open('de-DE', `${site.origin}/?lang=en`);
    await page.locator('.cl-headerTitle').waitFor();
    const texts = await textsOf(page);
    assert.ok(texts.includes('Email address'), texts.join());
    assert.equal(await page.locator('clerk-sign-in .cl-rootBox').getAttribute('lang'), null);
    assert.equal(await page.locator('clerk-sign-in-button button').innerText(), 'Sign in');
    assert.deepEqual(errors, []);
    await context.close();
  });
});
