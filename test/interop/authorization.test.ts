import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Pages, type Site, startSite } from '../support/site.ts';
import { signUpBefore } from '../e2e/steps.ts';
import { openStock, STOCK, stockPages, type StockVersion } from './stock-page.ts';

const ours = authPages();
const pages: Pages = async (url, config) => (await stockPages(url, config)) ?? ours(url, config);

/** What is asked of the session. */
const QUESTIONS: object[] = [
  {},
  { role: 'org:admin' },
  { permission: 'org:billing:manage' },
  ...['export', 'user:export', 'org:export', 'audit', 'org:audit', 'user:audit', 'search', 'none'].map((feature) => ({
    feature,
  })),
  ...['pro', 'user:pro', 'org:pro', 'max'].map((plan) => ({ plan })),
  { plan: 'pro', feature: 'export' },
  { plan: 'pro', feature: 'none' },
  { plan: 'pro', role: 'org:admin' },
  ...['strict_mfa', 'strict', 'moderate', 'lax', 'unknown'].map((reverification) => ({ reverification })),
  ...['first_factor', 'second_factor', 'multi_factor'].flatMap((level) =>
    [5, 40, 100].map((afterMinutes) => ({ reverification: { level, afterMinutes } })),
  ),
  { plan: 'pro', reverification: 'moderate' },
];
/** Minutes since the first and the second factor were verified. */
const AGES: [number, number][] = [
  [0, -1],
  [45, -1],
  [90, 3],
  [7, 2000],
  [-1, 30],
];

interface JSONClient {
  sessions: { factor_verification_age: unknown; last_active_token: { jwt: string } }[];
}

/** Adds what a plan with features says to a token. Clients read tokens without the key to verify them. */
function withPlan(jwt: string): string {
  const [header, payload = '', signature] = jwt.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), fea: 'u:export,o:audit,ou:search' };
  const text = JSON.stringify({ ...claims, pla: 'u:pro' });
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}

const ask = (page: Page): Promise<boolean[]> =>
  page.evaluate((questions) => {
    const { session } = (window as unknown as { Clerk: { session: { checkAuthorization(q: object): boolean } } }).Clerk;
    return questions.map((question) => session.checkAuthorization(question));
  }, QUESTIONS);

describe('session.checkAuthorization', () => {
  let site: Site;
  let browser: Browser;
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;

  before(async () => {
    [site, browser] = await Promise.all([startSite(pages), launchBrowser()]);
    const context = await browser.newContext();
    await signUpBefore(context, site, { emailAddress: 'ada@example.com', password: 'a fine long password' });
    signedIn = await context.storageState();
    await context.close();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens the browser of the user, with a plan, and with factors that were verified so many minutes ago. */
  async function open(ages: [number, number]): Promise<BrowserContext> {
    const context = await browser.newContext({ storageState: signedIn });
    await context.route('**/v1/client?*', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { response: JSONClient };
      for (const session of body.response.sessions) {
        session.factor_verification_age = ages;
        session.last_active_token.jwt = withPlan(session.last_active_token.jwt);
      }
      await route.fulfill({ response, json: body });
    });
    return context;
  }

  for (const each of AGES) {
    test(`checkAuthorization answers as stock clerk-js does, with factors verified ${each.join(' and ')} minutes ago`, async () => {
      const context = await open(each);
      const page = await context.newPage();
      await page.goto(site.origin);
      await page.waitForFunction(() => (window as unknown as { Clerk?: { session?: unknown } }).Clerk?.session);
      const answers = await ask(page);
      await context.close();
      assert.ok(answers.includes(true) && answers.includes(false));
      const table = (list: boolean[]) => QUESTIONS.map((question, at) => `${JSON.stringify(question)} ${list[at]}`);
      for (const version of Object.keys(STOCK) as StockVersion[]) {
        const other = await open(each);
        assert.deepEqual(table(answers), table(await ask(await openStock(other, site.origin, version))), version);
        await other.close();
      }
    });
  }
});
