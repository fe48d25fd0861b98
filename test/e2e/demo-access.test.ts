import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { findViolations } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { type DemoHere, startDemoHere } from '../support/demo-site.ts';
import { userButton } from './steps.ts';

/** What has to be on each page before it is looked at. */
const SIGNED_OUT = {
  '/': 'input[name=identifier]',
  '/sign-in': 'input[name=identifier]',
  '/sign-up': 'input[name=emailAddress]',
  '/profile': '[data-guest]:visible',
  '/tasks': '[data-guest]:visible',
  '/custom-flow': '#in-email:visible',
  '/revocation': '[data-guest]:visible',
  '/token': '[data-guest]:visible',
  '/backend': '[data-guest]:visible',
  '/appearance': '.stage[data-dressing] input[name=identifier]',
  '/elements': '[data-guest]:visible',
  '/elements/email-link': 'main h1, main .cl-headerTitle',
  '/elements/waitlist': 'main .cl-headerTitle',
  '/elements/google-one-tap': 'h1',
  '/invite': '[data-guest]:visible',
} as const;
const SIGNED_IN = {
  '/': '#in-title:visible',
  '/user': '.cl-profileSection',
  '/user/security': '.cl-activeDeviceListItem',
  '/user/notebook': 'main .notebook label:visible',
  '/profile': '#first-name:visible',
  '/tasks': '#claims > div:visible',
  '/custom-flow': '#own-email:visible',
  '/revocation': '#sessions li',
  '/token': '#claims tr',
  '/backend': '#measure-server:visible',
  '/elements': '.cl-signOutButton',
  '/elements/redirect-to-sign-up': '#stay-title:visible',
  '/invite': '#invite:visible',
} as const;
const WIDE = { width: 1280, height: 860 };
const PHONE = { width: 375, height: 812 };

