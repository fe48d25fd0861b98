import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { NAVIGATION } from '../../src/server/admin/navigation.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';

/** Pages that the server answers to anybody. The link of the last two is unknown, so they say what is wrong with it. */
const PAGES = [
  '/sign-in',
  '/sign-up',
  '/waitlist',
  '/user',
  '/__clerk/sign-in',
  '/__dev/inbox',
  '/__dev/templates',
  '/__admin',
  '/v1/verify?token=unknown',
  '/v1/tickets/accept?ticket=unknown',
];
/** Pages of administrators. */
const ADMIN = NAVIGATION.flatMap(({ items }) => items.map(({ path }) => `/__admin${path}`));
/**
 * What no policy of a page may have: anything inline without a hash, code made of text, or scripts from anywhere. The
 * preview of an email is no page: it is a frame without scripts, for HTML that people have written.
 */
const LAX = /'unsafe-|\*|script-src[^;]*(https?:|data:|blob:)[\s;]/;

describe('every page of the server', () => {
  let site: Site;
  let browser: Browser;
  before(async () => {
    [site, browser] = await Promise.all([
      startSite(() => undefined, { hostedPages: true, adminPage: true, password: { breachCheck: false } }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens a page, and returns what the browser refused there. */
  async function visit(page: Page, path: string): Promise<{ policy: string; refused: string[] }> {
    const refused: string[] = [];
    const hear = (message: { text(): string }) => {
      if (/Content[ -]Security[ -]Policy|Refused to/i.test(message.text())) refused.push(message.text());
    };
    page.on('console', hear);
    const answer = await page.goto(site.origin + path);
    await page.waitForLoadState('networkidle');
    page.off('console', hear);
    return { policy: answer?.headers()['content-security-policy'] ?? '', refused };
  }

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

    test(`keeps to a strict policy of its own, and breaks nothing of it, ${how}`, async () => {
      const context = await browser.newContext({ javaScriptEnabled });
      const page = await context.newPage();
      for (const path of PAGES) {
        const { policy, refused } = await visit(page, path);
        assert.match(policy, /^default-src 'none';/, path);
        assert.match(policy, /base-uri 'none'/, path);
        assert.match(policy, /frame-ancestors 'none'/, path);
        assert.match(policy, /form-action/, path);
        assert.doesNotMatch(policy, LAX, path);
        assert.deepEqual(refused, [], path);
      }
      await context.close();
    });
  }

  test('keeps to a strict policy where an administrator works', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(await site.adminLink());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${site.origin}/__admin/overview`);
    for (const path of ADMIN) {
      const { policy, refused } = await visit(page, path);
      assert.match(policy, /^default-src 'none';/, path);
      assert.doesNotMatch(policy.replace(/img-src[^;]*/, ''), LAX, path);
      assert.deepEqual(refused, [], path);
    }
    await context.close();
  });
});
