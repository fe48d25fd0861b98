import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { ENGINE_NAMES, enginesFor } from '../../support/engines.ts';
import { listen, stop } from '../../support/listen.ts';
import { html, type Site, startSite } from '../../support/site.ts';
import { launchEngine } from '../../support/story-browser.ts';
import type { StoryBrowser } from '../../support/story-page.ts';
import { continueWith } from '../steps.ts';
import { PASSWORD } from './account.ts';

for (const engine of enginesFor('The stories of cookies')) {
  const name = ENGINE_NAMES[engine];

  describe(`cookies as ${name} keeps them`, () => {
    let api: Site;
    let app: Server;
    let origin: string;
    let browser: StoryBrowser;

    before(async () => {
      app = createServer();
      // A browser takes the name and the number of this machine for two sites.
      origin = await listen(app, '127.0.0.1');
      [api, browser] = await Promise.all([
        startSite(() => undefined, { allowedOrigins: [origin], homeUrl: origin }),
        launchEngine(engine),
      ]);
      const answer = getRequestListener(() =>
        html(`<clerk-sign-up></clerk-sign-up><script async src="${api.origin}/clerk.js?elements=sign-up"></script>`),
      );
      app.on('request', answer);
    });
    after(async () => {
      await browser?.close();
      await stop(app);
      await api?.close();
    });

    test(`an application whose API is on another site tells the user about the cookie in ${name}`, async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${origin}/sign-up`);
      await page.locator('input[name=emailAddress]').fill('ada+clerk_test@example.com');
      await page.locator('input[name=password]').fill(PASSWORD);
      await continueWith(page);
      await page.locator('clerk-sign-up', { hasText: /Allow cookies for this site/ }).waitFor();
    });
  });
}

console.log('!!! The story of blocked cookies DOES NOT RUN in WebKit: its driver cannot turn them off.');

for (const engine of enginesFor('The stories of blocked cookies', ['firefox'])) {
  const name = ENGINE_NAMES[engine];

  describe(`without any cookies in ${name}`, () => {
    test(`the form says at once that cookies are blocked, and what to do, in ${name}`, async () => {
      const site = await startSite(({ pathname }) =>
        pathname === '/sign-in'
          ? html('<clerk-sign-in></clerk-sign-in><script async src="/clerk.js?elements=sign-in"></script>')
          : undefined,
      );
      const browser = await launchEngine(engine, { blocksCookies: true });
      try {
        const page = await (await browser.newContext()).newPage();
        await page.goto(`${site.origin}/sign-in`);
        await page.locator('clerk-sign-in', { hasText: /Allow cookies for this site/ }).waitFor();
      } finally {
        await browser.close();
        await site.close();
      }
    });
  });
}