describe('the pages of the demo, for everybody', () => {
  let demo: DemoHere;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [demo, browser] = await Promise.all([startDemoHere(['wallets', 'passkeys', 'legal']), launchBrowser()]);
    page = await (await browser.newContext({ bypassCSP: true })).newPage();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  /** Checks the page as it is, in both schemes and at both widths. */
  const breaksNoRule = async (): Promise<void> => {
    for (const [viewport, colorScheme] of [
      [WIDE, 'light'],
      [PHONE, 'dark'],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      assert.deepEqual(await findViolations(page), [], `${viewport.width} px, ${colorScheme}`);
    }
  };
  /** Checks that nothing scrolls sideways, also at 320 px with text of twice the size and in the other direction. */
  const fits = async (): Promise<void> => {
    const excess = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    for (const width of [1280, 768, 375, 320]) {
      await page.setViewportSize({ width, height: 812 });
      for (const [size, dir] of [
        ['100%', 'ltr'],
        ['100%', 'rtl'],
        ['200%', 'ltr'],
      ] as const) {
        await page.evaluate(
          ([fontSize, dir]) => {
            document.documentElement.style.fontSize = fontSize;
            document.documentElement.dir = dir;
          },
          [size, dir] as const,
        );
        assert.ok((await excess()) <= 0, `${width} px, ${dir}, text at ${size}`);
      }
    }
  };
  const look = async (path: string, ready: string): Promise<void> => {
    await page.goto(demo.origin + path);
    await page.locator(ready).first().waitFor();
    await breaksNoRule();
    await fits();
  };

  for (const [path, ready] of Object.entries(SIGNED_OUT)) {
    test(`${path} breaks no accessibility rule and fits every screen, signed out`, () => look(path, ready));
  }

  test('the first stop of the Tab key leads to the page, past the bar', async () => {
    await page.goto(`${demo.origin}/token`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#main:focus').waitFor();
  });

  test('the navigation is a menu on a phone, which Escape closes', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(`${demo.origin}/token`);
    await page.locator('[data-guest]:visible').waitFor();
    await page.getByRole('button', { name: 'Menu' }).click();
    const links = page.getByRole('navigation', { name: 'Site' }).getByRole('link');
    await links.first().waitFor();
    assert.deepEqual(await findViolations(page), []);
    await page.keyboard.press('Escape');
    await links.first().waitFor({ state: 'hidden' });
    // The bar has room for all links on a wide screen alone.
    await page.setViewportSize({ width: 1440, height: 900 });
    await links.first().waitFor();
    await page.setViewportSize(WIDE);
  });

  test('the demo wallet asks in a dialog that breaks no accessibility rule', async () => {
    await page.goto(`${demo.origin}/sign-in`);
    await page.getByRole('button', { name: 'Continue with a wallet' }).click();
    await page.getByRole('dialog', { name: 'Connect the demo wallet' }).waitFor();
    await breaksNoRule();
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('dialog', { name: 'Sign this message' }).waitFor();
    await breaksNoRule();
    await fits();
  });

  test('a guest account is made by keyboard alone', async () => {
    await page.goto(`${demo.origin}/invite`);
    await page.locator('[data-guest]:visible').focus();
    await page.keyboard.press('Enter');
    await userButton(page).waitFor();
  });

  for (const [path, ready] of Object.entries(SIGNED_IN)) {
    test(`${path} breaks no accessibility rule and fits every screen, signed in`, () => look(path, ready));
  }

  test('the revocation page breaks no accessibility rule while it runs', async () => {
    await page.setViewportSize(WIDE);
    await page.goto(`${demo.origin}/revocation`);
    await page.getByRole('button', { name: 'Open a second browser' }).click();
    await page.locator('#revoke:focus').waitFor();
    await breaksNoRule();
    await page.keyboard.press('Enter');
    await page.locator('#sessions-title:focus').waitFor();
    await breaksNoRule();
    await fits();
  });
});

describe('the source beside each page of the demo', () => {
  let demo: DemoHere;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [demo, browser] = await Promise.all([startDemoHere(), launchBrowser()]);
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    page = await context.newPage();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  const sources = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.code')].map((panel) => ({
        file: panel.querySelector('.code-file')?.textContent ?? '',
        text: panel.querySelector('code')?.textContent ?? '',
      })),
    );

  test('each element of the demo stands beside exactly the HTML that makes it', async () => {
    const served = await (await fetch(`${demo.origin}/elements`)).text();
    await page.goto(`${demo.origin}/elements`, { waitUntil: 'domcontentloaded' });
    const examples = await page.evaluate(() =>
      [...document.querySelectorAll('.example')].map((each) =>
        [...each.querySelectorAll('pre code')].map((code) => code.textContent ?? ''),
      ),
    );
    assert.ok(examples.length > 7);
    for (const [own = ''] of examples) {
      const isPage = own.startsWith('<script');
      assert.ok(isPage || served.includes(own), own);
    }
  });

  for (const path of Object.keys(SIGNED_OUT).concat('/user', '/elements/redirect-to-sign-up')) {
    if (path === '/elements') continue;
    test(`the source that ${path} shows is what the server sends`, async () => {
      await page.goto(demo.origin + path, { waitUntil: 'domcontentloaded' });
      const served = await (await fetch(demo.origin + path)).text();
      const shownFiles = await sources();
      const html = shownFiles.find(({ file }) => file.endsWith('.html'));
      const files = shownFiles.filter((each) => each !== html);
      const [, head = '', main = ''] = /^((?:<(?:script|link)\b.*\n)*)([^]*)$/.exec(html?.text ?? '') ?? [];
      assert.ok(head && served.includes(head) && main && served.includes(main));
      const scripts = [...head.matchAll(/src="(\/assets\/[^"]+)"/g)].map(([, src]) => src);
      for (const { file, text } of files) {
        const asset = /^demo(\/assets\/.*)$/.exec(file)?.[1];
        // Of what a build makes something else, the page shows what it is made of.
        const isBuilt = /\/dressings\//.test(file) && (/\.module\./.test(file) || /^@?import /m.test(text));
        if (isBuilt) assert.equal(text, await readFile(file, 'utf8'), file);
        else if (asset) assert.equal(text, await (await fetch(demo.origin + asset)).text(), file);
        else assert.match(file, /^demo\/server\/[\w-]+\.(ts|sql)$/);
      }
      // Those that several pages load are shown where they are explained.
      const shown = files.map(({ file }) => file.replace(/^demo/, ''));
      const own = scripts.filter((src) => src && !/\/(guest|wallet)\.js$/.test(src));
      assert.deepEqual(
        own.filter((src) => src && !shown.includes(src)),
        [],
      );
    });
  }

  test('the source is beside the page where there is room, and opens below it on a phone', async () => {
    await page.setViewportSize(WIDE);
    await page.goto(`${demo.origin}/token`);
    const source = page.getByRole('complementary', { name: 'Source' });
    const code = source.locator('pre').first();
    await code.waitFor();
    const [beside, main] = [await source.boundingBox(), await page.locator('main').boundingBox()];
    assert.ok((beside?.x ?? 0) >= (main?.x ?? 0) + (main?.width ?? 0));
    await page.setViewportSize(PHONE);
    await code.waitFor({ state: 'hidden' });
    await source.getByText('The source of this page').click();
    await code.waitFor();
  });

  test('the files of the source are tabs for the arrow keys, and are copied as they are', async () => {
    await page.setViewportSize(WIDE);
    await page.goto(`${demo.origin}/token`);
    const tabs = page.getByRole('tab');
    await tabs.first().focus();
    await page.keyboard.press('ArrowRight');
    await tabs.nth(1).and(page.locator('[aria-selected=true]')).waitFor();
    const panel = page.getByRole('tabpanel', { name: 'token.js', exact: true });
    await panel.getByRole('button', { name: 'Copy' }).click();
    await panel.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await (await fetch(`${demo.origin}/assets/token.js`)).text());
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('End');
    await tabs.last().and(page.locator('[aria-selected=true]')).waitFor();
  });
});
