import '../../build/source-hooks.ts';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type KeySite, startKeySite } from '../support/key-site.ts';
import { browserArgs } from '../support/load-site.ts';
import { type Handler, startTlsHosts } from '../support/tls-hosts.ts';
import { userButton } from './steps.ts';

const NAME = 'pages.test';
const API = `https://clerk.${NAME}`;
const ADDRESS = 'ada+clerk_test@example.com';
const PASSWORD = 'violet kettle on a northern roof';
const APP = `<!doctype html><title>App</title><link rel="icon" href="data:,">
<clerk-signed-out><clerk-sign-in-button></clerk-sign-in-button><clerk-sign-up-button></clerk-sign-up-button></clerk-signed-out>
<clerk-user-button></clerk-user-button>
<script async src="${API}/clerk.js"></script>`;

describe('the hosted pages, for an app that has no pages of its own', () => {
  const hosts: Record<string, Handler> = {};
  let tls: Awaited<ReturnType<typeof startTlsHosts>>;
  let browser: Browser;
  let site: KeySite;
  before(async () => {
    tls = await startTlsHosts(hosts);
    const [, ...args] = browserArgs(tls.port).toReversed();
    browser = await launchBrowser([...args, `--host-resolver-rules=MAP *.test 127.0.0.1:${tls.port}`]);
    const page = () => new Response(APP, { headers: { 'content-type': 'text/html' } });
    const pages = ({ pathname }: URL) => (['/', '/cart'].includes(pathname) ? page() : undefined);
    site = await startKeySite(hosts, NAME, pages, { hostedPages: true });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    tls?.close();
  });

  it('lead a visitor to the forms on the host of the API, and back to the page they came from', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors = collectErrors(page);
    await page.goto(`${site.origin}/cart`);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.waitForURL((url) => url.href.startsWith(`${API}/sign-up`));
    await page.locator('input[name=emailAddress]').fill(ADDRESS);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.locator('input[autocomplete=one-time-code]').fill('424242');
    await page.waitForURL(`${site.origin}/cart`);
    await userButton(page).waitFor();

    // The profile is there, and shows its reader alone.
    await page.goto(`${API}/user`);
    await page.locator('.cl-profileSection').first().waitFor();

    await context.clearCookies();
    await page.goto(`${API}/user`);
    await page.waitForURL((url) => url.href.startsWith(`${API}/sign-in?`));
    await page.locator('input[name=identifier]').fill(ADDRESS);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.waitForURL(`${API}/user`);
    await page.locator('.cl-profileSection').first().waitFor();
    assert.deepEqual(errors, []);
    await context.close();
  });

  it('lead nobody to another site', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${API}/sign-up#/?redirect_url=${encodeURIComponent('https://evil.test/')}`);
    await page.locator('input[name=emailAddress]').fill('bo+clerk_test@example.com');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.locator('input[autocomplete=one-time-code]').fill('424242');
    await page.waitForURL(`${site.origin}/`);
    await context.close();
  });

  it('show without JavaScript who is signed in, and sign out', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${API}/sign-up`);
    await page.locator('input[name=emailAddress]').fill('cy+clerk_test@example.com');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.locator('input[autocomplete=one-time-code]').fill('424242');
    await page.waitForURL(`${site.origin}/`);
    await page.goto(`${API}/user`);
    await page.locator('.cl-profileSection').first().waitFor();
    assert.equal(await page.getByText('needs JavaScript').isVisible(), false);

    const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
    const quiet = await plain.newPage();
    await quiet.goto(`${API}/user`);
    await quiet.getByText('cy+clerk_test@example.com').waitFor();
    await quiet.getByRole('button', { name: 'Sign out' }).click();
    await quiet.waitForURL(`${site.origin}/`);
    await quiet.goto(`${API}/user`);
    assert.equal(new URL(quiet.url()).pathname, '/sign-in');
    await plain.close();
    await context.close();
  });
});
