import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { buildApp, type RunningApp } from '../support/framework-app.ts';
import { freePort } from '../support/listen.ts';
import { type Site, startSite } from '../support/site.ts';

/** The file that is edited while the page is open, and what stands in it. */
const EDITED = { vue: 'src/App.vue', react: 'src/App.tsx' } as const;

describe('the elements while Vite reloads a module', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  for (const name of ['vue', 'react'] as const) {
    it(`${name}: an edited module keeps the elements, their texts and the page`, async () => {
      let site: Site | undefined;
      let app: RunningApp | undefined;
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      try {
        site = await startSite(() => undefined, { allowedOrigins: [origin] });
        const built = await buildApp({ name, from: 'demo/frameworks', copy: 'hot-reload', isBuilt: false });
        app = await built.start({
          command: 'vite --host localhost --port $PORT --strictPort',
          port,
          env: {
            NO_COLOR: '1',
            CLERK_FAPI_URL: site.origin,
            VITE_CLERK_PUBLISHABLE_KEY: site.config.publishableKey,
            VITE_CLERK_PROXY_URL: '/__clerk',
          },
        });
        const page = await (await browser.newContext()).newPage();
        const errors = collectErrors(page);
        await page.goto(origin);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        const identifier = page.locator('clerk-sign-in input[name=identifier]');
        await identifier.fill('half-typed');
        await page.evaluate(() => Object.assign(window, { isSamePage: true }));
        const file = path.join(built.folder, EDITED[name]);
        const text = await readFile(file, 'utf8');
        await writeFile(file, text.replace(/(class(Name)?="panel-title">\s*)\w+/, '$1Edited'));
        await page.locator('.panel-title', { hasText: 'Edited' }).waitFor();
        assert.equal(await page.evaluate(() => 'isSamePage' in window), true);
        assert.equal(await identifier.inputValue(), 'half-typed');
        await page.locator('clerk-sign-in .cl-formButtonPrimary:visible').click();
        await page.locator('clerk-sign-in .cl-formFieldErrorText').first().waitFor();
        assert.deepEqual(
          errors.filter((error) => !error.includes('422')),
          [],
        );
      } finally {
        await app?.close();
        await site?.close();
      }
    });
  }
});
