import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { html, type Pages, type Site, startSite } from '../support/site.ts';
import { CONDITIONS } from './conditions/conditions.ts';
import { renderTable } from './conditions/render-table.ts';
import { STORIES } from './conditions/stories.ts';
import { type Condition, ELEMENTS, type World } from './conditions/world.ts';

const MARKUP: Record<string, string> = {
  '/sign-up': '<clerk-sign-up routing="path" path="/sign-up"></clerk-sign-up>',
  '/sign-in': '<clerk-sign-in routing="path" path="/sign-in"></clerk-sign-in>',
  '/profile': '<clerk-user-profile routing="path" path="/profile"></clerk-user-profile>',
  '/gates':
    '<clerk-signed-in hidden><p>inside</p></clerk-signed-in><clerk-signed-out hidden><p>outside</p></clerk-signed-out>',
};
const HEAD = '<meta name="viewport" content="width=device-width, initial-scale=1">';

describe('the elements under many conditions', () => {
  let site: Site;
  let browser: Browser;
  let condition: Condition;

  const pages: Pages = ({ pathname, searchParams }, { publishableKey }) => {
    if (pathname === '/frame') {
      return html(
        `<iframe sandbox="allow-scripts allow-forms" src="${searchParams.get('of')}" width="500" height="700"></iframe>`,
      );
    }
    const path = Object.keys(MARKUP).find((each) => pathname === each || pathname.startsWith(`${each}/`));
    const markup = path ? MARKUP[path] : pathname === '/' ? '<clerk-user-button></clerk-user-button>' : undefined;
    if (markup === undefined) return undefined;
    return html(`${HEAD}${condition.head ?? ''}${(condition.wrap ?? String)(markup)}
      <script async crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}" data-clerk-proxy-url="/__clerk"
        data-clerk-sign-in-url="/sign-in" data-clerk-sign-up-url="/sign-up"
        src="${site.origin}/__clerk/npm/clerk-widgets@1/dist/clerk.js"></script>`);
  };

  before(async () => {
    const attributes = { firstName: 'optional', lastName: 'off' } as const;
    [site, browser] = await Promise.all([startSite(pages, { attributes }), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const [index, each] of CONDITIONS.entries()) {
    describe(each.title, () => {
      let world: World;

      before(async () => {
        condition = each;
        const context = await browser.newContext(each.options ?? { viewport: { width: 1280, height: 900 } });
        await each.prepare?.(context);
        const page: Page = await context.newPage();
        // The user may already have left the page.
        page.on('load', () => void each.opened?.(page).catch(() => {}));
        world = {
          site,
          context,
          page,
          emailAddress: `visitor${index}@example.com`,
          password: 'a fine long phrase of mine',
          goto: async (path) => void (await page.goto(site.origin + path)),
          type: each.type ?? ((field, text) => field.fill(text)),
        };
      });
      after(() => world?.context.close());

      for (const element of ELEMENTS) {
        test(`${each.title}: <${element}> ${each.holds[element]}`, async () => {
          await (each.stories?.[element] ?? STORIES[element])(world);
        });
      }
    });
  }

  test('docs/where-it-works.md is generated from the conditions (node test/e2e/conditions/write-table.ts)', async () => {
    assert.equal(await readFile('docs/where-it-works.md', 'utf8'), renderTable(CONDITIONS));
  });
});
